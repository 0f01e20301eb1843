/** Another list of what an order asks for, held against what of it is packed already: taken whole or refused whole, with each line that is wrong. */
import { codeOf } from "@floorplane/contracts/client-names";
import { LineId } from "@floorplane/contracts/ids";
import type { OrderChange } from "@floorplane/contracts/wms.schema";
import { fixedUnits, type LineWish } from "../../orders/change-lines.ts";
import { isClosed, type Order } from "../../orders/order.ts";
import { Refusal } from "../answering/refusal.ts";
import { namedUnitsOrService } from "../reading/named-goods.ts";
import { readAll } from "../reading/read-all.ts";
import type { IntakeMeans } from "./orders.ts";

/** Undefined: it asks for this already. */
export function wishesOf(
  means: IntakeMeans,
  order: Order,
  lines: NonNullable<OrderChange["lines"]>,
): readonly LineWish[] | undefined {
  const { client } = order;
  judgeOpen(order);
  const fixed = fixedUnits(means, order);
  const seen = new Set<string>();
  const wishes = readAll(lines, ({ line, sku: text, quantity }, index): LineWish[] => {
    const field = (name: string): { readonly field: string } => ({ field: `lines[${index}].${name}` });
    if (seen.has(line))
      throw new Refusal("malformed-message", `line ${line} stands twice in the change`, field("line"));
    seen.add(line);
    const named = namedUnitsOrService(means, { client, text, quantity }, `lines[${index}].sku`);
    if (named === "service") return [];
    const { sku, units } = named;
    const known = order.lines.find((one) => one.line === line);
    if (known && known.sku !== sku)
      throw new Refusal(
        "conflict",
        `line ${line} is ${codeOf(known.sku)}; leave it out, and give other goods a line of their own`,
        field("sku"),
      );
    const packed = known ? (fixed.get(known.line) ?? 0) : 0;
    const isPacked = known !== undefined && packed > 0 && packed >= known.asked - known.cancelled;
    if (known && known.asked !== units && (units < packed || isPacked))
      throw new Refusal("conflict", packedAlready(order, known.line, packed), field("quantity"));
    return [{ line: LineId(line), sku, units }];
  }).flat();
  if (wishes.length === 0)
    throw new Refusal(
      "malformed-message",
      `nothing is left of order ${codeOf(order.order)}; cancel it instead`,
      { field: "lines" },
    );
  for (const { line } of order.lines)
    if (!seen.has(line) && (fixed.get(line) ?? 0) > 0)
      throw new Refusal("conflict", packedAlready(order, line, fixed.get(line)!), { field: "lines" });
  if (isSame(order, wishes)) return undefined;
  if (order.state === "packed")
    throw new Refusal(
      "conflict",
      `order ${codeOf(order.order)} is packed; send further goods as an order of their own`,
      { field: "lines" },
    );
  return wishes;
}

function judgeOpen({ order, state }: Order): void {
  if (isClosed(state) || state === "cancelling")
    throw new Refusal("conflict", `order ${codeOf(order)} is ${state}`, { field: "order" });
}

const packedAlready = ({ order, state }: Order, line: string, units: number): string =>
  `line ${line} of order ${codeOf(order)} is packed: ${units} of its units are at a packing station or have left, and the order is ${state}`;

const isSame = ({ lines }: Order, wishes: readonly LineWish[]): boolean =>
  lines.length === wishes.length &&
  lines.every(({ line, asked }) => wishes.some((wish) => wish.line === line && wish.units === asked));
