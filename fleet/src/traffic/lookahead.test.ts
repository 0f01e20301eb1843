import { RobotId } from "@floorplane/contracts/ids";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { lattice, walkingPace } from "../testing/floors.ts";
import { trafficOn } from "./fleet-traffic.ts";

const pitchM = 1.2;

/** Two long lanes beside each other; everybody drives at full speed from where he enters. */
function lanes(answers: Readonly<Record<string, number>> = {}) {
  const graph = lattice({ columns: 60, rows: 4, pitchM, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const traffic = trafficOn(graph, walkingPace);
  const node = (name: string) => graph.indexOf(name);
  const enter = (name: string, from: string, to: string) => {
    const robot = RobotId(name);
    traffic.enter(robot, [node(from)]);
    if (answers[name] !== undefined) traffic.setAnswer(robot, answers[name]);
    traffic.setGoal(robot, node(to));
    return robot;
  };
  const ms = Math.round((1_000 * pitchM) / walkingPace.speedMps);
  /** Each release as it came, over so many nodes that each robot passes; planned once a second. */
  const drive = (robots: readonly RobotId[], nodes: number) => {
    const releases: { at: number; robot: RobotId; nodes: number; left: number }[] = [];
    let plannedAt = Number.NEGATIVE_INFINITY;
    for (let step = 0; step <= nodes; step++) {
      const now = step * ms;
      if (now - plannedAt >= 1_000) {
        traffic.plan(now);
        plannedAt = now;
      }
      for (const robot of robots) {
        const base = traffic.released(robot);
        if (step > 0 && base.length > 1) traffic.passed(robot, base[1]!);
      }
      for (const { robot, nodes: got } of traffic.grant(now))
        releases.push({
          at: now,
          robot,
          nodes: got.length,
          left: traffic.released(robot).length - 1 - got.length,
        });
    }
    return releases;
  };
  return { enter, drive, traffic };
}

const brakingM = walkingPace.speedMps ** 2 / (2 * walkingPace.accelerationMps2);

test("a robot is let on only when what it holds runs out, never so late that it brakes, and then far", () => {
  const { enter, drive } = lanes();
  const robot = enter("R1", "N0-0", "N59-0");

  const later = drive([robot], 40).slice(1);

  expect(later.length).toBeGreaterThan(2);
  for (const { left } of later) expect((left - 1) * pitchM).toBeGreaterThan(brakingM);
  const nodes = later.reduce((sum, release) => sum + release.nodes, 0);
  expect(nodes / later.length).toBeGreaterThan(4);
});

test("where another is to pass it is let on no farther than it must know of", () => {
  const alone = lanes();
  const [far] = alone.drive([alone.enter("R1", "N0-0", "N59-0")], 0);
  const crossed = lanes();
  const first = crossed.enter("R1", "N0-0", "N59-0");
  const [near] = crossed.drive([first, crossed.enter("R2", "N8-2", "N8-0")], 0);

  expect(far!.nodes * pitchM).toBeGreaterThan(8);
  expect(near!.nodes).toBeLessThan(far!.nodes);
});

test("who is let on takes those along that would be short soon: one step for several", () => {
  const { enter, drive } = lanes();
  const robots = [0, 1, 2, 3].map((row) => enter(`R${row}`, `N${row}-${row}`, `N59-${row}`));

  const releases = drive(robots, 40);

  const steps = new Set(releases.map(({ at }) => at)).size;
  expect(releases.length / steps).toBeGreaterThan(2);
});

test("who asks for ground is let on at once, though it was not thought to be short", () => {
  const { enter, traffic } = lanes();
  const robot = enter("R1", "N0-0", "N59-0");
  traffic.plan(0);
  traffic.grant(0);
  traffic.passed(robot, traffic.released(robot)[2]!);
  traffic.plan(1_000);

  expect(traffic.grant(1_000)).toEqual([]);
  traffic.askForGround(robot);
  expect(traffic.grant(1_000)).toMatchObject([{ robot }]);
  expect(traffic.grant(1_000)).toEqual([]);
});

test("whose answers take long is let on earlier", () => {
  const leftOf = (answers: Readonly<Record<string, number>>) => {
    const { enter, drive } = lanes(answers);
    return Math.min(
      ...drive([enter("R1", "N0-0", "N59-0")], 40)
        .slice(1)
        .map(({ left }) => left),
    );
  };

  expect(leftOf({ R1: 3_000 })).toBeGreaterThan(leftOf({}));
});
