/** A robot and its VDA order as they are kept: the document that screens read (`RobotDocument`), and all that a restart needs to go on with a robot that drove on meanwhile. */
import type { RobotCondition } from "@floorplane/contracts/acts";
import type { RobotActivity } from "@floorplane/contracts/documents";
import type { LoadId, Manufacturer, RobotId, ToteId, TransportId } from "@floorplane/contracts/ids";
import {
  type BodyOf,
  fields,
  kind,
  machineRow,
  moment,
  named,
  oneOf,
  orNull,
  Type,
} from "@floorplane/contracts/kind";
import type { PressedStop, RobotReason, Trouble } from "@floorplane/contracts/reasons/of-robots";
import { reasonOfToday, reasonSchema } from "@floorplane/contracts/reasons/reason";
import { actNote, robotAct } from "./act-note.kind.ts";
import { failure } from "./failure.kind.ts";

const condition = fields({
  link: oneOf<RobotCondition["link"]>({
    unseen: true,
    heard: true,
    silent: true,
    offline: true,
    lost: true,
  }),
  readiness: oneOf<RobotCondition["readiness"]>({
    unknown: true,
    ready: true,
    stopped: true,
    confirming: true,
    manual: true,
    faulty: true,
    astray: true,
    paused: true,
  }),
  hold: oneOf<RobotCondition["hold"]>({ free: true, held: true }),
  room: oneOf<RobotCondition["room"]>({ own: true, contested: true }),
  power: oneOf<RobotCondition["power"]>({ charged: true, low: true }),
  order: oneOf<RobotCondition["order"]>({
    none: true,
    sent: true,
    running: true,
    unanswered: true,
    clearing: true,
    cooling: true,
    wedged: true,
    barred: true,
  }),
  presence: oneOf<RobotCondition["presence"]>({ on: true, off: true, seen: true }),
  service: oneOf<RobotCondition["service"]>({ in: true, out: true, failing: true }),
});

export const robotKind = kind(
  "robot",
  4,
  fields({
    robot: named<RobotId>(),
    manufacturer: named<Manufacturer>(),
    activity: oneOf<RobotActivity>({
      offline: true,
      idle: true,
      "to-stop": true,
      acting: true,
      waiting: true,
      charging: true,
      parking: true,
      fault: true,
      manual: true,
      paused: true,
      "off-floor": true,
    }),
    transport: orNull(named<TransportId>()),
    tote: orNull(named<ToteId>()),
    /** On it, and no tote of this house. */
    load: orNull(fields({ load: orNull(named<LoadId>()), loadType: Type.String() })),
    /** Percent; null: it has never told. */
    battery: orNull(Type.Number()),
    /** Why it stands, when it does. */
    why: orNull(reasonSchema<RobotReason>()),
    machine: machineRow,
    node: orNull(Type.String()),
    alarms: Type.Array(Type.String()),
    /** What its chart says, and so what a person can do. */
    condition,
    acts: Type.Array(actNote),
    /** Acts that wait for the robot's own word. */
    asked: Type.Array(
      fields({
        command: Type.String(),
        act: robotAct,
        at: moment,
        until: moment,
        /** Who shall have its work. */
        to: Type.Optional(orNull(named<RobotId>())),
      }),
    ),
    failures: Type.Array(failure),
  }),
  {
    // The charts of before knew neither of being off the floor nor out of service (1), nor of contests (2).
    1: ({ machine, acts = [], asked = [], failures = [], ...robot }) => {
      const value = { presence: "on", service: "in", room: "own", ...machine.value };
      return {
        ...robot,
        machine: { value, context: { away: false, ...machine.context } },
        condition: value,
        acts,
        asked,
        failures,
      };
    },
    2: withReasons,
    3: (robot) => ({ ...robot, load: null }),
  },
);
export type KeptRobot = BodyOf<typeof robotKind>;

/** It kept sentences: why it stands, and in its chart its trouble, which was one word where an emergency stop or its mode was it. */
function withReasons({ why, machine, ...robot }: RobotOfWords): object {
  const { trouble, ...context } = machine.context;
  return {
    ...robot,
    why: reasonOfToday(why),
    machine: { ...machine, context: { ...context, trouble: troubleOfToday(trouble) } },
  };
}

interface RobotOfWords {
  readonly why: string;
  readonly machine: { readonly value: object; readonly context: { readonly trouble: string } };
}

const stops: Readonly<Record<PressedStop, true>> = { auto: true, local: true, remote: true };

function troubleOfToday(trouble: string): Trouble | null {
  if (Object.hasOwn(stops, trouble)) return { code: "said.stop", stop: trouble as PressedStop };
  return reasonOfToday<Trouble>(trouble);
}

const action = fields({
  type: Type.String(),
  /** Never used twice. */
  id: Type.String(),
  parameters: Type.Array(fields({ key: Type.String(), value: Type.Union([Type.String(), Type.Number()]) })),
  blocking: Type.Optional(oneOf({ NONE: true, SOFT: true, HARD: true })),
});

/** Nodes by id, since a layout may be redrawn. */
export const orderKind = kind(
  "vda-order",
  1,
  fields({
    orderId: Type.String(),
    updateId: Type.Integer(),
    previousId: Type.String(),
    base: Type.Array(
      fields({
        node: Type.String(),
        sequence: Type.Integer(),
        actions: Type.Optional(Type.Array(action)),
        /** m. */
        deviation: Type.Optional(Type.Number()),
        heldAt: moment,
      }),
    ),
    from: Type.Integer(),
    horizon: Type.Array(Type.String()),
    sentAt: moment,
    stamp: Type.Number(),
    loaded: Type.Optional(Type.Literal(true)),
  }),
);
export type KeptOrder = BodyOf<typeof orderKind>;
