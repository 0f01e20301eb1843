/**
 * One quantity of one zone against its band: an excursion counts when it lasted, and is over when the way back lasted too. Where inside ends is
 * its owner's judgement (with hysteresis), so that a value that trembles on the limit makes one alarm.
 */
import { setup } from "xstate";

export type BandEvent = { readonly type: "zone.left" } | { readonly type: "zone.returned" };

export interface BandContext {
  readonly raiseAfterMs: number;
  readonly clearAfterMs: number;
}

/** What the chart asks of its owner (`bands.ts`). */
export const bandAsks = { raiseBand: (): void => {}, clearBand: (): void => {} };

export const bandMachine = setup({
  types: { context: {} as BandContext, events: {} as BandEvent, input: {} as BandContext },
  actions: { ...bandAsks },
  delays: {
    lastsFor: ({ context }) => context.raiseAfterMs,
    stableFor: ({ context }) => context.clearAfterMs,
  },
}).createMachine({
  id: "climate-band",
  context: ({ input }) => input,
  initial: "inside",
  states: {
    inside: { on: { "zone.left": "leaving" } },
    leaving: {
      on: { "zone.returned": "inside" },
      after: { lastsFor: { target: "outside", actions: "raiseBand" } },
    },
    outside: { on: { "zone.returned": "returning" } },
    returning: {
      on: { "zone.left": "outside" },
      after: { stableFor: { target: "inside", actions: "clearBand" } },
    },
  },
});
