/**
 * A robot as fleet control sees it: is it heard, may it move, is it held by a person, does it need power, and how does it stand to its VDA order.
 * Every state that keeps a robot from work is named here; telemetry goes past it. VDA 5050 6.4 to 6.14, FAULTS table C.
 */
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import { assign, setup } from "xstate";
import type { RobotTrouble } from "./alarms.ts";
import type { RobotContext, RobotEvent, RobotInput } from "./robot-events.ts";

const trouble = (event: RobotEvent): Trouble | null => ("why" in event ? event.why : null);

/** Who is off the floor is missed by nobody. */
const silent = [{ guard: "isAway", target: "offline" }, { target: "silent" }] as const;

/** Where a cleared order leads: a robot that refuses again and again gets no more, one that refused gets time. */
const cleared = [
  { guard: "refusedTooOften", target: "barred" },
  { guard: "wasRefused", target: "cooling" },
  { target: "none" },
] as const;

/** What the chart asks of fleet control; `roster.ts` has it done. */
export const robotAsks = {
  raise: (_: unknown, _alarm: { readonly alarm: RobotTrouble }): void => {},
  clear: (_: unknown, _alarm: { readonly alarm: RobotTrouble }): void => {},
  /** Instant action `cancelOrder`, if the robot has an order; then wait for it to stand idle. */
  cancelOrder: (): void => {},
  /** The cancel is over; asked once more it would end the next order. */
  forgetCancel: (): void => {},
  startPause: (): void => {},
  stopPause: (): void => {},
  /** The next failures count from nought. */
  forgetFailures: (): void => {},
};

