/**
 * Goods are destroyed by two people: both sign for the same number of units, one after the other, each under a name of their own. Until the second has, they are kept for destruction; a signature that waits
 * too long for the other is over, and no unit is destroyed by it.
 */
import type { AdjustmentCause } from "@floorplane/contracts/confirmation.schema";
import type { LocationId, LotId, Sku, TaskId } from "@floorplane/contracts/ids";
import { isSameName } from "@floorplane/contracts/people-names";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithReturns } from "../returns/returns.ts";
import { decide, heldAt, tellDecided } from "../stock/dispositions.ts";
import { closeTask, forgive, openTask, showTask, type TaskMeans } from "./asking.ts";
import type { Fault } from "./form.ts";
import { type Answer, type Task, wmsDevice } from "./task.ts";
import { whyOne } from "./two-people.ts";

export interface SignatureDue {
  readonly type: "signature.over";
  readonly task: TaskId;
}

export type DestroyMeans = TaskMeans & WithSettings & WithReturns & WithConfirmations & WithHandling;

const dueId = ({ task }: Pick<Task, "task">): string => `signature/${task}`;

type Asked = Pick<Task, "client" | "lot" | "return" | "why"> &
  Partial<Pick<Task, "disposition" | "answer">> & { readonly location: LocationId; readonly sku: Sku };

/** Condemned units are to be destroyed; whoever said so first, where a person did, has signed by it. */
export function askToDestroy(
  means: TaskMeans & WithSettings,
  desk: Desk,
  { client, location, sku, lot, return: number, why, disposition = null, answer = null }: Asked,
  units: number,
): Task {
  const about = { client, location, sku, lot, return: number, why, disposition };
  const task = openTask(means, desk, { kind: "destroy", ...about, quantity: units });
  if (answer !== null && answer.device !== wmsDevice) sign(means, desk, task, { ...answer, units });
  return task;
}

/** Condemned units there that nobody is asked to destroy yet. */
export function unitsNotAskedFor(
  means: TaskMeans,
  { location, sku, lot }: { readonly location: LocationId; readonly sku: Sku; readonly lot: LotId | null },
): number {
  let asked = 0;
  for (const task of means.tasks.decidedAt(location, sku))
    if (task.kind === "destroy" && (lot === null || task.lot === null || task.lot === lot))
      asked += task.quantity!;
  return Math.max(0, heldAt(means, { location, sku, lot }, "condemned") - asked);
}

/** What became of a signature. */
export type Signed =
  | { readonly kind: "signed"; readonly until: number }
  /** Both have signed, or one of them would not have it destroyed. */
  | { readonly kind: "both" | "declined"; readonly with: string }
  | { readonly kind: "refused"; readonly fault: Fault };

export function signToDestroy(
  means: DestroyMeans,
  desk: Desk,
  task: Task,
  said: Answer & { readonly units: number },
): Signed {
  const { signed, sku } = task;
  const refuse = (reason: Fault["reason"], text: string): Signed => ({
    kind: "refused",
    fault: { reason, field: "device", text, skus: [sku!] },
  });
  const first = signed && signed.until > desk.now ? signed : null;
  if (first && first.at === said.at && isSameName(first.by, said.device) && first.units === said.units)
    return { kind: "signed", until: first.until };
  if (said.units === 0) return { kind: "declined", with: first?.by ?? "" };
  if (!first || (isSameName(first.by, said.device) && first.units !== said.units))
    return { kind: "signed", until: sign(means, desk, task, said) };
  const one = whyOne(first, { by: said.device, via: said.via });
  if (one) return refuse(one, first.by);
  if (first.units !== said.units)
    return refuse("signed-otherwise", `${first.by}: ${first.units}, ${said.device}: ${said.units}`);
  return { kind: "both", with: first.by };
}

/** Both have signed: the units are gone. Fewer are there only where somebody decided otherwise meanwhile. */
export function destroyed(
  means: DestroyMeans,
  desk: Desk,
  task: Task,
  units: number,
  by: readonly string[],
): void {
  const { client, location, sku, lot } = task;
  if (!location || !sku) return;
  const there = Math.min(units, heldAt(means, { location, sku, lot }, "condemned"));
  decide(means, { location, sku, lot, from: "condemned", to: "destroyed", units: there, place: null });
  const one = task.return === null ? undefined : means.returns.get(task.return, client);
  if (one) means.returns.destroyed(one, sku, lot, there);
  const cause: AdjustmentCause = {
    kind: "destroyed",
    location,
    signedBy: [...by],
    ...(task.return ? { return: task.return } : {}),
    ...(task.disposition ? { disposition: task.disposition } : {}),
  };
  const subject = task.disposition ? `disposition/${task.disposition}` : `destroying/${task.task}`;
  tellDecided(means, desk, { client, subject }, cause, [{ sku, to: "destroyed", units: there }]);
}

export function closeSigned(means: DestroyMeans, desk: Desk, task: Task): void {
  desk.cancelDue(dueId(task));
  closeTask(means, desk, task);
}

/** Nobody signed beside it in time. */
export function signatureOver(means: DestroyMeans, desk: Desk, { task: id }: SignatureDue): void {
  const task = means.tasks.get(id);
  if (task?.state !== "open" || !task.signed || task.signed.until > desk.now) return;
  means.log.warn("signature.over", { task: task.task, by: task.signed.by });
  means.tasks.signs(task, null);
  showTask(means, desk, task);
}

function sign(
  means: TaskMeans & WithSettings,
  desk: Desk,
  task: Task,
  { device, via, at, units }: Answer & { readonly units: number },
): number {
  const until = desk.now + means.settings.signatureKeptMs;
  forgive(means, desk, task);
  means.tasks.signs(task, { by: device, via, units, at, until });
  desk.due(dueId(task), until, { type: "signature.over", task: task.task } satisfies SignatureDue);
  showTask(means, desk, task);
  return until;
}
