/**
 * Who is to blame when reads fail tote after tote: the reader on the robot, while those of others agree, or what all readers share. A reader that is dead makes
 * people count every tote of its robot for ever: like a broken gripper it takes the robot out until a person has looked. The portal's reader has nobody beside it.
 */
import type { RobotId, ToteId } from "@floorplane/contracts/ids";
import { readerOf } from "@floorplane/contracts/labels";
import { hourMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { clearAlarm, raiseAlarm } from "../keeping/alarms.ts";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type FailedRead, readerKind } from "./reader.kind.ts";

interface Reader {
  /** The robot, or one of the names below. */
  readonly reader: string;
  /** Since its last read that agreed, the oldest first. */
  readonly failed: readonly FailedRead[];
}

/** So many totes in a row, from more than one place or without a word; at one place alone, so many. */
const failedMax = 3;
const failedAtOnePlaceMax = 5;
/** Older ones say nothing any more, ms. */
const memoryMs = 8 * hourMs;
const keptMax = 8;

/** The portal, and what stands while an alarm does: for all readers of robots, for the portal. No robot's name has such a sign. */
const portal = "+portal";
const allReaders = "+readers-unheard";
const unheardPortal = "+portal-unheard";

export interface WithReaders {
  readonly readers: Readers;
}

export class Readers extends Shelf<string, Reader> {
  /** When reads of each robot agreed last; only in memory: after a restart others must agree anew before one is blamed. */
  readonly #agreedAt = new Map<RobotId, number>();

  constructor(stores: Stores) {
    super(stores, {
      kind: readerKind,
      id: ({ reader }) => reader,
      body: (one) => ({ ...one }),
      read: (one) => one,
    });
  }

  /** A round agreed with what the robot said. */
  agreed(desk: Desk, robot: RobotId | null): void {
    if (robot) {
      this.#agreedAt.set(robot, desk.now);
      this.#forget(robot);
    }
    if (this.#forget(allReaders)) clearAlarm(desk, "readers.unheard", "readers");
  }

  /** The reads of one tote failed for good: a person counts it. */
  failed(desk: Desk, robot: RobotId | null, what: Omit<FailedRead, "at">): void {
    if (!robot) return;
    const { tote, place } = what;
    const failed = this.#add(robot, { ...what, at: desk.now });
    const isOfTags =
      !failed.every(({ silent }) => silent) && new Set(failed.map((one) => one.place)).size < 2;
    if (failed.length < (isOfTags ? failedAtOnePlaceMax : failedMax)) return;
    const [first] = failed as [FailedRead];
    const othersAgree = [...this.#agreedAt].some(([other, at]) => other !== robot && at >= first.at);
    if (othersAgree) {
      // A person who puts it back to work has looked at its reader: it counts from nought then.
      this.#forget(robot);
      const why = {
        code: "reads.failed",
        reader: readerOf(robot),
        totes: failed.length,
        tote,
        place,
      } as const;
      desk.send("fleet", { type: "robot.failing", robot, why });
    } else if (this.get(allReaders) === undefined) {
      this.add({ reader: allReaders, failed: [] });
      raiseAlarm(desk, "readers.unheard", "readers", { robot, totes: failed.length, tote });
    }
  }

  /** A packed parcel was not seen leaving in time. */
  parcelLate(desk: Desk, tote: ToteId): void {
    const failed = this.#add(portal, { tote, place: null, silent: true, at: desk.now });
    if (failed.length < failedMax || this.get(unheardPortal) !== undefined) return;
    this.add({ reader: unheardPortal, failed: [] });
    raiseAlarm(desk, "portal.unheard", "portal", { parcels: failed.length, tote });
  }

  parcelSeen(desk: Desk): void {
    this.#forget(portal);
    if (this.#forget(unheardPortal)) clearAlarm(desk, "portal.unheard", "portal");
  }

  #add(name: string, failure: FailedRead): readonly FailedRead[] {
    const known = this.get(name)?.failed ?? [];
    const before = known.filter(({ tote, at }) => tote !== failure.tote && failure.at - at < memoryMs);
    return this.add({ reader: name, failed: [...before, failure].slice(-keptMax) }).failed;
  }

  #forget(name: string): boolean {
    const reader = this.get(name);
    if (!reader) return false;
    this.remove(reader);
    return true;
  }
}
