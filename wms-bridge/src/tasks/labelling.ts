/** Which goods are for sale again only under a fresh label, whatever who looks at them says. */
import type { WithItems } from "../goods/items.ts";
import type { Task } from "./task.ts";

export const needsLabel = ({ items }: WithItems, { kind, sku, return: number }: Task): boolean =>
  kind === "inspect" && number !== null && sku !== null && items.need(sku).relabelReturns === true;
