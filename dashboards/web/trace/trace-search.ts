/** What is traced stands in the address. */
import { type FloorSearch, readFilter, readSearch } from "../selection.ts";

export const traceKinds = ["order", "tote", "parcel", "pallet", "item", "lot"] as const;
export type TraceKind = (typeof traceKinds)[number];

const names = ["kind", "id", "client", "serial"] as const;
export type TraceAsked = { readonly [Name in (typeof names)[number]]?: string | undefined };
export type TraceSearch = FloorSearch & TraceAsked;

export const readTraceSearch = (search: Record<string, unknown>): TraceSearch => ({
  ...readSearch(search),
  ...readFilter(search, names),
});