export const robotMachine = setup({
  types: {
    context: {} as RobotContext,
    events: {} as RobotEvent,
    input: {} as RobotInput,
  },
  actions: {
    ...robotAsks,
    noteTrouble: assign({ trouble: ({ event }) => trouble(event) }),
    countRefusal: assign({ refusals: ({ context }) => context.refusals + 1 }),
    forgetRefusals: assign({ refusals: 0 }),
    noteAway: assign({ away: true }),
    noteBack: assign({ away: false }),
  },
  guards: {
    isAway: ({ context }) => context.away,
    clearsItself: ({ context }) => context.trouble?.code === "said.stop" && context.trouble.stop === "auto",
    wasRefused: ({ context }) => context.refusals > 0,
    refusedTooOften: ({ context }) => context.refusals >= context.refusalsMax,
  },
  delays: {
    lostWithin: ({ context }) => context.lostAfterMs,
    cancelWithin: ({ context }) => context.cancelWithinMs,
    refusalPause: ({ context }) => context.refusalPauseMs * context.refusals,
  },
}).createMachine({
  id: "robot",
  type: "parallel",
  context: ({ input }) => ({ ...input, refusals: 0, trouble: null, away: false }),
  states: {
    link: {
      initial: "unseen",
      on: { "house.restarted": ".unseen" },
      states: {
        unseen: { on: { "robot.heard": "heard", "robot.silent": silent, "robot.left": "offline" } },
        heard: { on: { "robot.silent": silent, "robot.left": "offline" } },
        silent: {
          on: { "robot.heard": "heard", "robot.left": "offline", "robot.takenOff": "offline" },
          after: { lostWithin: "lost" },
        },
        offline: { on: { "robot.heard": "heard", "robot.silent": silent } },
        lost: {
          entry: { type: "raise", params: { alarm: "robot.lost" } },
          exit: { type: "clear", params: { alarm: "robot.lost" } },
          on: { "robot.heard": "heard", "robot.takenOff": "offline", "house.restarted": "lost" },
        },
      },
    },
    readiness: {
      initial: "unknown",
      on: {
        "robot.ready": ".ready",
        "robot.estopped": { target: ".stopped", actions: "noteTrouble" },
        "robot.manual": { target: ".manual", actions: "noteTrouble" },
        "robot.faulty": { target: ".faulty", actions: "noteTrouble" },
        "robot.astray": { target: ".astray", actions: "noteTrouble" },
        "robot.paused": ".paused",
        // What it said is of a place where it no longer is.
        "robot.takenOff": ".unknown",
      },
      states: {
        unknown: {},
        ready: {},
        stopped: {
          entry: { type: "raise", params: { alarm: "robot.estop" } },
          exit: { type: "clear", params: { alarm: "robot.estop" } },
          on: {
            "robot.ready": [{ guard: "clearsItself", target: "ready" }, "confirming"],
            "robot.paused": [{ guard: "clearsItself", target: "paused" }, "confirming"],
          },
        },
        /** Released at the robot; control moves nothing until a person says so here too. */
        confirming: {
          tags: "waits-for-person",
          on: {
            "robot.ready": {},
            "robot.paused": {},
            // Robots stay paused after a stop that a person pressed, until they are told to go on.
            "robot.resumed": { target: "ready", actions: "stopPause" },
          },
        },
        manual: { tags: "waits-for-person" },
        faulty: {
          entry: { type: "raise", params: { alarm: "robot.fault" } },
          exit: { type: "clear", params: { alarm: "robot.fault" } },
        },
        astray: {
          entry: { type: "raise", params: { alarm: "robot.astray" } },
          exit: { type: "clear", params: { alarm: "robot.astray" } },
          // A person looked and says that it stands where it says: its next word tells whether that will do.
          on: { "robot.resumed": "unknown" },
        },
        paused: {
          tags: "waits-for-person",
          on: { "robot.resumed": { actions: "stopPause" } },
        },
      },
    },
    hold: {
      initial: "free",
      states: {
        free: { on: { "robot.hold": { target: "held", actions: "startPause" } } },
        held: {
          tags: "waits-for-person",
          on: { "robot.resumed": { target: "free", actions: "stopPause" } },
        },
      },
    },
    /** Two claim one place: both stand until only one does. */
    room: {
      initial: "own",
      states: {
        own: { on: { "room.contested": { target: "contested", actions: "startPause" } } },
        contested: {
          tags: "waits-for-person",
          on: {
            "room.clear": { target: "own", actions: "stopPause" },
            "robot.takenOff": "own",
            "house.restarted": "own",
          },
        },
      },
    },
    power: {
      initial: "charged",
      states: {
        charged: { on: { "battery.low": "low" } },
        low: { on: { "battery.enough": "charged" } },
      },
    },
    presence: {
      initial: "on",
      states: {
        on: { on: { "robot.takenOff": { target: "off", actions: "noteAway" } } },
        off: {
          tags: "waits-for-person",
          on: {
            "robot.putBack": { target: "on", actions: "noteBack" },
            "robot.seen": { target: "seen", actions: "noteTrouble" },
          },
        },
        /** Its own word against a person's: the place that it says is held, and somebody has to look. */
        seen: {
          entry: { type: "raise", params: { alarm: "robot.off-floor-seen" } },
          exit: { type: "clear", params: { alarm: "robot.off-floor-seen" } },
          on: {
            "robot.putBack": { target: "on", actions: "noteBack" },
            "robot.takenOff": "off",
            "robot.unseen": "off",
          },
        },
      },
    },
    service: {
      initial: "in",
      states: {
        in: {
          on: {
            "service.ended": "out",
            "robot.failing": { target: "failing", actions: "noteTrouble" },
          },
        },
        out: {
          tags: "waits-for-person",
          on: { "service.begun": { target: "in", actions: "forgetFailures" } },
        },
        failing: {
          entry: { type: "raise", params: { alarm: "robot.failing" } },
          exit: { type: "clear", params: { alarm: "robot.failing" } },
          on: {
            "service.ended": "out",
            "service.begun": { target: "in", actions: "forgetFailures" },
          },
        },
      },
    },
    order: {
      initial: "none",
      // Whatever it still has is no business of ours: back on the floor it is told to cancel that first.
      on: { "robot.takenOff": ".none" },
      states: {
        /** `order.lost` here: it is at an order that is not ours. */
        none: { on: { "order.opened": "sent", "order.lost": "clearing", "order.refused": "clearing" } },
        sent: {
          on: {
            "order.accepted": "running",
            "order.ended": { target: "none", actions: "forgetRefusals" },
            "order.refused": { target: "clearing", actions: ["noteTrouble", "countRefusal"] },
            "order.unanswered": "unanswered",
            "order.lost": "clearing",
            "order.givenUp": "clearing",
          },
        },
        running: {
          on: {
            "order.ended": { target: "none", actions: "forgetRefusals" },
            "order.refused": { target: "clearing", actions: ["noteTrouble", "countRefusal"] },
            "order.unanswered": "unanswered",
            "order.lost": "clearing",
            "order.givenUp": "clearing",
          },
        },
        unanswered: {
          entry: { type: "raise", params: { alarm: "robot.unanswered" } },
          exit: { type: "clear", params: { alarm: "robot.unanswered" } },
          on: {
            // A person had a look: the order is given up, and the robot gets another from where it stands.
            "robot.resumed": "clearing",
            "order.givenUp": "clearing",
            "order.ignored": { target: "clearing", actions: "countRefusal" },
            "order.accepted": "running",
            "order.ended": { target: "none", actions: "forgetRefusals" },
            "order.refused": { target: "clearing", actions: ["noteTrouble", "countRefusal"] },
            "order.lost": "clearing",
          },
        },
        clearing: {
          entry: "cancelOrder",
          exit: "forgetCancel",
          on: { "order.cleared": cleared },
          after: { cancelWithin: "wedged" },
        },
        /** What made it refuse may pass: it is asked again after a while, longer each time. */
        cooling: { after: { refusalPause: "none" } },
        wedged: {
          entry: { type: "raise", params: { alarm: "robot.cancel-stuck" } },
          exit: { type: "clear", params: { alarm: "robot.cancel-stuck" } },
          on: {
            "order.cleared": cleared,
            "robot.resumed": "clearing",
            "order.givenUp": "clearing",
          },
        },
        barred: {
          entry: { type: "raise", params: { alarm: "robot.refuses" } },
          exit: { type: "clear", params: { alarm: "robot.refuses" } },
          on: { "robot.resumed": { target: "none", actions: "forgetRefusals" } },
        },
      },
    },
  },
});
