/** What long runs print, and which of it is only true of a machine that has nothing else to do. */
import { availableParallelism, loadavg } from "node:os";
import { say } from "../stories/stories.ts";

export const minuteMs = 60_000;

export function figure(name: string, value: string, must: string): void {
  say(`figure  ${name.padEnd(44)} ${value.padEnd(16)} must be ${must}`);
}

/** Speeds are asserted on request only: on a machine that is shared they say more about the others. */
export const isQuiet = process.env.FLOORPLANE_QUIET === "1";
export const whyNoSpeed = isQuiet
  ? ""
  : " (skipped: set FLOORPLANE_QUIET=1 on a machine with nothing else to do)";

/** More wants to run than there are cores: a start takes as long as the others let it. */
export const isCrowded = (): boolean => loadavg()[0]! > availableParallelism();

export const machine = (): string =>
  `${availableParallelism()} cores, load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(" ")}`;
