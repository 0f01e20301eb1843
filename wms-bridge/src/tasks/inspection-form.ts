/** What keeps an inspection's answer from being booked. Units that were decided of meanwhile may stand there still: who counts them too has found none, and is asked. */
import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import { type OverLimit, overLimit, type WithCountRules } from "../counting/approval.ts";
import type { WithItems } from "../goods/items.ts";
import type { Graded } from "../stock/dispositions.ts";
import { type ClaimMeans, unitsDecided, unitsToLookAt } from "./claims.ts";
import type { Fault, Readable } from "./form.ts";
import type { Task } from "./task.ts";

export function inspectionFault(
  means: ClaimMeans,
  task: Task,
  { complete, besides }: TaskOutcome,
  graded: readonly Graded[],
): Fault | undefined {
  const { to, sku, quantity } = task;
  const seen = graded.reduce((sum, { units }) => sum + units, 0);
  const good = graded.reduce((sum, one) => sum + (one.to === "available" && !one.relabel ? one.units : 0), 0);
  if (good > 0 && to === null) return { reason: "no-room", field: "found", text: `${good}`, skus: [sku!] };
  const decided = unitsDecided(means, task);
  if (seen > unitsToLookAt(means, task) && decided > 0 && besides !== decided)
    return { ...decidedMeanwhile(task, decided), field: besides === undefined ? "found" : "besides" };
  if (seen === quantity || (seen < quantity! && complete)) return undefined;
  const reason = seen > quantity! ? "more-than-asked" : "fewer-than-asked";
  return { reason, field: "found", text: `${seen} of ${quantity}`, skus: [sku!] };
}

/** Units that no return brought and the book never had, and those that are said to be gone, where these are more than one person may book. */
export function inspectedOverLimit(
  means: ClaimMeans & WithCountRules & WithItems,
  task: Task,
  { graded }: Pick<Readable, "graded">,
  complete: boolean,
): OverLimit | undefined {
  const { sku, quantity } = task;
  const waiting = unitsToLookAt(means, task);
  const seen = graded.reduce((sum, { units }) => sum + units, 0);
  const gone = complete ? Math.min(waiting - seen, quantity! - seen) : 0;
  const off = Math.max(seen - waiting, gone, 0);
  return overLimit(means, [{ sku: sku!, units: off }], new Map());
}

export const decidedMeanwhile = ({ sku }: Task, units: number): Fault => ({
  reason: "decided-meanwhile",
  field: "found",
  text: `${units}`,
  skus: sku ? [sku] : [],
});
