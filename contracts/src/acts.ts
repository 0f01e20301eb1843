/**
 * What a person can do, in one table that the deciding room, the gateway and the page share: in which states an act is offered, what it needs, and what it
 * warns of. A state that waits for a person is left by an act from here; a test goes through every chart and looks.
 */
import type { Allocation } from "./states.ts";

/** The robot's chart, one word for each region. */
export interface RobotCondition {
  readonly link: "unseen" | "heard" | "silent" | "offline" | "lost";
  readonly readiness:
    | "unknown"
    | "ready"
    | "stopped"
    | "confirming"
    | "manual"
    | "faulty"
    | "astray"
    | "paused";
  readonly hold: "free" | "held";
  /** `contested`: it says a place that another holds, or another says one that it holds. */
  readonly room: "own" | "contested";
  readonly power: "charged" | "low";
  readonly order: "none" | "sent" | "running" | "unanswered" | "clearing" | "cooling" | "wedged" | "barred";
  /** `off`: a person took it off the floor; `seen`: it says a place on the lanes all the same. */
  readonly presence: "on" | "off" | "seen";
  /** `failing`: taken out by itself after repeated failures. Both get no work until a person says so. */
  readonly service: "in" | "out" | "failing";
}

/** Of a robot of which nothing is known yet. */
export const unseenCondition: RobotCondition = {
  link: "unseen",
  readiness: "unknown",
  hold: "free",
  room: "own",
  power: "charged",
  order: "none",
  presence: "on",
  service: "in",
};

/** What a robot has to do: nothing, a transport with empty hands, or a tote on it. */
export type RobotWork = "none" | "empty" | "loaded";

export type RobotAct =
  | "robot.pause"
  | "robot.resume"
  | "robot.giveUpOrder"
  | "robot.handOver"
  | "robot.outOfService"
  | "robot.inService"
  | "robot.takeOff"
  | "robot.putBack";
export type PlaceAct = "place.close" | "place.open";
export type OrderAct =
  | "order.tryAgain"
  | "order.release"
  | "order.raise"
  | "order.split"
  | "order.hold"
  | "order.cancel";
export type Act = RobotAct | PlaceAct | OrderAct | "alarm.acknowledge" | "task.answer";

/** What an act may be told besides why. */
export type ActField =
  | "node"
  | "station"
  | "to"
  | "found"
  | "complete"
  | "place"
  | "begun"
  | "grams"
  | "decision"
  | "besides"
  | "priority"
  | "at";

/** All of its regions must be in one of the words named; a region that is not named may be anything. */
export type RobotStates = {
  readonly [Region in keyof RobotCondition]?: readonly RobotCondition[Region][];
} & {
  readonly work?: readonly RobotWork[];
};

export interface ActRule {
  /** What it is done to; the field that names it. */
  readonly on: "robot" | "place" | "alarm" | "task" | "order";
  /** Written down for whoever comes next. */
  readonly reason: "needed" | "welcome";
  readonly may: readonly ActField[];
  /** Offered in any of these; for things other than robots, by the state of their document. */
  readonly offered: readonly RobotStates[] | readonly string[];
  /** Everybody at a screen of this house who says a name; who said it is written down. */
  readonly who: "operator";
  /** What the person takes upon them; the page's catalogue has the words. */
  readonly warns: boolean;
}

const unbegun = ["accepted", "backordered"] as const;
const onItsWay = ["released", "picking", "transporting", "parked"] as const;
const onFloor = { presence: ["on"] } as const;

export const actRules = {
  "robot.pause": robot([{ ...onFloor, hold: ["free"] }]),
  "robot.resume": robot([
    { ...onFloor, hold: ["held"] },
    // Astray: a person vouches for the place that it says.
    { ...onFloor, readiness: ["confirming", "paused", "astray"] },
    { ...onFloor, order: ["unanswered", "wedged", "barred"] },
  ]),
  "robot.giveUpOrder": robot([
    { ...onFloor, order: ["sent", "running", "unanswered", "clearing", "wedged"] },
  ]),
  "robot.handOver": robot([{ work: ["empty", "loaded"] }], { may: ["to", "station"] }),
  "robot.outOfService": robot([{ service: ["in", "failing"] }]),
  "robot.inService": robot([{ service: ["out", "failing"] }]),
  "robot.takeOff": robot([{ presence: ["on", "seen"] }], { warns: true }),
  "robot.putBack": robot([{ presence: ["off", "seen"] }], { may: ["node"], warns: true }),
  "place.close": other("place", ["open"]),
  "place.open": other("place", ["closed"]),
  "alarm.acknowledge": other("alarm", ["unacknowledged", "returned-unacknowledged"], { reason: "welcome" }),
  "task.answer": other("task", ["open"], {
    may: ["found", "complete", "place", "begun", "grams", "decision", "besides", "at"],
    reason: "welcome",
  }),
  "order.tryAgain": other("order", ["parked"]),
  "order.release": other("order", unbegun),
  "order.raise": other("order", [...unbegun, "allocated", ...onItsWay], { may: ["priority"] }),
  "order.split": other("order", [...unbegun, "allocated"], { warns: true }),
  "order.hold": other("order", [...unbegun, "allocated"], { warns: true }),
  "order.cancel": other("order", [...unbegun, "allocated", ...onItsWay, "packing"], { warns: true }),
} as const satisfies { readonly [One in Act]: ActRule };

