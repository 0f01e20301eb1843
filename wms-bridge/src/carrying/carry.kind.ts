/** A transport that somebody asked for at the door, as it is kept: what was asked, and how far it has come. */
import type { ClientId, LoadId, RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { reasonSchema } from "@floorplane/contracts/reasons/reason";
import type { Priority } from "@floorplane/contracts/states";
import type { CarryEnding, CarryState } from "@floorplane/contracts/transports.schema";

const stations = Type.Array(named<StationId>());

export const carryKind = kind(
  "carry",
  1,
  fields({
    client: named<ClientId>(),
    /** Its client's number of it. */
    transport: Type.String(),
    /** What fleet control calls it. */
    id: named<TransportId>(),
    /** Which came first. */
    turn: Type.Integer(),
    state: oneOf<CarryState>({
      waiting: true,
      requested: true,
      assigned: true,
      carrying: true,
      withdrawing: true,
      done: true,
      withdrawn: true,
      failed: true,
    }),
    stops: Type.Array(
      fields({
        action: oneOf<"pick" | "drop">({ pick: true, drop: true }),
        /** None of a pick: where the house knows its load to stand when it is begun. */
        stations,
        load: orNull(named<LoadId>()),
        loadType: Type.String(),
        doneAt: orNull(moment),
        /** Where it was made. */
        station: orNull(named<StationId>()),
        /** Where it was asked to be made instead, and nobody has answered yet; the earliest first. */
        asked: Type.Array(stations),
      }),
    ),
    /** The one that was asked for. */
    wanted: orNull(named<RobotId>()),
    priority: oneOf<Priority>({ normal: true, high: true, urgent: true }),
    dueAt: orNull(moment),
    after: Type.Array(Type.String()),
    sequence: orNull(Type.String()),
    isDispensable: Type.Boolean(),
    /** The one that has it. */
    robot: orNull(named<RobotId>()),
    why: orNull(reasonSchema<TransportReason>()),
    askedAt: moment,
    endedAt: orNull(moment),
    /** Why it was not, or is not to be, done. */
    ending: orNull(
      oneOf<CarryEnding>({
        asked: true,
        dispensable: true,
        "deadline-passed": true,
        "after-ended": true,
        "load-unknown": true,
        "no-route": true,
        "rejected-by-robot": true,
        "no-answer": true,
        "robot-lost": true,
        "taken-over": true,
      }),
    ),
    /** Knows the same request again. */
    requestHash: Type.String(),
  }),
);
export type Carry = BodyOf<typeof carryKind>;
export type CarryStop = Carry["stops"][number];
