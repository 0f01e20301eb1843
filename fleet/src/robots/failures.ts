/**
 * Who is to blame when work fails again and again: the robot, the place, or the work itself (a tote that is not there). One failure tells nothing; several tell by what
 * they have in common and what differs. A success takes back what came before it, of that kind at that robot and at that place.
 */
import type { RobotId, StationId } from "@floorplane/contracts/ids";

/** One action that failed. */
export interface Failure {
  /** VDA action type. */
  readonly type: string;
  readonly robot: RobotId;
  readonly place: StationId;
  /** The tote or line it was about. */
  readonly work: string;
  /** House time, ms. */
  readonly at: number;
}

/** So many in a row, and more than one of each other thing: then what they have in common is out. */
export const failuresMax = 3;
/** A robot that has failed so often at one place alone, with several pieces of work, is out too: nobody can tell which of the two it is. */
export const failuresAtOnePlaceMax = 5;
/** A charger that a robot cannot charge at is no place for the next; another is found at once. */
const chargingFailuresMax = 1;
/** Older ones say nothing any more, ms. */
const memoryMs = 8 * 60 * 60 * 1_000;
/** What is kept beside one robot or place. */
const keptMax = 16;

export type Blame = "robot" | "place";

/** `ofRobot`, `ofPlace`: failures of one kind since the last success there, the present one among them. */
export function blameFor(ofRobot: readonly Failure[], ofPlace: readonly Failure[]): Blame | undefined {
  const robots = distinct(ofPlace, "robot");
  const places = distinct(ofRobot, "place");
  const works = distinct(ofRobot, "work");
  if (ofPlace.length >= failuresMax && robots >= 2 && distinct(ofPlace, "work") >= 2) return "place";
  if (ofRobot.length >= failuresMax && places >= 2 && works >= 2) return "robot";
  if (ofRobot.length >= failuresAtOnePlaceMax && works >= 2) return "robot";
  return undefined;
}

/** At chargers nothing but robot and charger can be to blame: the charger at once, the robot when it fails at the second. */
export function blameForCharging(
  ofRobot: readonly Failure[],
  ofPlace: readonly Failure[],
): Blame | undefined {
  if (distinct(ofRobot, "place") >= 2) return "robot";
  return ofPlace.length >= chargingFailuresMax ? "place" : undefined;
}

const distinct = (failures: readonly Failure[], what: "robot" | "place" | "work"): number =>
  new Set(failures.map((failure) => failure[what])).size;

export const ofType = (failures: readonly Failure[], type: string): readonly Failure[] =>
  failures.filter((failure) => failure.type === type);

export const withFailure = (failures: readonly Failure[], failure: Failure): readonly Failure[] =>
  [...failures.filter(({ at }) => failure.at - at < memoryMs), failure].slice(-keptMax);
