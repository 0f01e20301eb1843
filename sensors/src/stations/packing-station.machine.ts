/**
 * A packing station as the house sees it: PackML's seventeen states (ISA-TR88.00.02) folded into what matters to the flow of totes. `stopped` is
 * trouble inside the station and calls a person after a while; `starved` waits for the floor and calls nobody.
 */
import type { PackMlState } from "@floorplane/contracts/states";
import { setup } from "xstate";

export type PackingStationEvent =
  | { readonly type: "packml.changed"; readonly state: PackMlState }
  | { readonly type: "link.broke" };

export interface PackingStationContext {
  readonly stoppedAlarmMs: number;
}

const ready: readonly PackMlState[] = ["idle", "resetting", "starting", "complete", "completing"];
const working: readonly PackMlState[] = ["execute", "unholding", "unsuspending"];
const starved: readonly PackMlState[] = ["suspended", "suspending"];
const isStopped = (state: PackMlState): boolean =>
  state !== "unknown" && ![...ready, ...working, ...starved].includes(state);

/** What the chart asks of its owner (`stations.ts`). */
export const packingStationAsks = { raiseStopped: (): void => {}, clearStopped: (): void => {} };

export const packingStationMachine = setup({
  types: {
    context: {} as PackingStationContext,
    events: {} as PackingStationEvent,
    input: {} as PackingStationContext,
  },
  guards: {
    saysReady: ({ event }) => event.type === "packml.changed" && ready.includes(event.state),
    saysWorking: ({ event }) => event.type === "packml.changed" && working.includes(event.state),
    saysStarved: ({ event }) => event.type === "packml.changed" && starved.includes(event.state),
    saysStopped: ({ event }) => event.type === "packml.changed" && isStopped(event.state),
    saysNothing: ({ event }) => event.type === "packml.changed" && event.state === "unknown",
  },
  actions: { ...packingStationAsks },
  delays: { stoppedFor: ({ context }) => context.stoppedAlarmMs },
}).createMachine({
  id: "packing-station",
  context: ({ input }) => input,
  initial: "unknown",
  on: {
    "link.broke": ".unknown",
    "packml.changed": [
      { guard: "saysReady", target: ".ready" },
      { guard: "saysWorking", target: ".working" },
      { guard: "saysStarved", target: ".starved" },
      { guard: "saysNothing", target: ".unknown" },
      { target: ".stopped" },
    ],
  },
  states: {
    unknown: {},
    ready: {},
    working: {},
    starved: {},
    stopped: {
      // From aborting to aborted it is the same trouble: the wait does not begin anew.
      on: { "packml.changed": { guard: "saysStopped", actions: [] } },
      after: { stoppedFor: { actions: "raiseStopped" } },
      exit: "clearStopped",
    },
  },
});
