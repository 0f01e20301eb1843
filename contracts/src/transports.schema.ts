/** Transports that anybody may ask for at the door, with orders or without: pick here, drop there. */
import Type, { type Static } from "typebox";
import type { Frozen } from "./kind.ts";
import { knownLoadTypes } from "./load-types.ts";
import type { TransportFailure } from "./messages.ts";
import { gateOf } from "./parse.ts";
import { priorities } from "./states.ts";
import { client, id, number, numbered, strict } from "./wms.schema.ts";

/** Of one transport: ten loads, one after the other. */
export const carryStopsMax = 20;
/** Places that one stop may be made at. */
const stationsMax = 50;
const afterMax = 20;

const stations = (description: string) =>
  Type.Array(id("station or storage place of the layout"), {
    minItems: 1,
    maxItems: stationsMax,
    uniqueItems: true,
    description,
  });

const StopSchema = Type.Object(
  {
    action: Type.Enum(["pick", "drop"] as const, {
      description: "a robot carries one load at a time: each pick is followed by its drop",
    }),
    stations: Type.Optional(
      stations(
        "any one of these; of a pick that names a load it may be left out: where this house has set it down last",
      ),
    ),
    load: Type.Optional(
      number(
        "of a pick: the number on the load's label; absent: whatever stands there. A drop is of what was picked",
      ),
    ),
    loadType: Type.Optional(
      number(
        `of a pick, always: the kind of load as factsheets of your robots call it (\`EPAL\`), or ${knownLoadTypes.join(", ")}`,
      ),
    ),
  },
  strict,
);

export const CarryRequestSchema = Type.Object(
  {
    client,
    transport: number("your number of it, never used twice"),
    stops: Type.Array(StopSchema, {
      minItems: 2,
      maxItems: carryStopsMax,
      description: "a pick and its drop, and so on, in the order in which they are made",
    }),
    robot: Type.Optional(id("the robot that is to do it, and no other; absent: whichever can")),
    priority: Type.Optional(
      Type.Enum([...priorities], { description: "which of two goes first; normal where absent" }),
    ),
    dueAt: Type.Optional(
      Type.String({ format: "date-time", description: "when it should be done; after that it is late" }),
    ),
    after: Type.Optional(
      Type.Array(number("a transport of yours"), {
        maxItems: afterMax,
        uniqueItems: true,
        description: "begun when all of these are done; where one ends otherwise, this one fails",
      }),
    ),
    sequence: Type.Optional(
      number(
        "transports of one sequence are begun one after the other, as they were asked for; how one ends is no matter to the next",
      ),
    ),
    dispensable: Type.Optional(
      Type.Boolean({
        description:
          "it may be left undone as long as nothing of it is picked: when others wait for its robot, and when its `dueAt` is over",
      }),
    ),
  },
  strict,
);
export type CarryRequest = Frozen<Static<typeof CarryRequestSchema>>;
export const parseCarryRequest = numbered("transport", CarryRequestSchema, "transport");

export const CarryWithdrawalSchema = Type.Object(
  {
    client,
    stations: Type.Optional(
      stations("where a load that is on its robot is brought, any one of these; absent: where it was going"),
    ),
  },
  strict,
);
export type CarryWithdrawal = Frozen<Static<typeof CarryWithdrawalSchema>>;
export const parseCarryWithdrawal = gateOf("withdrawal", CarryWithdrawalSchema);

export const CarryTargetSchema = Type.Object(
  {
    client,
    stations: stations("where the load goes instead, any one of these"),
    stop: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: carryStopsMax - 1,
        description: "which drop, counted from 0 among all stops; absent: the next one",
      }),
    ),
  },
  strict,
);
export type CarryTarget = Frozen<Static<typeof CarryTargetSchema>>;
export const parseCarryTarget = gateOf("target", CarryTargetSchema);

/** How far an asked transport has come, as openTCS's words beside (docs/transports.md). */
export const carryStates = {
  waiting: "it is not begun: the transports that it follows have not ended",
  requested: "it waits for a robot",
  assigned: "a robot has it, and no load on board",
  carrying: "its load is on a robot",
  withdrawing: "it was withdrawn; what cannot be taken back is ended first",
  done: "ended: all of its stops were made",
  withdrawn: "ended: it is wanted no more, or gave way; `stops` say what was done",
  failed: "ended: it could not be done; `ending` says why",
} as const;
export type CarryState = keyof typeof carryStates;

/** Why one ended without being done. */
export type CarryEnding =
  | Exclude<TransportFailure, "withdrawn">
  | "asked"
  | "deadline-passed"
  | "after-ended"
  | "load-unknown";
export const carryEndings = {
  asked: "whoever asked for it withdrew it",
  dispensable: "others waited for its robot",
  "deadline-passed": "it might be left undone, and its `dueAt` was over before anything was picked",
  "after-ended": "a transport that it was to follow was not done",
  "load-unknown": "its pick names no station, and nobody knows where its load stands",
  "no-route": "a place of it is on the layout no more",
  "rejected-by-robot": "its robot, or one after another, could not do it",
  "no-answer": "its robot did not answer",
  "robot-lost": "its robot is none of this site any more",
  "taken-over": "a person has taken over",
} as const satisfies Readonly<Record<CarryEnding, string>>;
