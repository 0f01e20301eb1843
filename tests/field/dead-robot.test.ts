/** One of six robots dies on a lane: what the other five do before a person has taken it off the floor, and after. */
import { minuteMs } from "@floorplane/contracts/units";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";
import { describe, expect, it } from "vitest";
import { FieldFloor } from "./field-floor.ts";

/** What the five do again two minutes after the act, of what they did before it died. */
const shareAfter = 0.7;
/** What they do while it stands in a one-way aisle: whoever was in it cannot come out, the others go on elsewhere. */
const shareMeanwhile = 1 / 3;

const deaths = {
  "without a word": (robot: SimulatedRobot) => void robot.halt(),
  "and says that all is well": (robot: SimulatedRobot) => robot.seize(true),
} as const;

type Where = "an aisle" | "the way to the packing station";

/** All that it may drive over lies in one storage aisle; or in the lane before the packing station, the only way there. */
function isIn(floor: FieldFloor, robot: SimulatedRobot, where: Where): boolean {
  const way = floor.kit.truthOf(robot.id)?.nodeStates.filter(({ released }) => released) ?? [];
  const lane = where === "an aisle" ? /^A\d/ : /^X0W/;
  return floor.baseAheadM(robot) >= 2 && way.every(({ nodeId }) => lane.test(nodeId));
}

async function aDeadRobot(seed: number, death: keyof typeof deaths, where: Where) {
  const floor = await new FieldFloor(6, seed).start();
  // Each seed another moment, so that another robot dies elsewhere.
  floor.run(25 + 1.3 * seed);
  const dying = () => floor.robots.find((robot) => isIn(floor, robot, where));
  floor.until(() => dying() !== undefined, 30);
  const robot = dying()!;
  const { clock } = floor.floor;
  const diedAt = clock.now();
  deaths[death](robot);
  floor.run(10);
  const before = floor.perMinute(diedAt - 10 * minuteMs, diedAt, robot.id);
  const meanwhile = floor.perMinute(diedAt + 2 * minuteMs, clock.now(), robot.id);
  return { floor, robot, before, meanwhile };
}

/** A person carries it away and says so. */
function takeAway(floor: FieldFloor, robot: SimulatedRobot) {
  robot.vanish();
  floor.run(0.1);
  return floor.act("robot.takeOff", robot.id);
}

describe("a robot dies on a lane", () => {
  it.each([
    ["without a word", 1],
    ["without a word", 2],
    ["and says that all is well", 3],
  ] as const)(
    "%s: the other five go on around it, and wholly once it is off the floor, seed %s",
    async (death, seed) => {
      const { floor, robot, before, meanwhile } = await aDeadRobot(seed, death, "an aisle");

      const answer = takeAway(floor, robot);
      floor.run(2);
      const from = floor.floor.clock.now();
      floor.run(10);
      const after = floor.perMinute(from, floor.floor.clock.now(), robot.id);

      expect(answer()).toMatchObject({ type: "command.done" });
      expect(meanwhile / before).toBeGreaterThanOrEqual(shareMeanwhile);
      expect(after / before).toBeGreaterThanOrEqual(shareAfter);
      expect(floor.collisions).toEqual([]);
      expect([...floor.standing.keys()].filter((key) => key.startsWith("robot."))).toEqual([]);
      await floor.stop();
    },
  );

  it("in the only way to the packing station: all of them work again once it is off the floor", async () => {
    const { floor, robot, before } = await aDeadRobot(6, "without a word", "the way to the packing station");
    const alarms = [...floor.standing.keys()];
    const others = [...floor.documents.values()].filter((one) => one.robot !== robot.id);

    takeAway(floor, robot);
    floor.run(2);
    const from = floor.floor.clock.now();
    floor.run(10);

    expect(floor.perMinute(from, floor.floor.clock.now(), robot.id) / before).toBeGreaterThanOrEqual(
      shareAfter,
    );
    // Who was cut off says by whom, and a person was called to that one.
    expect(alarms.filter((key) => key.includes(robot.id))).not.toEqual([]);
    expect(others.filter(({ why }) => JSON.stringify(why).includes(`"${robot.id}"`)).length).toBeGreaterThan(
      0,
    );
    expect(floor.collisions).toEqual([]);
    await floor.stop();
  });
});
