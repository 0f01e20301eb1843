/** How long orders stood in each stage, of those that left it of late: what a shift lead compares a queue with. */
import type { OrderDocument } from "@floorplane/contracts/documents";
import { hourMs } from "@floorplane/contracts/units";
import type { Stage } from "./protocol.ts";
import { stageOf } from "./stage-of.ts";

type Course = OrderDocument["course"];

/** A shift's half: what happened before is another day's work. */
const lateMs = 4 * hourMs;
/** More tell no other median. */
const passesMax = 500;

interface Pass {
  readonly leftAt: number;
  readonly ms: number;
}

export class StagePasses {
  /** The latest last. */
  readonly #passes = new Map<Stage, Pass[]>();

  /** What an order's course says now, and what it said before. Older houses wrote none. */
  follow(course: Course | undefined, before: Course | undefined): void {
    if (!course) return;
    const last = before?.at(-1);
    const known = last ? course.findLastIndex(({ state, at }) => state === last.state && at === last.at) : 0;
    for (let index = Math.max(1, known + 1); index < course.length; index++)
      this.#note(course[index - 1]!, course[index]!.at);
  }

  median(stage: Stage, now: number): number | null {
    const spans = (this.#passes.get(stage) ?? [])
      .filter(({ leftAt }) => now - leftAt < lateMs)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    return spans.length === 0 ? null : spans[Math.floor(spans.length / 2)]!;
  }

  #note({ state, at }: Course[number], leftAt: number): void {
    const stage = stageOf[state];
    if (stage === "closed") return;
    const passes = this.#passes.get(stage) ?? [];
    if (passes.length === 0) this.#passes.set(stage, passes);
    passes.push({ leftAt, ms: leftAt - at });
    if (passes.length > passesMax) passes.shift();
  }
}
