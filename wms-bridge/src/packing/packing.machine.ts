/**
 * A packing station as the WMS side sees it: free, working on what it was given, or stopped. A stopped station keeps its jobs (the machine remembers them)
 * and gets no new totes while another one runs.
 */
import type { PackMlState } from "@floorplane/contracts/documents";
import { setup } from "xstate";
import { Chart } from "../keeping/chart.ts";

export type BenchState = "free" | "working" | "stopped" | "stoppedWithWork";
export type BenchEvent = "job.given" | "last.job.finished" | "machine.stopped" | "machine.runs";

export const packingMachine = setup({
  types: { events: {} as { type: BenchEvent } },
}).createMachine({
  id: "packingStation",
  initial: "free",
  states: {
    free: { on: { "job.given": "working", "machine.stopped": "stopped" } },
    working: { on: { "last.job.finished": "free", "machine.stopped": "stoppedWithWork" } },
    stopped: { on: { "machine.runs": "free", "job.given": "stoppedWithWork" } },
    stoppedWithWork: { on: { "machine.runs": "working", "last.job.finished": "stopped" } },
  },
});

export const benchChart = new Chart<BenchState, BenchEvent>(packingMachine);

/** PackML states (ISA-TR88) in which a machine takes work or soon will; `unknown` is a link that has not spoken yet. */
const running = new Set<PackMlState>([
  "starting",
  "idle",
  "execute",
  "completing",
  "complete",
  "resetting",
  "unholding",
  "unsuspending",
  "suspended",
  "suspending",
  "unknown",
]);
export const isRunning = (state: PackMlState): boolean => running.has(state);
