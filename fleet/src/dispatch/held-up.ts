/**
 * OpenTransports that cannot be done because of who stands for good, or because a person closed every place for the next stop: its transports say so, and who bars them, or who stands loaded
 * before closed places, is told to people. Without a word half the orders of a floor wait behind one aisle, and everything looks calm.
 */
import type { RobotId, StationId, TransportId } from "@floorplane/contracts/ids";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import { isAtShelf } from "../transports/stop-actions.ts";
import { nextStops, type Transport } from "../transports/transport.ts";
import { isWork } from "./assign-transports.ts";
import type { Floor } from "./floor.ts";
import { refusalsOf, unableFor } from "./refusals.ts";

/** Who stands so long where work waits is no traffic any more. */
const toldAfterMs = 3 * minuteMs;

/** Whoever has waited so long for a robot says so: most are given one in the round in which they are asked for. */
const robotlessMs = 5 * minuteMs;

/** Whoever asks for a carry looks at it sooner. */
const carrylessMs = 10 * secondMs;

/** Robots that one sentence names. */
const refusalsMax = 8;

/** A place that is closed for a moment is opened again by whoever closed it. */
const closedForMs = 5 * minuteMs;

interface Held {
  readonly place: string;
  /** Who bars it; nobody, where `closed` says which places a person has closed. */
  readonly by: readonly RobotId[];
  readonly closed?: readonly StationId[];
}

export class HeldUp {
  readonly #roster: Roster;
  readonly #transports: OpenTransports;
  /** Since when each waits, house time. */
  readonly #since = new Map<TransportId, number>();
  /** What an earlier run said is looked at once, though nothing is held now. */
  #isFirst = true;

  constructor(roster: Roster, transports: OpenTransports) {
    this.#roster = roster;
    this.#transports = transports;
  }

  look(floor: Floor, desk: Desk): void {
    const isCalm =
      floor.places.cutOff.by.length === 0 &&
      !floor.places.isAnyClosed() &&
      !floor.transports.some((transport) => isRobotless(transport, desk.now));
    if (isCalm && this.#since.size === 0 && !this.#isFirst) return;
    this.#isFirst = false;
    const waiting = new Map<RobotId, { count: number; place: string }>();
    const shutOut = new Map<RobotId, readonly StationId[]>();
    for (const transport of floor.transports) {
      const held = heldUp(floor, transport);
      const isWaiting = isRobotless(transport, desk.now);
      if (held) {
        const since = this.#since.get(transport.transport) ?? desk.now;
        this.#since.set(transport.transport, since);
        const robot = transport.robot === null ? undefined : this.#roster.robots.get(transport.robot);
        // Told by an earlier run: it stands on.
        if (robot && held.closed && (isTold(robot) || desk.now - since >= closedForMs))
          shutOut.set(robot.id, held.closed);
        if (desk.now - since >= toldAfterMs)
          for (const robot of held.by) {
            const before = waiting.get(robot);
            waiting.set(robot, { count: (before?.count ?? 0) + 1, place: before?.place ?? held.place });
          }
      } else if (isWaiting) this.#since.set(transport.transport, desk.now);
      else this.#since.delete(transport.transport);
      const why = held ? whyHeld(held) : isWaiting ? whyRobotless(floor, transport) : null;
      this.#transports.explain(transport.transport, why, desk);
    }
    for (const id of [...this.#since.keys()]) if (!this.#transports.get(id)) this.#since.delete(id);
    for (const robot of this.#roster.list) {
      const barred = waiting.get(robot.id);
      if (!barred) this.#roster.clear(robot, "robot.bars-way", desk);
      else {
        const why = { code: "work.behind", transports: barred.count, place: barred.place } as const;
        this.#roster.raise(robot, "robot.bars-way", desk, why);
      }
      const closed = shutOut.get(robot.id);
      if (!closed) this.#roster.clear(robot, "robot.awaits-place", desk);
      else {
        const why = { code: "wait.closed", places: someOf(closed) } as const;
        this.#roster.raise(robot, "robot.awaits-place", desk, why);
      }
    }
  }
}

/** Counts wait until no robot has anything else to do. */
const isRobotless = (transport: Transport, now: number): boolean =>
  transport.state === "requested" &&
  isWork(transport) &&
  now - transport.requestedAt >= (transport.kind === "carry" ? carrylessMs : robotlessMs);

/** Of a carry that no robot can do, or that asks for one by name: which, and why not. */
function whyRobotless({ robots }: Floor, transport: Transport): TransportReason {
  const wanted = transport.wish?.robot ?? null;
  const [named] = robots.filter(({ id }) => id === wanted);
  if (wanted !== null) {
    const because = named ? [...refusalsOf(named), ...unableFor(named, transport)] : [];
    return because.length > 0
      ? { code: "transport.robot-wanted", robot: wanted, because }
      : { code: "transport.no-robot" };
  }
  const unable = robots.map((robot) => ({ robot: robot.id, because: unableFor(robot, transport) }));
  if (unable.some(({ because }) => because.length === 0)) return { code: "transport.no-robot" };
  const shown = unable.slice(0, refusalsMax);
  return { code: "transport.no-able-robot", robots: shown, more: unable.length - shown.length };
}

const isTold = ({ alarms }: Robot): boolean => alarms.has("robot.awaits-place");

const whyHeld = ({ place, by, closed }: Held): TransportReason =>
  closed
    ? { code: "transport.closed", places: someOf(closed) }
    : { code: "transport.cut-off", place, by: someOf(by) };

/** The place of a stop that it cannot do without and to which nobody comes now, and who is to blame; undefined where it can go on. A shelf that a person has closed is left out of its tour. */
function heldUp({ places }: Floor, transport: Transport): Held | undefined {
  const { stops, left, state, target } = transport;
  if (state === "acting") return undefined;
  // What no robot has yet needs all of its places; what one has needs one to go to next.
  const needed = state === "requested" ? left : nextStops(transport);
  const barred = needed.flatMap((stop): Held[] => {
    const { stations, action } = stops[stop]!;
    if (places.docksOf(stations).length > 0) return [];
    const closed = stations.filter((station) => places.has(station) && places.isClosed(station));
    // Who is under way to one of them already arrives.
    if (closed.length === stations.length && target === null && !isAtShelf(action))
      return [{ place: closed[0]!, by: [], closed }];
    const open = stations.filter((station) => places.has(station) && !places.isClosed(station));
    const by = [...new Set(open.flatMap((station) => places.barring(station)))];
    return by.length > 0 ? [{ place: open[0]!, by }] : [];
  });
  const isHeld = state === "requested" ? barred.length > 0 : barred.length === needed.length;
  return isHeld ? barred[0] : undefined;
}
