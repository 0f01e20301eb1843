/** Guidance that a site ships: from a search over its own traffic to a file, and from the file to robots that take the cheaper lane. */
import { MapId, RobotId } from "@floorplane/contracts/ids";
import { buildGraph } from "@floorplane/layout/graph";
import { expect, test } from "vitest";
import { walkingPace } from "../../testing/floors.ts";
import { trafficOn } from "../fleet-traffic.ts";
import { type EdgeTimes, edgeTimesMax, guidanceOf } from "../guidance.ts";
import { motionOf } from "../motion.ts";
import { laneGroups, stretchGroups } from "./lane-groups.ts";
import { readSiteGuidance, writeSiteGuidance } from "./site-guidance-file.ts";

/** From W to E by a northern or a southern lane, the northern one a little shorter; B hangs in a pocket on the southern one. */
const twoLanes = (northY = 4) =>
  buildGraph({
    mapId: MapId("floor"),
    nodes: [
      { id: "W", x: 0, y: 0 },
      { id: "N1", x: 0, y: northY },
      { id: "N2", x: 20, y: northY },
      { id: "S1", x: 0, y: -6 },
      { id: "S2", x: 20, y: -6 },
      { id: "E", x: 20, y: 0 },
      { id: "B", x: 0, y: -12 },
    ],
    edges: ["W:N1", "N1:N2", "N2:E", "W:S1", "S1:S2", "S2:E", "E:W", "S1:B", "B:S1"].map((id) => {
      const [from, to] = id.split(":") as [string, string];
      return { id, from, to };
    }),
  });

const plain = (): EdgeTimes => new Float64Array(twoLanes().edgeCount).fill(1);

function firstPlaceOnTheWay(edgeTimes?: EdgeTimes): string {
  const graph = twoLanes();
  const traffic = trafficOn(graph, walkingPace, { edgeTimes });
  const robot = RobotId("R1");
  traffic.enter(robot, [graph.indexOf("W")]);
  traffic.setGoal(robot, graph.indexOf("E"));
  traffic.plan(1_000);
  traffic.grant(1_000);
  return graph.nodeIds[traffic.released(robot)[1]!]!;
}

test("a robot takes the lane that guidance makes cheaper, and the shorter one without", () => {
  const times = plain();
  times[twoLanes().edgeIndexOf("N1:N2")] = 2;

  expect(firstPlaceOnTheWay()).toBe("N1");
  expect(firstPlaceOnTheWay(times)).toBe("S1");
});

test("no guidance makes an edge dearer than its bound", () => {
  const graph = twoLanes();
  const motion = motionOf(graph, walkingPace);
  const times = plain().fill(100);

  const { edgeDs } = guidanceOf(graph, motion, times);

  expect([...edgeDs]).toEqual([...guidanceOf(graph, motion).edgeDs].map((cost) => edgeTimesMax * cost));
});

test("a site's guidance is read as it was written", () => {
  const times = plain();
  times[1] = 2.25;
  times[4] = 0.5;

  expect(readSiteGuidance(writeSiteGuidance(twoLanes(), times), twoLanes())).toEqual(times);
});

test.each<[name: string, field: string, change: (file: Record<string, unknown>) => unknown]>([
  ["another layout's", "layout", (file) => ({ ...file, layout: "0123456789abcdef" })],
  ["that of unit steps", "model", (file) => ({ ...file, model: "rotate" })],
  ["of a version to come", "version", (file) => ({ ...file, version: 2 })],
  ["without costs", "edges", ({ edges: _, ...file }) => file],
  ["with a cost out of bounds", "edges.N1:N2", (file) => ({ ...file, edges: { "N1:N2": 40 } })],
  ["with a word for a cost", "edges.N1:N2", (file) => ({ ...file, edges: { "N1:N2": "dear" } })],
  ["with an edge that is not there", "edges.N1:W", (file) => ({ ...file, edges: { "N1:W": 1 } })],
])("guidance %s is refused, and the field named", (_name, field, change) => {
  const file = JSON.parse(writeSiteGuidance(twoLanes(), plain())) as Record<string, unknown>;

  const read = () => readSiteGuidance(JSON.stringify(change(file)), twoLanes());

  expect(read).toThrow(expect.objectContaining({ code: "malformed-file", field }));
  expect(read).toThrow(new RegExp(`^${field}`));
});

test("guidance of a layout whose places have moved is another layout's", () => {
  const text = writeSiteGuidance(twoLanes(), plain());

  expect(() => readSiteGuidance(text, twoLanes(4.5))).toThrow(/another layout/);
});

test("edges that are driven without a halt are one lane, what lies between partings is one stretch, and a pocket has none", () => {
  const graph = twoLanes();
  const groupsOf = (of: Int32Array, ...ids: string[]) => ids.map((id) => of[graph.edgeIndexOf(id)]);

  const lanes = laneGroups(graph, motionOf(graph, walkingPace));
  const stretches = stretchGroups(graph);

  // Every corner of this floor is a halt.
  expect(lanes.count).toBe(7);
  expect(new Set(groupsOf(stretches.of, "W:N1", "N1:N2", "N2:E")).size).toBe(1);
  expect(new Set(groupsOf(stretches.of, "W:N1", "W:S1", "E:W")).size).toBe(3);
  expect(groupsOf(stretches.of, "S1:B", "B:S1")).toEqual([-1, -1]);
});