export const acts = Object.keys(actRules) as readonly Act[];
export const orderActs = acts.filter((act): act is OrderAct => actRules[act].on === "order");
export const robotActs = acts.filter((act): act is RobotAct => actRules[act].on === "robot");

function robotOffers(act: RobotAct, condition: RobotCondition, work: RobotWork): boolean {
  const having: Readonly<Record<string, string>> = { ...condition, work };
  return (actRules[act].offered as readonly RobotStates[]).some((states) =>
    Object.entries(states).every(([region, words]) => (words as readonly string[]).includes(having[region]!)),
  );
}

export const offersTo = (condition: RobotCondition, work: RobotWork): readonly RobotAct[] =>
  robotActs.filter((act) => robotOffers(act, condition, work));

/** What decides beside its state what can be done to an order. */
export interface OrderCondition {
  readonly state: string;
  readonly held: object | null;
  readonly released: boolean;
  readonly allocation: Allocation;
  readonly after: readonly string[];
}

/** What lets it go on comes first, what ends it last. */
export const offersToOrder = (order: OrderCondition): readonly OrderAct[] =>
  orderActs.filter((act) => isOffered(act, order.state) && mayBe[act](order));

const always = (): boolean => true;
const mayBe: { readonly [One in OrderAct]: (order: OrderCondition) => boolean } = {
  "order.tryAgain": always,
  "order.release": ({ held, after }) => held !== null || after.length > 0,
  "order.raise": always,
  "order.split": ({ allocation, released }) => allocation === "whole" && !released,
  "order.hold": ({ held, released }) => held === null && !released,
  "order.cancel": always,
};

/** For alarms, tasks, orders and places: by the state that their document names. */
export const isOffered = (act: Exclude<Act, RobotAct>, state: string): boolean =>
  (actRules[act].offered as readonly string[]).includes(state);

export const workOf = ({
  transport,
  tote,
  load,
}: {
  readonly transport: string | null;
  readonly tote: string | null;
  readonly load: object | null;
}): RobotWork => (tote !== null || load !== null ? "loaded" : transport !== null ? "empty" : "none");

/** An act as it is written down beside what it was done to. */
export interface ActNote {
  readonly act: Act;
  /** The name that the person gave. */
  readonly by: string;
  readonly reason: string;
  /** ms since the epoch. */
  readonly at: number;
  /** `asked`: taken by the house; the robot has not said yet that it did it. */
  readonly outcome: "asked" | "done" | "unanswered";
}

/** Acts kept beside a robot, place or order, the latest last. */
export const notesMax = 5;

/** How a person's word came: from the house's own handhelds and screens, or told by a program, which can give any name. */
export type SaidVia = "floor" | "program";

/** What was done about an order, by a person at a screen or by a program at the door. */
export interface OrderActNote {
  readonly act: OrderAct;
  readonly via: SaidVia;
  /** The name that the person gave, or the program. */
  readonly by: string;
  /** A program gives none. */
  readonly reason: string;
  /** ms since the epoch. */
  readonly at: number;
}

function robot(
  offered: readonly RobotStates[],
  { may = [], warns = false }: Partial<Pick<ActRule, "may" | "warns">> = {},
): ActRule {
  return { on: "robot", reason: "needed", may, offered, who: "operator", warns };
}

function other(
  on: Exclude<ActRule["on"], "robot">,
  offered: readonly string[],
  { may = [], reason = "needed", warns = false }: Partial<Pick<ActRule, "may" | "reason" | "warns">> = {},
): ActRule {
  return { on, reason, may, offered, who: "operator", warns };
}
