/** Books what went well and what failed at stops, and takes the robot or the place out that is to blame, until a person has looked. */
import type { StationId } from "@floorplane/contracts/ids";
import type { StopAction } from "@floorplane/contracts/messages";
import type { Log } from "@floorplane/runtime/log";
import type { Desk } from "@floorplane/runtime/room";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import type { ClosedPlaces } from "./closed-places.ts";
import { type Blame, blameFor, blameForCharging, type Failure, ofType, withFailure } from "./failures.ts";

const charging = "startCharging";

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

  /** Answers who is out for it now, if anybody. */
  failed(robot: Robot, what: Omit<Failure, "robot" | "at">, desk: Desk): Blame | undefined {
    const failure: Failure = { ...what, robot: robot.id, at: desk.now };
    robot.failures = withFailure(robot.failures, failure);
    this.#places.failed(failure, desk);
    const judge = what.type === charging ? blameForCharging : blameFor;
    const ofRobot = ofType(robot.failures, what.type);
    const blame = judge(ofRobot, ofType(this.#places.failures(what.place), what.type));
    if (blame === "place") this.#closePlace(failure, desk);
    else if (blame === "robot") this.#takeOut(robot, failure, ofRobot, desk);
    else this.#roster.keep(robot, desk);
    return blame;
  }

  /** The work itself was to blame: nobody who tried it is. */
  acquit(work: string, desk: Desk): void {
    this.#places.forget((failure) => failure.work === work, desk);
    for (const robot of this.#roster.list) this.#forgetOf(robot, (failure) => failure.work === work, desk);
  }

  /** A person has looked at the robot. */
  forget(robot: Robot): void {
    robot.failures = [];
  }

  #closePlace(failure: Failure, desk: Desk): void {
    this.#log.warn("place.closed", { place: failure.place, failure: failure.type });
    this.#places.closeFor(failure, desk);
    for (const robot of this.#roster.list)
      this.#forgetOf(robot, ({ place, type }) => place === failure.place && type === failure.type, desk);
  }

  #takeOut(robot: Robot, { type, place }: Failure, failures: readonly Failure[], desk: Desk): void {
    const why = `${type} failed ${failures.length} times in a row, last at ${place}`;
    this.#log.warn("robot.failing", { robot: robot.id, why });
    if (type === charging) for (const failure of failures) this.#places.reopen(failure.place, desk);
    this.#places.forget((failure) => failure.robot === robot.id && failure.type === type, desk);
    this.#roster.tell(robot, { type: "robot.failing", why }, desk);
    this.#roster.keep(robot, desk);
  }

  #forgetOf(robot: Robot, isOver: (failure: Failure) => boolean, desk: Desk): void {
    if (!robot.failures.some(isOver)) return;
    robot.failures = robot.failures.filter((failure) => !isOver(failure));
    this.#roster.keep(robot, desk);
  }
}

/** What is done there, as far as it can be to blame itself. */
export const workOfStop = (action: StopAction): string => ("line" in action ? action.line : action.tote);
