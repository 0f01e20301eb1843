/** One calm line a second while a long run goes on. */
import type { Progress } from "@floorplane/fleet/proving-ground/unit-trial";

const calmMs = 1_000;

export function progressLine(
  steps: number,
  now: () => number,
  out: { write(text: string): unknown },
  what = "",
): (progress: Progress) => void {
  let said = now();
  let saidStep = 0;
  return ({ step, tasksFinished, planMs }) => {
    const time = now();
    if (time - said < calmMs && step < steps) return;
    const perStep = (time - said) / Math.max(1, step - saidStep);
    out.write(
      `${what}step ${step} of ${steps}: ${tasksFinished} tasks, ${(tasksFinished / step).toFixed(2)} a step; planning ${planMs.toFixed(1)} ms, ${perStep.toFixed(1)} ms a step in all\n`,
    );
    said = time;
    saidStep = step;
  };
}
