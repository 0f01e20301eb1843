/** What the other warehouse says of a transfer: what arrived; and what a person here decides about the rest. */
import { codeOf, nameFor } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, isNumber, OrderId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import type { TransferArrival, TransferDecision } from "@floorplane/contracts/transfers.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../../confirmations/confirmations.ts";
import type { WithItems } from "../../goods/items.ts";
import type { WithHandling } from "../../handling/handling.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import {
  betweenOf,
  type Transfer,
  type TransferLine,
  unitsBetween,
  type WithTransfers,
} from "../../transfers/transfers.ts";
import { namedUnits } from "../named-goods.ts";
import { readAll } from "../read-all.ts";
import { jsonAnswer, Refusal } from "../refusal.ts";
import { shownTransfer } from "./list-transfers.ts";

export type TransferMeans = WithTransfers &
  WithStock &
  WithItems &
  WithSite &
  WithHandling &
  WithConfirmations;

interface Named {
  readonly client: ClientId;
  readonly number: string;
}

export function postTransferArrival(
  means: TransferMeans,
  desk: Desk,
  named: Named,
  { lines: said }: Omit<TransferArrival, "client">,
): HttpResponse {
  const transfer = transferNamed(means, named);
  if (transfer.lines.length === 0)
    throw new Refusal("conflict", `nothing of ${named.number} has left yet`, { field: "transfer" });
  const came = said === undefined ? allOf(transfer) : unitsOf(means, named.client, said);
  means.handling.by({ hand: "wms", ref: `transfer/${codeOf(transfer.order)}` });
  const lines = transfer.lines.map((line) => {
    const arrived = Math.min(betweenOf(line), came.get(line.sku) ?? 0);
    came.set(line.sku, (came.get(line.sku) ?? 0) - arrived);
    move(means, line, "shipped", arrived);
    return { ...line, arrived: line.arrived + arrived };
  });
  const told = linesOf(transfer.lines, lines);
  means.transfers.settle(transfer, { lines, arrivedAt: desk.now });
  const missing = lines.flatMap((line) =>
    betweenOf(line) > 0 ? [{ sku: line.sku, quantity: -betweenOf(line) }] : [],
  );
  const more = [...came].flatMap(([sku, quantity]) => (quantity > 0 ? [{ sku, quantity }] : []));
  const variance = [...missing, ...more];
  const data = {
    order: transfer.order,
    transfer: { to: transfer.to },
    lines: told,
    ...(variance.length > 0 ? { variance } : {}),
  };
  means.confirmations.tell(desk, transfer.order, "transfer.arrived", data, transfer.client);
  return jsonAnswer(200, shownTransfer(transfer));
}

/** What did not arrive is lost: somebody takes that upon him, and the book follows. */
export function postTransferDecision(
  means: TransferMeans,
  desk: Desk,
  named: Named,
  { person, reason }: Omit<TransferDecision, "client">,
): HttpResponse {
  const transfer = transferNamed(means, named);
  if (transfer.arrivedAt === null || unitsBetween(transfer) === 0)
    throw new Refusal(
      "conflict",
      transfer.arrivedAt === null
        ? `nobody has said yet what of ${named.number} arrived`
        : `nothing of ${named.number} is missing`,
      { field: "transfer" },
    );
  const why = reason === undefined ? {} : { why: reason };
  means.handling.by({ hand: "person", by: person, ref: `transfer/${codeOf(transfer.order)}`, ...why });
  const gone = transfer.lines.filter((line) => betweenOf(line) > 0);
  for (const line of gone) move(means, line, "adjusted", betweenOf(line));
  const told = gone.map((line) => ({ sku: line.sku, quantity: -betweenOf(line) }));
  const lines = transfer.lines.map((line) => ({ ...line, lost: line.lost + betweenOf(line) }));
  means.transfers.settle(transfer, { lines, decidedAt: desk.now, decidedBy: person });
  const cause = { kind: "lost-between-sites", order: transfer.order } as const;
  means.confirmations.tell(desk, transfer.order, "stock.adjusted", { lines: told, cause }, transfer.client);
  return jsonAnswer(200, shownTransfer(transfer));
}

export function transferNamed(
  { transfers, client: own }: WithTransfers & WithSite,
  { client, number }: Named,
): Transfer {
  const spelled = oneSpelling(number);
  const found = isNumber(spelled) ? transfers.get(nameFor(client, own, OrderId(spelled))) : undefined;
  if (found) return found;
  throw new Refusal("not-found", `there is no transfer ${number} here`, { field: "transfer" });
}

const allOf = ({ lines }: Transfer): Map<Sku, number> => {
  const units = new Map<Sku, number>();
  for (const line of lines) units.set(line.sku, (units.get(line.sku) ?? 0) + betweenOf(line));
  return units;
};

function unitsOf(
  means: WithItems & WithSite,
  client: ClientId,
  said: NonNullable<TransferArrival["lines"]>,
): Map<Sku, number> {
  const units = new Map<Sku, number>();
  const named = readAll(said, ({ sku, quantity }, index) =>
    namedUnits(means, { client, text: sku, quantity }, `lines[${index}].sku`),
  );
  for (const one of named) units.set(one.sku, (units.get(one.sku) ?? 0) + one.units);
  return units;
}

function move(
  { stock }: WithStock,
  { sku, lot }: TransferLine,
  to: "shipped" | "adjusted",
  units: number,
): void {
  const sheet = stock.sheetsOf(sku).find((one) => one.lot === lot);
  if (sheet && units > 0) stock.move({ holder: sheet, name: "between" }, { holder: sheet, name: to }, units);
}

/** What of each SKU arrived by this. */
function linesOf(
  before: readonly TransferLine[],
  now: readonly TransferLine[],
): { sku: Sku; quantity: number }[] {
  const units = new Map<Sku, number>();
  for (const [index, line] of now.entries()) {
    const came = line.arrived - before[index]!.arrived;
    if (came > 0) units.set(line.sku, (units.get(line.sku) ?? 0) + came);
  }
  return [...units].map(([sku, quantity]) => ({ sku, quantity }));
}
