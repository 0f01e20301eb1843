/** What the page of orders shows stands in its address. */
import { type FloorSearch, readSearch } from "../selection.ts";

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

const lengthMax = 300;

/** Whatever stands in an address: what is none of ours is dropped, and what the house does not know it refuses. */
export function readOrdersSearch(search: Record<string, unknown>): OrdersSearch {
  const said = names.flatMap((name) => {
    const value = search[name];
    const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    return typeof text === "string" && text !== "" && text.length <= lengthMax ? [[name, text] as const] : [];
  });
  return { ...readSearch(search), ...Object.fromEntries(said) };
}

/** As the house is asked. */
export function queryOf({ which, ...filter }: OrdersFilter): Readonly<Record<string, string | undefined>> {
  return {
    ...filter,
    ended: which === "ended" ? "true" : undefined,
    held: which === "held" ? "true" : undefined,
  };
}
