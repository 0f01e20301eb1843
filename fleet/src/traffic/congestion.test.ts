import { RobotId } from "@floorplane/contracts/ids";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, test } from "vitest";
import { lattice } from "../testing/floors.ts";
import { partsOn } from "../testing/traffic-parts.ts";
import { Claims } from "./claims.ts";
import { Congestion } from "./congestion.ts";
import { newRover } from "./rover.ts";

function queue(keepsDistances = false) {
  const graph = lattice({ columns: 4, rows: 4, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
  const parts = partsOn(graph);
  const claims = new Claims(graph, parts.resources);
  const [at, goal] = [graph.indexOf("N1-1"), graph.indexOf("N3-3")];
  claims.enter(0, [at]);
  const rover = { ...newRover(0, RobotId("R1"), 0), goal, target: goal };
  const congestion = new Congestion({ ...parts, claims, planner: { keepsDistances } });
  return { ...parts, rover, congestion, at, goal };
}

test("a place grows dear while somebody waits there, and cheap again", () => {
  const { guidance, congestion, rover, at } = queue();
  for (let second = 0; second <= 60; second++) congestion.observe([rover], 1_000 * second);
  const dear = guidance.queueDs[at]!;
  expect(dear).toBeGreaterThan(50);

  rover.standing = true;
  for (let second = 61; second <= 360; second++) congestion.observe([rover], 1_000 * second);
  expect(guidance.queueDs[at]).toBe(0);
});

test("distances that robots use follow, a few each time", () => {
  const { distances, congestion, rover, at, goal, graph } = queue();
  distances.hold(goal);
  const into = graph.edgeBetween(graph.indexOf("N0-1"), at);
  const before = distances.to(goal)[into]!;

  for (let second = 0; second <= 60; second++) congestion.observe([rover], 1_000 * second);

  // Straight on costs more now; a way round it costs the turns.
  expect(distances.to(goal)[into]!).toBeGreaterThan(before + 50);
});

test("a planner that keeps distances of its own makes them anew itself", () => {
  const { distances, congestion, rover, at, goal, graph } = queue(true);
  distances.hold(goal);
  const into = graph.edgeBetween(graph.indexOf("N0-1"), at);
  const before = distances.to(goal)[into]!;

  for (let second = 0; second <= 60; second++) congestion.observe([rover], 1_000 * second);

  expect(distances.to(goal)[into]).toBe(before);
});
