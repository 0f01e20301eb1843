import { RobotId } from "@floorplane/contracts/ids";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { type LatticeWish, lattice, Strollers, walkingPace } from "../testing/floors.ts";
import { trafficOn } from "./fleet-traffic.ts";

function floor(wish: Partial<LatticeWish> = {}) {
  const random = seededRandom(1);
  const graph = lattice({ columns: 6, rows: 4, pitchM: 2.4, lanes: "one-way", pockets: 1, ...wish }, random);
  const traffic = trafficOn(graph, walkingPace);
  const strollers = new Strollers(graph, traffic, random);
  return {
    graph,
    traffic,
    strollers,
    node: (id: string) => graph.indexOf(id),
    enter(robot: string, ...ids: string[]): RobotId {
      const base = ids.map((id) => graph.indexOf(id));
      expect(traffic.enter(RobotId(robot), base)).toEqual({ ok: true });
      strollers.bases.set(RobotId(robot), base);
      return RobotId(robot);
    },
    seconds(count: number, each: () => void = () => {}): void {
      for (let i = 0; i < count; i++) {
        strollers.second();
        expect(strollers.clashes()).toEqual([]);
        each();
      }
    },
    place: (robot: RobotId) => graph.nodeIds[strollers.at(robot)],
  };
}

test("a robot is released to its goal and no farther, and shows a horizon on the way", () => {
  const { graph, node } = floor();
  const traffic = trafficOn(graph, walkingPace, { aloneM: 6, aloneMs: 3_000 });
  const robot = RobotId("R1");
  traffic.enter(robot, [node("N0-0")]);
  traffic.setGoal(robot, node("P4-0"));
  traffic.plan(1_000);

  const [release] = traffic.grant(1_000);

  expect(release?.nodes.length).toBeGreaterThan(0);
  expect(release?.horizon.length).toBeGreaterThan(0);
  expect(traffic.released(robot)).toEqual([node("N0-0"), ...release!.nodes]);
});

test("a robot that enters where another holds the floor is refused with that robot's name", () => {
  const { traffic, enter, node } = floor();
  enter("R1", "N0-0", "N1-0");

  expect(traffic.enter(RobotId("R2"), [node("N1-0")])).toEqual({ ok: false, heldBy: ["R1"] });
  expect(traffic.released(RobotId("R2"))).toEqual([]);
});

test("after a restart a robot drives on from the base that it was given before", () => {
  const { traffic, enter, seconds, place, node } = floor();
  const robot = enter("R1", "N0-0", "N1-0", "N2-0");
  traffic.setGoal(robot, node("N4-0"));

  seconds(20);

  expect(place(robot)).toBe("N4-0");
});

test("robots whose goal stays taken come to rest in pockets and do not drive round for ever", () => {
  const { graph, traffic, strollers, seconds, place } = floor({ columns: 10, rows: 8, pockets: 0.3 });
  const pocket = graph.nodeIds.findIndex((id) => id.startsWith("P"));
  traffic.enter(RobotId("R0"), [pocket]);
  strollers.bases.set(RobotId("R0"), [pocket]);
  traffic.setGoal(RobotId("R0"), pocket);
  traffic.setStanding(RobotId("R0"), true);
  const others = strollers.enter(6);
  for (const robot of others) traffic.setGoal(robot, pocket);
  seconds(240);
  const rest = others.map(place);
  let moved = 0;

  seconds(240, () => {
    if (others.some((robot, i) => place(robot) !== rest[i])) moved++;
  });

  expect(rest.filter((id) => !id!.startsWith("P"))).toEqual([]);
  expect(moved).toBe(0);
});

