/**
 * The link to one device: `connecting` until it was heard, `live`, `silent` when the link stands but nothing comes, `broken` when the link itself is
 * gone. How long silence lasted is judged by its owner, who sees every reading; the chart hears only what that means.
 */
import { setup } from "xstate";

export type DeviceLinkEvent =
  | { readonly type: "house.began" }
  | { readonly type: "device.heard" }
  | { readonly type: "silence.passed" }
  | { readonly type: "link.broke" };

export interface DeviceLinkContext {
  readonly connectWithinMs: number;
  readonly brokenAlarmAfterMs: number;
}

/** What the chart asks of its owner (`links.ts`). */
export const deviceLinkAsks = {
  raiseSilent: (): void => {},
  raiseBroken: (): void => {},
  clearAlarms: (): void => {},
};

export const deviceLinkMachine = setup({
  types: {
    context: {} as DeviceLinkContext,
    events: {} as DeviceLinkEvent,
    input: {} as DeviceLinkContext,
  },
  actions: { ...deviceLinkAsks },
  delays: {
    connectWithin: ({ context }) => context.connectWithinMs,
    brokenFor: ({ context }) => context.brokenAlarmAfterMs,
  },
}).createMachine({
  id: "device-link",
  context: ({ input }) => input,
  initial: "connecting",
  states: {
    connecting: {
      on: {
        "device.heard": "live",
        "link.broke": "broken",
        "house.began": { target: "connecting", reenter: true },
      },
      after: { connectWithin: "silent" },
    },
    live: {
      entry: "clearAlarms",
      on: { "silence.passed": "silent", "link.broke": "broken", "house.began": "connecting" },
    },
    silent: {
      entry: "raiseSilent",
      on: { "device.heard": "live", "link.broke": "broken" },
    },
    broken: {
      on: { "device.heard": "live", "house.began": "connecting" },
      after: { brokenFor: { actions: "raiseBroken" } },
    },
  },
});
