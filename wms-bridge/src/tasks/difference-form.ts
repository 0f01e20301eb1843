/** What somebody says of units that a transfer is off by, read: what becomes of them and, where they are there after all, how many. */
import { nameFor } from "@floorplane/contracts/client-names";
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import { OrderId, type Sku } from "@floorplane/contracts/ids";
import { type OverLimit, overLimit, type WithCountRules } from "../counting/approval.ts";
import type { WithItems } from "../goods/items.ts";
import type { WithSite } from "../keeping/traits.ts";
import type { StockBook, WithStock } from "../stock/stock-book.ts";
import { offBy, type Transfer, type WithTransfers } from "../transfers/transfers.ts";
import type { Fault, Form, Readable } from "./form.ts";
import type { Task } from "./task.ts";

type DifferenceMeans = WithTransfers & WithStock & WithSite;

export function transferOf(
  { transfers, client: own }: WithTransfers & WithSite,
  { client, transfer }: Pick<Task, "client" | "transfer">,
): Transfer | undefined {
  return transfer === null ? undefined : transfers.get(nameFor(client, own, OrderId(transfer)));
}

export function readDifference(
  means: DifferenceMeans,
  task: Task,
  { decision }: TaskOutcome,
  { found, graded }: Readable,
): Form {
  const refused = (fault: Fault): Form => ({ kind: "refused", fault });
  const text = task.transfer ?? "";
  const transfer = transferOf(means, task);
  if (!transfer) return refused({ reason: "difference-settled", field: "task", text, skus: [] });
  if (decision === undefined)
    return refused({ reason: "decision-missing", field: "decision", text, skus: [] });
  const counted = [...found].filter(([, units]) => units > 0);
  if (decision !== "arrived" && counted.length > 0)
    return refused({ reason: "decision-counts-none", field: "found", text: decision, skus: [] });
  if (decision === "arrived" && counted.length === 0)
    return refused({ reason: "arrived-missing", field: "found", text, skus: [] });
  const off = new Map(offBy(transfer).map(({ sku, units }) => [sku, units]));
  for (const [sku, units] of counted) {
    const asked = off.get(sku);
    // What never was here did not leave from here.
    if (asked === undefined || (asked > 0 && !sheetOf(means, transfer, sku)))
      return refused({ reason: "other-goods", field: "found", text: sku, skus: [sku] });
    if (units > Math.abs(asked)) {
      const fault = {
        reason: "more-than-asked",
        field: "found",
        text: `${units} of ${Math.abs(asked)}`,
        skus: [sku],
      } as const;
      return { kind: "doubted", found, graded, decision, fault };
    }
  }
  return { kind: "read", found, graded, decision };
}

/** Of goods that came too many; none where goods of that kind never were here. */
export function sheetOf(
  { stock }: WithStock,
  { lines }: Transfer,
  sku: Sku,
): ReturnType<StockBook["sheetsOf"]>[number] | undefined {
  const lot = lines.find((line) => line.sku === sku)?.lot;
  const sheets = stock.sheetsOf(sku);
  return sheets.find((sheet) => sheet.lot === lot) ?? sheets[0];
}

/** Other tasks are answered by what was found. */
export const decidesNothing = ({ kind }: Task): Fault => ({
  reason: "decision-unasked",
  field: "decision",
  text: kind,
  skus: [],
});

/** Units that the book is changed by, where these are more than one person may book: what is given up, and what came too many and is believed. */
export function decidedOverLimit(
  means: WithCountRules & WithItems & WithTransfers & WithSite,
  task: Task,
  { found, decision }: Readable,
): OverLimit | undefined {
  const transfer = transferOf(means, task);
  if (!transfer || decision === "keep-looking") return undefined;
  const units = offBy(transfer).flatMap(({ sku, units: off }): { sku: Sku; units: number }[] => {
    if (decision === "give-up") return off < 0 ? [{ sku, units: -off }] : [];
    return off > 0 ? [{ sku, units: Math.min(off, found.get(sku) ?? 0) }] : [];
  });
  return overLimit(means, units, new Map());
}
