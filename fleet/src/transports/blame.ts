/** Books what went well and what failed at stops, and takes the robot or the place out that is to blame, until a person has looked. */
import type { StationId } from "@floorplane/contracts/ids";
import type { StopAction } from "@floorplane/contracts/messages";
import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import { blameFor, blameForCharging, type Failure, ofType } from "../robots/failures.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import type { ClosedPlaces } from "./closed-places.ts";

const charging = "startCharging";

/** What was tried and failed. */
export type FailedWork = Omit<Failure, "robot" | "at">;

export class Blaming {
  readonly #roster: Roster;
  readonly #places: ClosedPlaces;
  readonly #log: Log;

  constructor(roster: Roster, places: ClosedPlaces, log: Log) {
    this.#roster = roster;
    this.#places = places;
    this.#log = log;
  }

  /** Takes back what was held against this robot and this place, of this kind. */
  succeeded(robot: Robot, type: string, place: StationId, desk: Desk): void {
    this.#forgetOf(robot, (failure) => failure.type === type, desk);
    if (this.#places.failures(place).length > 0)
      this.#places.forget((failure) => failure.place === place && failure.type === type, desk);
  }

  /** Answers why the robot is to blame, where it is: it gets no more work then. */
  failed(robot: Robot, what: FailedWork, desk: Desk): Trouble | undefined {
    const failure: Failure = { ...what, robot: robot.id, at: desk.now };
    robot.history.failed(failure);
    this.#places.failed(failure, desk);
    const judge = what.type === charging ? blameForCharging : blameFor;
    const ofRobot = ofType(robot.failures, what.type);
    const blame = judge(ofRobot, ofType(this.#places.failures(what.place), what.type));
    if (blame === "place") this.#closePlace(failure, desk);
    return blame === "robot" ? this.#acquitPlaces(failure, ofRobot, desk) : undefined;
  }

  /** The work itself was to blame: nobody who tried it is. */
  acquit(work: string, desk: Desk): void {
    this.#places.forget((failure) => failure.work === work, desk);
    for (const robot of this.#roster.list) this.#forgetOf(robot, (failure) => failure.work === work, desk);
  }

  #closePlace(failure: Failure, desk: Desk): void {
    this.#log.warn("place.closed", { place: failure.place, failure: failure.type });
    this.#places.closeFor(failure, desk);
    for (const robot of this.#roster.list)
      this.#forgetOf(robot, ({ place, type }) => place === failure.place && type === failure.type, desk);
  }

  /** It was the robot; answers why. */
  #acquitPlaces({ robot, type, place }: Failure, failures: readonly Failure[], desk: Desk): Trouble {
    const times = failures.length;
    this.#log.warn("robot.failing", { robot, action: type, times, place });
    if (type === charging) for (const failure of failures) this.#places.reopen(failure.place, desk);
    this.#places.forget((failure) => failure.robot === robot && failure.type === type, desk);
    return { code: "work.failed", action: type, times, place };
  }

  #forgetOf(robot: Robot, isOver: (failure: Failure) => boolean, desk: Desk): void {
    if (robot.history.forget(isOver)) this.#roster.keep(robot, desk);
  }
}

/** What is done there, as far as it can be to blame itself. */
export function workOfStop(action: StopAction): string {
  if (action.type === "countTags") return action.type;
  if ("load" in action) return action.load ?? action.type;
  return "line" in action ? action.line : action.tote;
}
