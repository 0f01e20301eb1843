/** What the page of connections shows stands in its address. */
import { type FloorSearch, readFilter, readSearch } from "../selection.ts";

export const connectionViews = ["hearers", "deliveries", "letters", "programs"] as const;
export type ConnectionView = (typeof connectionViews)[number];

const names = [
  "view",
  "after",
  "client",
  "webhook",
  "state",
  "type",
  "about",
  "taken",
  "program",
  "good",
] as const;
export type ConnectionFilter = { readonly [Name in (typeof names)[number]]?: string | undefined };
export type ConnectionSearch = FloorSearch & ConnectionFilter;
export type Choose = (change: ConnectionFilter) => void;

export const readConnectionSearch = (search: Record<string, unknown>): ConnectionSearch => ({
  ...readSearch(search),
  ...readFilter(search, names),
});

export const viewOf = ({ view }: ConnectionFilter): ConnectionView =>
  connectionViews.find((one) => one === view) ?? "hearers";

const asked: Readonly<Record<ConnectionView, readonly (keyof ConnectionFilter)[]>> = {
  hearers: ["after", "client", "webhook", "state"],
  deliveries: ["after", "client", "webhook", "type", "about", "taken"],
  letters: ["after", "client", "webhook", "type", "about"],
  programs: ["after", "client", "program", "good"],
};

/** Of what stands in the address, what this view asks for. */
export const queryOf = (filter: ConnectionFilter): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(asked[viewOf(filter)].map((name) => [name, filter[name]]));

/** What each of the page's lists is given. */
export interface ListProps {
  readonly filter: ConnectionFilter;
  readonly choose: Choose;
  readonly clear: () => void;
}

/** Whether anything is narrowed beside which list is shown. */
export const isNarrowed = (filter: ConnectionFilter): boolean =>
  Object.entries(queryOf(filter)).some(([name, value]) => name !== "after" && value !== undefined);
