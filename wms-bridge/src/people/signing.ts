/** An answer to the question whether goods are to be destroyed: a signature, the second of two, or a no. Programs sign nothing. */
import type { Desk } from "@floorplane/runtime/room";
import type { Hand, WithHandling } from "../handling/handling.ts";
import type { SerialSaid } from "../serials/serial-said.ts";
import type { WithSerials } from "../serials/serials.ts";
import { closeSigned, type DestroyMeans, destroyed, signToDestroy } from "../tasks/destroying.ts";
import type { Fault } from "../tasks/form.ts";
import { type Answer, type Task, wmsDevice } from "../tasks/task.ts";
import { handOf } from "./hand-of.ts";
import { piecesGone } from "./pieces.ts";

type Taken =
  | { readonly kind: "booked" }
  | { readonly kind: "signed"; readonly until: number }
  | { readonly kind: "refused"; readonly fault: Fault };

export function takeSignature(
  means: DestroyMeans & WithSerials & WithHandling,
  desk: Desk,
  task: Task,
  said: Answer & { readonly units: number; readonly serials: readonly SerialSaid[] },
): Taken {
  const { units, serials, ...answer } = said;
  if (said.device === wmsDevice) {
    const fault: Fault = { reason: "program-signs", field: "device", text: said.device, skus: [] };
    return { kind: "refused", fault };
  }
  const signed = signToDestroy(means, desk, task, { ...answer, units });
  if (signed.kind === "refused" || signed.kind === "signed") return signed;
  means.tasks.answered(task, answer);
  means.log.info("task.done", { task: task.task, kind: task.kind, device: said.device });
  means.handling.by({ ...handOf(task), ...signedWith(task, signed.with) });
  closeSigned(means, desk, task);
  if (signed.kind === "both") piecesGone(means, desk, task, { units, serials });
  if (signed.kind === "both") destroyed(means, desk, task, units, [signed.with, said.device]);
  return { kind: "booked" };
}

const signedWith = ({ why }: Task, other: string): Pick<Hand, "with" | "why"> => ({
  ...(other === "" ? {} : { with: other }),
  ...(why === null ? {} : { why }),
});
