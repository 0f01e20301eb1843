/** A transport as it is kept: the document that screens read (`TransportDocument`), with what fleet control needs to go on after a restart. */
import type { TransportState } from "@floorplane/contracts/documents";
import type {
  LineId,
  LoadId,
  LocationId,
  LotId,
  NodeId,
  RobotId,
  Sku,
  StationId,
  ToteId,
  TransportId,
} from "@floorplane/contracts/ids";
import {
  type BodyOf,
  chartAlone,
  fields,
  kind,
  machineRow,
  moment,
  named,
  oneOf,
  orNull,
  Type,
} from "@floorplane/contracts/kind";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { reasonOfToday, reasonSchema } from "@floorplane/contracts/reasons/reason";
import type { Priority } from "@floorplane/contracts/states";
import { type KeptWithdrawal, withdrawalOfToday, withdrawals, withPurposes } from "./earlier-mail.ts";

const tote = named<ToteId>();
const load = { load: orNull(named<LoadId>()), loadType: Type.String() };
const goods = {
  tote,
  line: named<LineId>(),
  sku: named<Sku>(),
  lot: named<LotId>(),
  quantity: Type.Integer(),
};
const stop = fields({
  stations: Type.Array(named<StationId>()),
  action: Type.Union([
    fields({ type: Type.Literal("fetchTote"), tote }),
    fields({ type: Type.Literal("pickItems"), ...goods }),
    fields({ type: Type.Literal("meetPerson"), ...goods }),
    fields({ type: Type.Literal("putItems"), ...goods }),
    fields({ type: Type.Literal("dropTote"), tote }),
    fields({ type: Type.Literal("countTags"), rounds: Type.Integer() }),
    fields({ type: Type.Literal("pickLoad"), ...load }),
    fields({ type: Type.Literal("dropLoad"), ...load }),
  ]),
  purpose: Type.Union([
    fields({ type: Type.Literal("fetch") }),
    fields({ type: Type.Literal("pick"), entry: Type.Integer(), share: Type.Optional(tote) }),
    fields({ type: Type.Literal("put"), entry: Type.Optional(Type.Integer()) }),
    fields({ type: Type.Literal("drop") }),
    fields({ type: Type.Literal("count"), location: named<LocationId>() }),
    fields({ type: Type.Literal("carry"), stop: Type.Integer() }),
  ]),
});

export const transportKind = kind(
  "transport",
  11,
  fields({
    transport: named<TransportId>(),
    kind: oneOf({ tour: true, refill: true, count: true, "put-away": true, carry: true }),
    state: oneOf<TransportState>({
      requested: true,
      assigned: true,
      "to-stop": true,
      acting: true,
      done: true,
      withdrawn: true,
      failed: true,
    }),
    robot: orNull(named<RobotId>()),
    /** Null of a count and of a carry. */
    tote: orNull(tote),
    /** Index of the stop being driven to or worked at. */
    stop: Type.Integer(),
    stops: Type.Array(stop),
    dueAt: moment,
    requestedAt: moment,
    /** Why it waits, where somebody bars its way. */
    why: orNull(reasonSchema<TransportReason>()),
    machine: machineRow,
    /** Indices of the stops not yet done, in the order they will be driven to. */
    left: Type.Array(Type.Integer()),
    /** The place that the robot is sent to, and the action it was or will be given there. */
    target: orNull(
      fields({
        stop: Type.Integer(),
        station: named<StationId>(),
        node: named<NodeId>(),
        actionId: Type.String(),
      }),
    ),
    /** Actions asked for at stops so far: names the next one. */
    tries: Type.Integer(),
    /** Tries at the present stop that ended without an outcome. */
    failures: Type.Integer(),
    /** Places where the present stop has failed: others are tried before them. */
    failedAt: Type.Array(named<StationId>()),
    /** Robots that could not do it or had to give it up: others are asked before them. */
    notBy: Type.Array(named<RobotId>()),
    /** Withdrawn by the WMS with a tote on board: it is brought back, and nothing else. */
    withdrawal: orNull(oneOf<KeptWithdrawal>(withdrawals)),
    /** How a carry is to be done; null of all others. */
    wish: orNull(
      fields({
        robot: orNull(named<RobotId>()),
        priority: oneOf<Priority>({ normal: true, high: true, urgent: true }),
        isDispensable: Type.Boolean(),
      }),
    ),
  }),
  {
    1: ({ machine, failedAt = [], notBy = [], ...transport }) => ({
      ...transport,
      machine: chartAlone(machine),
      failedAt,
      notBy,
    }),
    2: (transport) => ({ ...transport, why: "" }),
    3: ({ stops, ...transport }) => ({ ...transport, stops: withPurposes(stops) }),
    // It kept the sentence.
    4: ({ why, ...transport }) => ({ ...transport, why: reasonOfToday(why) }),
    5: ({ withdrawal, ...transport }) => ({
      ...transport,
      withdrawal: withdrawal === null ? null : withdrawalOfToday(withdrawal),
    }),
    6: (transport) => transport,
    7: (transport) => transport,
    8: (transport) => transport,
    9: (transport) => transport,
    10: (transport) => ({ ...transport, wish: null }),
  },
);
/** Replaced, never changed. */
export type Transport = BodyOf<typeof transportKind>;
/** The place that the robot is sent to, and the action it was or will be given there. */
export type Target = NonNullable<Transport["target"]>;