test("of two robots with one goal the second waits in a pocket, not in the lane, and goes on by itself", () => {
  const { traffic, enter, seconds, place, node } = floor();
  const [first, second] = [enter("R1", "N2-0"), enter("R2", "N0-0")];
  traffic.setGoal(first, node("P3-0"));
  traffic.setGoal(second, node("P3-0"));
  seconds(12);
  traffic.setStanding(first, true);
  seconds(20);

  expect(place(first)).toBe("P3-0");
  expect(place(second)).toMatch(/^P/);
  expect(traffic.explain(second)).toEqual({ code: "traffic.goal-taken", node: "P3-0", by: "R1" });

  traffic.setStanding(first, false);
  traffic.setGoal(first, node("P0-0"));
  seconds(60);
  expect(place(second)).toBe("P3-0");
});

test("of many robots bound for one pocket the last wait in the pockets they are in, and all are served", () => {
  const { traffic, enter, seconds, node, strollers } = floor();
  const robots = [0, 1, 2, 3, 4].map((column) => enter(`R${column + 1}`, `P${column}-3`));
  for (const robot of robots) traffic.setGoal(robot, node("P4-0"));
  seconds(15);
  expect(robots.filter((robot, column) => strollers.at(robot) === node(`P${column}-3`))).toEqual(["R4"]);

  const left = new Set(robots);
  seconds(300, () => {
    for (const robot of left)
      if (strollers.at(robot) === node("P4-0")) {
        left.delete(robot);
        traffic.setGoal(robot, null);
      }
  });
  expect([...left]).toEqual([]);
});

test("robots that stand on each other's goals change places", () => {
  const { traffic, enter, seconds, place, node } = floor();
  const [first, second] = [enter("R1", "P2-0"), enter("R2", "P2-1")];
  traffic.setGoal(first, node("P2-1"));
  traffic.setGoal(second, node("P2-0"));

  seconds(90);

  expect([place(first), place(second)]).toEqual(["P2-1", "P2-0"]);
});

test("an idle robot stays in its pocket, leaves a lane for one, and then moves no more", () => {
  const { traffic, enter, seconds, strollers, place } = floor();
  const [parked, inLane] = [enter("R1", "P1-1"), enter("R2", "N3-2")];
  traffic.setGoal(parked, null);
  traffic.setGoal(inLane, null);
  seconds(30);
  const rest = place(inLane);
  expect(rest).toMatch(/^P/);

  seconds(60, () => {
    expect(strollers.bases.get(parked)).toHaveLength(1);
    expect(place(parked)).toBe("P1-1");
    expect(place(inLane)).toBe(rest);
  });
  expect(traffic.explain(parked)).toEqual({ code: "traffic.nowhere" });
});

test("an idle robot in a pocket that another needs makes room for it", () => {
  const { traffic, enter, seconds, place, node } = floor();
  const [idle, busy] = [enter("R1", "P3-0"), enter("R2", "N0-0")];
  traffic.setGoal(busy, node("P3-0"));

  seconds(60);

  expect(place(busy)).toBe("P3-0");
  expect(place(idle)).toMatch(/^P/);
});

test("a robot that stands in a lane for long is driven round, and waited for no longer than that", () => {
  const { traffic, enter, seconds, place, node, strollers } = floor({ pockets: 0 });
  const faulty = enter("R1", "N2-0");
  traffic.setStanding(faulty, true);
  seconds(90);
  const robot = enter("R2", "N0-0");
  traffic.setGoal(robot, node("N4-0"));

  seconds(60, () => expect(strollers.bases.get(robot)).not.toContain(node("N2-0")));

  expect(place(robot)).toBe("N4-0");
});

test("a goal behind a closed node is said to be cut off, and driven to once the node is open", () => {
  const { traffic, enter, seconds, place, node } = floor();
  const robot = enter("R1", "P0-0");
  traffic.setGoal(robot, node("P4-0"));
  traffic.setClosed(node("P4-0"), true);
  seconds(30);
  expect(place(robot)).toBe("P0-0");
  expect(traffic.explain(robot)).toEqual({ code: "traffic.no-way", node: "P4-0" });

  traffic.setClosed(node("P4-0"), false);
  seconds(40);
  expect(place(robot)).toBe("P4-0");
});

