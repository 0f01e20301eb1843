/** A place that a robot says is a place held, whoever holds it on paper (FAULTS C2). */
import { RobotId } from "@floorplane/contracts/ids";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { lattice, walkingPace } from "../testing/floors.ts";
import { trafficOn } from "./fleet-traffic.ts";

const [R1, R2, R3] = [RobotId("R1"), RobotId("R2"), RobotId("R3")];

function floor() {
  const graph = lattice({ columns: 5, rows: 2, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const traffic = trafficOn(graph, walkingPace);
  const node = (id: string): number => graph.indexOf(id);
  const say = (robot: RobotId, ...ids: string[]) =>
    traffic.setSaid(robot, ids.length === 0 ? null : { nodes: ids.map(node), edges: [] });
  const granted = (now: number): string[] => {
    traffic.plan(now);
    return traffic.grant(now).flatMap(({ nodes }) => nodes.map((each) => graph.nodeIds[each]!));
  };
  return { traffic, node, say, granted };
}

test("nobody is let onto a place that a robot says which holds nothing, until it says it no more", () => {
  const { traffic, node, say, granted } = floor();
  traffic.enter(R1, [node("N0-0")]);
  traffic.setGoal(R1, node("N1-0"));
  say(R2, "N1-0");

  expect([1_000, 2_000, 3_000].flatMap(granted)).not.toContain("N1-0");

  say(R2);
  expect(granted(4_000)).toContain("N1-0");
});

test("others drive around a said place where there is another way", () => {
  const { traffic, node, say, granted } = floor();
  traffic.enter(R1, [node("N0-0")]);
  traffic.setGoal(R1, node("N2-0"));
  say(R2, "N1-0");

  expect(granted(1_000)[0]).toBe("N0-1");
});

test("where one says what another holds, both are named, and what lies ahead of the other is told", () => {
  const { traffic, node, say } = floor();
  traffic.enter(R1, [node("N0-0"), node("N1-0"), node("N2-0")]);
  expect(traffic.contests()).toEqual([]);

  say(R2, "N2-0");
  expect(traffic.contests()).toEqual([{ robot: R2, others: [{ robot: R1, isAhead: true }] }]);

  say(R2, "N0-0");
  expect(traffic.contests()).toEqual([{ robot: R2, others: [{ robot: R1, isAhead: false }] }]);

  say(R2);
  expect(traffic.contests()).toEqual([]);
});

test("two that say one place are both in contest", () => {
  const { traffic, say } = floor();
  traffic.setSaid(R2, null);
  say(R2, "N3-0");
  say(R3, "N3-0");

  expect(traffic.contests().map(({ robot, others }) => [robot, others[0]?.robot])).toEqual([
    [R2, R3],
    [R3, R2],
  ]);
});

test("a robot is refused where another says to be, and keeps what it held", () => {
  const { traffic, node, say } = floor();
  traffic.enter(R1, [node("N0-0")]);
  say(R2, "N3-0");

  expect(traffic.enter(R1, [node("N3-0")])).toEqual({ ok: false, heldBy: [R2] });
  expect(traffic.released(R1)).toEqual([node("N0-0")]);
  expect(traffic.enter(R2, [node("N3-0")])).toEqual({ ok: true });
});

test("a robot gives up what it holds ahead of it although another says to be there", () => {
  const { traffic, node, say } = floor();
  traffic.enter(R1, [node("N0-0"), node("N1-0"), node("N2-0")]);
  say(R2, "N1-0");

  expect(traffic.enter(R1, [node("N0-0"), node("N1-0")])).toEqual({ ok: true });
});
