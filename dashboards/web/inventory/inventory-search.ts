/** What the page of goods shows stands in its address. */
import { type FloorSearch, readFilter, readSearch } from "../selection.ts";

export const inventoryViews = ["stock", "returns", "pallets", "movements", "tickets"] as const;
export type InventoryView = (typeof inventoryViews)[number];

const names = [
  "view",
  "after",
  "by",
  "place",
  "sku",
  "lot",
  "client",
  "state",
  "step",
  "order",
  "kind",
  "refused",
  "planned",
  "overdue",
  "carrier",
  "pallet",
] as const;
export type InventoryFilter = { readonly [Name in (typeof names)[number]]?: string | undefined };
export type InventorySearch = FloorSearch & InventoryFilter;
export type Choose = (change: InventoryFilter) => void;

export const readInventorySearch = (search: Record<string, unknown>): InventorySearch => ({
  ...readSearch(search),
  ...readFilter(search, names),
});

export const viewOf = ({ view }: InventoryFilter): InventoryView =>
  inventoryViews.find((one) => one === view) ?? "stock";

const asked: Readonly<Record<InventoryView, readonly (keyof InventoryFilter)[]>> = {
  stock: ["after", "by", "place", "sku", "lot", "client", "state"],
  returns: ["after", "sku", "client", "state", "overdue"],
  pallets: ["after", "state", "carrier", "pallet", "client"],
  movements: ["after", "place", "sku", "client", "step", "order"],
  tickets: ["after", "place", "sku", "kind", "refused", "planned"],
};

/** Of what stands in the address, what this view asks for. */
export const queryOf = (filter: InventoryFilter): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(asked[viewOf(filter)].map((name) => [name, filter[name]]));
