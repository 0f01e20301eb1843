/** One scenario of the field kit run to its end, and what came of it. */
import type { StandingAlarm } from "@floorplane/app/simulate/robot-watch";
import type { FaultName } from "@floorplane/simulator/field-kit/faults";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";
import { worldResults } from "@floorplane/simulator/world-results";
import { FieldFloor } from "./field-floor.ts";

/** What the vehicle is at when it begins. */
export type Moment = "drives far" | "drives with a tote" | "drives empty" | "works" | "stands";

export interface Scenario {
  readonly name: string;
  readonly when: Moment;
  /** All of them on the same vehicle. */
  readonly faults: readonly FaultName[];
  /** How long the vehicle misbehaves before a technician has mended it. */
  readonly minutes: number;
  /** Of these alarms one at least is raised of the vehicle; none: it needs nobody; `nothing` among them: as chance has it. */
  readonly tells: readonly string[];
}

export interface Came {
  readonly collisions: readonly string[];
  /** Stops whose action was really done more than once. */
  readonly twice: readonly string[];
  /** Definitions of the vehicles' own alarms. */
  readonly told: readonly string[];
  /** Robots that are not free again, or have work and do not go on with it. */
  readonly stuck: readonly string[];
  /** What the world says against the day's goods. */
  readonly wrong: readonly string[];
  /** What a person did. */
  readonly acts: readonly string[];
}

/** What must hold in every scenario. */
export const faultless = { collisions: [], twice: [], stuck: [], wrong: [] } as const satisfies Partial<Came>;

/** Whether a person was told what he should be, and nothing where nobody is needed. */
export const isToldRightly = ({ tells }: Scenario, { told }: Came): boolean =>
  told.length === 0
    ? tells.length === 0 || tells.includes("nothing")
    : tells.some((alarm) => told.includes(alarm));

/** By then robots are at work. */
const warmUpMinutes = 4;
/** After the technician: by then all goes on, with what a person has done. */
const healMinutes = 12;

export async function play(scenario: Scenario, robots: number, seed: number): Promise<Came> {
  const floor = await new FieldFloor(robots, seed).start();
  const person = floor.aTechnician();
  const live = (minutes: number): void => {
    for (let second = 0; second < minutes * 60; second += 10) {
      floor.run(1 / 6);
      person.look();
    }
  };
  const victims: SimulatedRobot[] = [];
  /** Whoever fits next; the first may bar the way of all the others until a person has come. */
  const next = (): SimulatedRobot => {
    const found = () =>
      floor.robots.find((robot) => !victims.includes(robot) && fits(floor, robot, scenario.when));
    for (let second = 0; second < 3_600; second += 10) {
      if (floor.until(() => found() !== undefined, 1 / 6)) return found()!;
      person.look();
    }
    throw new Error("no robot came to fit within an hour");
  };
  floor.run(warmUpMinutes);
  const ends: (() => void)[] = [];
  for (let count = 0; count < Math.max(1, Math.floor(robots / 8)); count++) {
    const victim = next();
    victims.push(victim);
    ends.push(...scenario.faults.map((fault) => floor.kit.begin(fault, victim)));
    live(0.5);
  }
  live(scenario.minutes);
  for (const end of ends) end();
  live(healMinutes);
  // A field with an odd word in it is told of honest vehicles too, and says nothing of place or order.
  const isOfVictim = ({ source, definition }: StandingAlarm) =>
    definition !== "robot.odd-words" && victims.some(({ id }) => id === source);
  const came: Came = {
    collisions: floor.collisions.map(({ robots: who, with: what }) => `${who.join(" and ")} (${what})`),
    twice: twiceDone(floor.kit.done),
    told: [...new Set(floor.raised.filter(isOfVictim).map(({ definition }) => definition))],
    stuck: floor.robots.flatMap((robot) => stuckWhy(floor, robot)),
    wrong: wrongOf(floor),
    acts: person.done,
  };
  await floor.stop();
  return came;
}

function fits(floor: FieldFloor, robot: SimulatedRobot, when: Moment): boolean {
  switch (when) {
    case "drives far":
      return floor.baseAheadM(robot) >= 3;
    case "drives with a tote":
      return robot.isLoaded && floor.baseAheadM(robot) >= 2;
    case "drives empty":
      return !robot.isLoaded && floor.baseAheadM(robot) >= 2;
    case "works":
      return robot.isActing;
    case "stands":
      return !robot.isActing && floor.baseAheadM(robot) === 0;
    default:
      return when satisfies never;
  }
}

/** A stop's actions are named transport, stop and try: done under two tries it was done twice. */
function twiceDone(actions: readonly string[]): string[] {
  const stops = new Map<string, number>();
  for (const action of actions) {
    const stop = /^(TR.+\.\d+)\.\d+$/.exec(action)?.[1];
    if (stop !== undefined) stops.set(stop, (stops.get(stop) ?? 0) + 1);
  }
  return [...stops].flatMap(([stop, count]) => (count > 1 ? [stop] : []));
}

/** Held, in doubt, or with work that it does not go on with. */
function stuckWhy(floor: FieldFloor, robot: SimulatedRobot): string[] {
  const document = floor.documents.get(robot.id)!;
  const { link, readiness, order, room, presence, service } = document.condition;
  const isFree =
    link === "heard" &&
    readiness === "ready" &&
    room === "own" &&
    presence === "on" &&
    service === "in" &&
    ["none", "sent", "running", "cooling"].includes(order);
  if (!isFree) return [`${robot.id}: ${JSON.stringify(document.condition)} ${JSON.stringify(document.why)}`];
  const stall = floor.floor.world.judge.progress.records.find(
    (record) => record.robot === robot.id && record.until === undefined,
  );
  if (stall)
    return [`${robot.id}: ${document.activity} with ${document.transport}, ${JSON.stringify(document.why)}`];
  const alarms = [...floor.standing.values()].filter(
    ({ source, at, definition }) =>
      source === robot.id && floor.now - at > 120_000 && definition !== "robot.odd-words",
  );
  if (alarms.length > 0)
    return [`${robot.id}: ${alarms.map(({ definition }) => definition).join(", ")} stands`];
  return [];
}

function wrongOf({ floor }: FieldFloor): string[] {
  const { faults } = worldResults(floor.world, { book: floor.composed.wmsBridge.book.places() });
  return Object.entries(faults).flatMap(([fault, found]) =>
    (Array.isArray(found) ? found.length > 0 : found !== 0) ? [`${fault}: ${JSON.stringify(found)}`] : [],
  );
}