test("a lane that closes while robots drive in it is not entered by those not yet released to it", () => {
  const { traffic, enter, seconds, node, strollers, place } = floor({ pockets: 0 });
  const robot = enter("R1", "N1-0");
  traffic.setGoal(robot, node("N4-0"));
  traffic.plan(1_000);
  traffic.setClosed(node("N2-0"), true);
  strollers.now = 1_000;

  seconds(60, () => expect(strollers.bases.get(robot)).not.toContain(node("N2-0")));

  expect(place(robot)).toBe("N4-0");
});

test("a robot that vanished holds its base and nothing else; only its removal frees it", () => {
  const { traffic, enter, seconds, node, strollers, place } = floor({ pockets: 0 });
  const lost = enter("R1", "N2-0");
  traffic.setGoal(lost, node("N4-0"));
  traffic.plan(0);
  traffic.grant(0);
  const base = [...traffic.released(lost)];
  strollers.bases.set(lost, base);
  strollers.silent.add(lost);
  traffic.setStanding(lost, true);
  const other = enter("R2", "N1-0");
  traffic.setGoal(other, node("N5-2"));

  seconds(120);

  expect(traffic.released(lost)).toEqual(base);
  expect(place(other)).toBe("N5-2");
  expect(traffic.enter(RobotId("R3"), [base[0]!])).toEqual({ ok: false, heldBy: ["R1"] });
  traffic.leave(lost);
  expect(traffic.enter(RobotId("R3"), [base[0]!])).toEqual({ ok: true });
});

test("whoever waits is told for whom", () => {
  const { traffic, enter, seconds, node } = floor({ pockets: 0 });
  const [front, behind] = [enter("R1", "N2-0"), enter("R2", "N1-0")];
  traffic.setStanding(front, true);
  traffic.setGoal(behind, node("N4-0"));

  seconds(5);

  expect(traffic.explain(behind)).toEqual({
    code: "traffic.robot",
    node: "N2-0",
    robot: "R1",
    does: "stands",
  });
  expect(traffic.explain(front)).toBeNull();
});

test("a ring that nobody can leave is reported for a person to see to", () => {
  const { traffic, enter, seconds, node } = floor({ columns: 2, rows: 2, pockets: 0 });
  const places = ["N0-0", "N1-0", "N1-1", "N0-1"];
  const robots = places.map((place, i) => enter(`R${i + 1}`, place));
  for (const [i, robot] of robots.entries()) traffic.setGoal(robot, node(places[(i + 2) % 4]!));

  seconds(20);

  expect(traffic.rings()).toEqual([robots]);
  expect(traffic.explain(robots[0]!)).toEqual({
    code: "traffic.robot",
    node: "N1-0",
    robot: "R2",
    does: "waits",
  });
});

test("robots that cannot pass each other are said to come no nearer", () => {
  const { traffic, enter, seconds, node } = floor({ columns: 4, rows: 1, lanes: "two-way", pockets: 0 });
  const [east, west] = [enter("R1", "N0-0"), enter("R2", "N3-0")];
  traffic.setGoal(east, node("N3-0"));
  traffic.setGoal(west, node("N0-0"));

  seconds(60);
  expect(traffic.stalled()).toEqual([]);
  seconds(180);
  expect(traffic.stalled()).toEqual([east, west]);
});

test("the same questions give the same answers", () => {
  const day = () => {
    const { traffic, strollers, graph } = floor({ columns: 6, rows: 6, pockets: 0.5 });
    const robots = strollers.enter(12);
    const random = seededRandom(3);
    for (let i = 0; i < 300; i++) {
      strollers.second();
      for (const robot of robots)
        if (random.chance(0.05)) traffic.setGoal(robot, random.below(graph.nodeCount));
    }
    return robots.map((robot) => traffic.released(robot));
  };

  expect(day()).toEqual(day());
});
