import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { MapId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import {
  readAgents,
  readAgentsCsv,
  readGgoLayout,
  readKivaMap,
  readMovingAiMap,
  readProblem,
  readScenario,
  readTasks,
} from "./grid-files.ts";

const map = MapId("map");
const small = "type octile\nheight 3\nwidth 4\nmap\n.S..\n.@@.\nE..T\n";

describe("a MovingAI map", () => {
  const grid = readMovingAiMap(small, map);

  it("has a node for every letter but @ and T, north at the top", () => {
    expect(grid.graph.nodeCount).toBe(9);
    expect([...grid.graph.nodeIds]).toContain("r2c2");
    const corner = grid.graph.indexOf("r0c0");
    expect([grid.graph.x[corner], grid.graph.y[corner]]).toEqual([0, 2]);
  });

  it("joins neighbours both ways by unit edges, and none across a wall", () => {
    const { graph } = grid;
    const [west, east] = [graph.indexOf("r0c0"), graph.indexOf("r0c1")];

    expect(graph.edgeHeading[graph.edgeBetween(west, east)]).toBe(0);
    expect(graph.edgeHeading[graph.edgeBetween(west, graph.indexOf("r1c0"))]).toBe(-Math.PI / 2);
    expect(graph.edgeBetween(west, graph.indexOf("r2c0"))).toBe(-1);
    expect(graph.edgeCount).toBe(2 * 8);
    expect(graph.conflictNode).toHaveLength(0);
  });

  it("reads agents and tasks as nodes", () => {
    const starts = readAgents("2\n0\n11\n".replace("11", "10"), grid);
    const tasks = readTasks("# made by hand\n2\n3\n0,3,8\n", grid);

    expect([...starts].map((node) => grid.graph.nodeIds[node])).toEqual(["r0c0", "r2c2"]);
    const errands = [...tasks.node].map((node) => grid.graph.nodeIds[node]);
    expect([...tasks.first]).toEqual([0, 1, 4]);
    expect(errands).toEqual(["r0c3", "r0c0", "r0c3", "r2c0"]);
    expect(
      [...readAgentsCsv("agent id,row,col\n0,0,3\n", grid)].map((node) => grid.graph.nodeIds[node]),
    ).toEqual(["r0c3"]);
  });

  it("reads starts and goals of a scenario", () => {
    const { starts, goals } = readScenario("version 1\n0\tm.map\t4\t3\t3\t0\t0\t2\t5.0\n", grid);

    expect([starts[0], goals[0]].map((node) => grid.graph.nodeIds[node!])).toEqual(["r0c3", "r2c0"]);
    expect(() => readScenario("0\tm.map\t4\t3\t4\t0\t0\t2\t5.0\n", grid)).toThrow(/outside the map/);
  });

  it.each([
    ["2\n0\n", "tasks"],
    ["", "tasks"],
    ["1\n5\n", "task 1"],
  ])("refuses tasks %j", (text, field) => {
    expect(() => readTasks(text, grid)).toThrow(expect.objectContaining({ field }));
  });

  it.each([
    ["type octile\nwidth 4\nmap\n....\n", "height"],
    ["type octile\nheight 2\nwidth 4\nmap\n....\n", "line 6"],
    ["type octile\nheight 2\nwidth 4\nmap\n....\n...\n", "line 6"],
    ["type octile\nheight 2\nwidth 4\n....\n....\n", "map"],
  ])("is refused by naming the line: %j", (text, field) => {
    expect(() => readMovingAiMap(text, map)).toThrow(expect.objectContaining({ field }));
  });

  it.each([
    ["2\n0\n", "agents"],
    ["1\n5\n", "agents line 2"],
    ["1\nx\n", "agents line 2"],
    ["1\n-1\n", "agents line 2"],
  ])("refuses agents %j", (text, field) => {
    expect(() => readAgents(text, grid)).toThrow(expect.objectContaining({ field }));
  });
});

it("a problem without a map is refused by naming it", () => {
  expect(() => readProblem('{"teamSize": 3}')).toThrow(expect.objectContaining({ field: "mapFile" }));
  expect(() => readProblem("{")).toThrow(expect.objectContaining({ code: "malformed-file" }));
});

const maps = resolve(process.env.FLOORPLANE_DATA ?? "../shared", "maps");
const published = existsSync(maps);
const file = (name: string): string => readFileSync(resolve(maps, name), "utf8");

describe.skipIf(!published)(`published maps${published ? "" : ` (skipped: no ${maps})`}`, () => {
  it("Kiva has 1,278 cells, 480 endpoints and 192 homes", () => {
    const kiva = readKivaMap(file("rhcr/kiva.map"), map);

    expect([kiva.map.graph.nodeCount, kiva.endpoints.length, kiva.homes.length]).toEqual([1_278, 480, 192]);
  });

  it("GGO's warehouse has 480 endpoints", () => {
    const ggo = readGgoLayout(file("ggo/pibt_warehouse_33x36_w_mode.json"), map);

    expect([ggo.map.height, ggo.map.width, ggo.endpoints.length]).toEqual([33, 36, 480]);
    expect(ggo.workstations.length).toBeGreaterThan(0);
  });

  it.each([
    ["lrr2023-main", "MR23-I-10", 38_586, 10_000, 500_000],
    ["lrr2023-example", "EI23-warehouse_small_400", 1_277, 400, 20_000],
  ])("%s %s reads whole", (folder, name, cells, robots, tasks) => {
    const problem = readProblem(file(`${folder}/${name}.json`));
    const grid = readMovingAiMap(file(`${folder}/${problem.mapFile}`), map);

    expect(grid.graph.nodeCount).toBe(cells);
    expect(readAgents(file(`${folder}/${problem.agentFile}`), grid)).toHaveLength(robots);
    expect(readTasks(file(`${folder}/${problem.taskFile}`), grid).count).toBe(tasks);
    expect(problem.teamSize).toBe(robots);
  });

  it("the 2026 example has delays and errands", () => {
    const problem = readProblem(file("lrr2026/fulfill-example_2500.json"));
    const grid = readMovingAiMap(file(`lrr2026/${problem.mapFile}`), map);

    expect(problem.delays?.eventModel).toBe("poisson");
    expect(readAgents(file(`lrr2026/${problem.agentFile}`), grid)).toHaveLength(2_500);
    expect(readTasks(file(`lrr2026/${problem.taskFile}`), grid).first[1]).toBeGreaterThanOrEqual(1);
  });
});
