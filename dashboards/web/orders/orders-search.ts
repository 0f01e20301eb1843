/** What the page of orders shows stands in its address. */
import { type FloorSearch, readFilter, readSearch } from "../selection.ts";

const names = [
  "after",
  "which",
  "stage",
  "notch",
  "bar",
  "why",
  "sku",
  "client",
  "carrier",
  "priority",
  "text",
] as const;
export type OrdersFilter = { readonly [Name in (typeof names)[number]]?: string | undefined };
export type OrdersSearch = FloorSearch & OrdersFilter;

/** Chooses what the list shows; a page of it further on is forgotten. */
export type Choose = (change: OrdersFilter) => void;

/** Whatever stands in an address. */
export const readOrdersSearch = (search: Record<string, unknown>): OrdersSearch => ({
  ...readSearch(search),
  ...readFilter(search, names),
});

/** As the house is asked. */
export function queryOf({ which, ...filter }: OrdersFilter): Readonly<Record<string, string | undefined>> {
  return {
    ...filter,
    ended: which === "ended" ? "true" : undefined,
    held: which === "held" ? "true" : undefined,
  };
}
