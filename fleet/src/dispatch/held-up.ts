/**
 * OpenTransports that cannot be done because of who stands for good: its transports say so, and who bars them is told to people. Without a word half the orders of a floor wait behind one aisle,
 * and everything looks calm.
 */
import type { RobotId, TransportId } from "@floorplane/contracts/ids";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { minuteMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { Roster } from "../robots/roster.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import { nextStops, type Transport } from "../transports/transport.ts";
import type { Floor } from "./floor.ts";

/** Who stands so long where work waits is no traffic any more. */
const toldAfterMs = 3 * minuteMs;

interface Held {
  readonly place: string;
  readonly by: readonly RobotId[];
}

export class HeldUp {
  readonly #roster: Roster;
  readonly #transports: OpenTransports;
  /** Since when each waits, house time. */
  readonly #since = new Map<TransportId, number>();

  constructor(roster: Roster, transports: OpenTransports) {
    this.#roster = roster;
    this.#transports = transports;
  }

  look(floor: Floor, desk: Desk): void {
    if (floor.places.cutOff.by.length === 0 && this.#since.size === 0) return;
    const waiting = new Map<RobotId, { count: number; place: string }>();
    for (const transport of floor.transports) {
      const held = heldUp(floor, transport);
      if (held) {
        const since = this.#since.get(transport.transport) ?? desk.now;
        this.#since.set(transport.transport, since);
        if (desk.now - since >= toldAfterMs)
          for (const robot of held.by) {
            const before = waiting.get(robot);
            waiting.set(robot, { count: (before?.count ?? 0) + 1, place: before?.place ?? held.place });
          }
      } else this.#since.delete(transport.transport);
      this.#transports.explain(
        transport.transport,
        held ? { code: "transport.cut-off", place: held.place, by: someOf(held.by) } : null,
        desk,
      );
    }
    for (const robot of this.#roster.list) {
      const barred = waiting.get(robot.id);
      if (!barred) this.#roster.clear(robot, "robot.bars-way", desk);
      else {
        const why = { code: "work.behind", transports: barred.count, place: barred.place } as const;
        this.#roster.raise(robot, "robot.bars-way", desk, why);
      }
    }
  }
}

/** The place of a stop that it cannot do without and to which nobody comes now, and who is to blame; undefined where it can go on, or a person has closed the place. */
function heldUp({ places }: Floor, transport: Transport): Held | undefined {
  const { stops, left, state } = transport;
  if (state === "acting") return undefined;
  // What no robot has yet needs all of its places; what one has needs one to go to next.
  const needed = state === "requested" ? left : nextStops(transport);
  const barred = needed.flatMap((stop): Held[] => {
    const { stations } = stops[stop]!;
    if (places.docksOf(stations).length > 0) return [];
    const open = stations.filter((station) => places.has(station) && !places.isClosed(station));
    const by = [...new Set(open.flatMap((station) => places.barring(station)))];
    return by.length > 0 ? [{ place: open[0]!, by }] : [];
  });
  const isHeld = state === "requested" ? barred.length > 0 : barred.length === needed.length;
  return isHeld ? barred[0] : undefined;
}
