/** What each of the page's lists is given. */
import type { Choose, InventoryFilter } from "./inventory-search.ts";

export interface ListProps {
  readonly filter: InventoryFilter;
  readonly clients: readonly string[];
  readonly choose: Choose;
  readonly clear: () => void;
}

/** Whether anything is narrowed beside which list is shown. */
export const isNarrowed = ({ view: _view, after: _after, ...rest }: InventoryFilter): boolean =>
  Object.values(rest).some((value) => value !== undefined);
