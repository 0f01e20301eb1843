/** An answer or a rejection before a deadline; libraries have limits of their own, which are longer or none. */
import type { Timers } from "@floorplane/runtime/clock/clock";

/** A late answer is dropped. */
export function inTime<Answer>(answer: Promise<Answer>, timers: Timers, withinMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const cancel = timers.at(timers.now() + withinMs, () => reject(new Error("no answer in time")));
    answer.then(resolve, reject).finally(cancel);
  });
}
