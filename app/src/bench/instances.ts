/** Reads many-robot instances in their own formats and says where robots start and who goes where. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { MapId } from "@floorplane/contracts/ids";
import type { Errands } from "@floorplane/fleet/proving-ground/errands";
import * as tasks from "@floorplane/fleet/proving-ground/errands";
import type { StepMotion } from "@floorplane/fleet/traffic/steps/step-graph";
import {
  type Delays,
  readAgents,
  readAgentsCsv,
  readGgoLayout,
  readKivaMap,
  readMovingAiMap,
  readProblem,
  readScenario,
  readTasks,
} from "@floorplane/layout/grid-files";
import type { GridMap } from "@floorplane/layout/grid-map";
import { componentsOf } from "@floorplane/layout/reach";
import { readSortingMap } from "@floorplane/layout/sorting-grid";
import { type Random, seededRandom } from "@floorplane/runtime/random";

export interface Instance {
  readonly name: string;
  readonly map: GridMap;
  /** Nodes, a robot each. */
  readonly starts: Int32Array;
  /** As the benchmark has it. */
  readonly motion: StepMotion;
  /** Places that robots visit in turn, one of each list; none: anywhere. What a site knows of its work before it begins. */
  readonly visits: readonly Int32Array[];
  /** The same errands each time it is called. */
  readonly errands: () => Errands;
  /** Whether robots know the goal behind their goal, as RHCR's do; League of Robot Runners problems reveal one task at a time. */
  readonly knowsNext: boolean;
  readonly delays: Delays | undefined;
  readonly ticksPerAction: number;
}

export interface InstanceWish {
  readonly robots: number | undefined;
  readonly seed: number;
  /** Start cells instead of the instance's own. */
  readonly agents: string | undefined;
}

/** Of a task list, enough to know how often each place is visited. */
const visitsMax = 20_000;

const mapId = MapId("instance");

export function readInstance(file: string, wish: InstanceWish): Instance {
  const text = textOf(file);
  const name = basename(file, extname(file));
  if (extname(file) === ".json") return readJson(file, text, name, wish);
  if (extname(file) === ".scen") return readScen(file, text, name, wish);
  if (extname(file) === ".grid") return readSorting(text, name, wish);
  if (text.startsWith("type ")) return readMovingAi(text, name, wish);
  if (/^\d+,\d+\s/.test(text)) return readKiva(text, name, wish);
  throw refused(
    `"${file}" is none of the instances that can be read: a League of Robot Runners problem or GGO layout (.json), a MovingAI map or scenario (.map, .scen), RHCR's Kiva map (.map) or sorting map (.grid)`,
  );
}

function readJson(file: string, text: string, name: string, wish: InstanceWish): Instance {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`"${file}" is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return value !== null && typeof value === "object" && "layout" in value
    ? readGgo(text, name, wish)
    : readRunners(file, text, name, wish);
}

function readRunners(file: string, text: string, name: string, wish: InstanceWish): Instance {
  const problem = readProblem(text);
  const beside = (named: string) => textOf(join(dirname(file), named));
  const map = readMovingAiMap(beside(problem.mapFile), mapId);
  const given = agentsOf(map, wish) ?? readAgents(beside(problem.agentFile), map);
  const robots = wish.robots ?? (wish.agents ? given.length : Math.min(problem.teamSize, given.length));
  const list = readTasks(beside(problem.taskFile), map);
  const starts = firstOf(given, robots, wish.agents ?? problem.agentFile);
  return {
    name,
    map,
    starts,
    motion: "rotate",
    visits: [list.node.slice(0, visitsMax)],
    errands: () =>
      problem.taskAssignmentStrategy === "roundrobin"
        ? tasks.roundRobin(list, robots)
        : tasks.inTurn(list, robots),
    knowsNext: false,
    delays: problem.delays,
    ticksPerAction: problem.ticksPerAction,
  };
}

function readGgo(text: string, name: string, wish: InstanceWish): Instance {
  const { map, ...marked } = readGgoLayout(text, mapId);
  const main = mainPart(map);
  const endpoints = within(main, marked.endpoints, "endpoint");
  const workstations = within(main, marked.workstations, "workstation");
  return onMap(name, map, wish, { homes: [main], visits: [endpoints, workstations] }, (robots, random) =>
    tasks.alternately(endpoints, workstations, robots, random),
  );
}

function readKiva(text: string, name: string, wish: InstanceWish): Instance {
  const { map, ...marked } = readKivaMap(text, mapId);
  const main = mainPart(map);
  const endpoints = within(main, marked.endpoints, "endpoint");
  const isHome = new Set(marked.homes);
  const homes = main.filter((node) => isHome.has(node));
  const others = main.filter((node) => !isHome.has(node));
  return onMap(name, map, wish, { homes: [homes, others], visits: [endpoints] }, (_, random) =>
    tasks.anyOf(endpoints, random),
  );
}

function readSorting(text: string, name: string, wish: InstanceWish): Instance {
  const { map, ...marked } = readSortingMap(text, mapId);
  const main = mainPart(map);
  const inducts = within(main, marked.inducts, "induct station");
  const ejects = within(main, marked.ejects, "eject chute");
  return onMap(name, map, wish, { homes: [main], visits: [inducts, ejects] }, (robots, random) =>
    tasks.sorting(map.graph, { inducts, ejects, robots }, random),
  );
}

function readMovingAi(text: string, name: string, wish: InstanceWish): Instance {
  const map = readMovingAiMap(text, mapId);
  const main = mainPart(map);
  return onMap(name, map, wish, { homes: [main], visits: [] }, (_, random) => tasks.anyOf(main, random));
}

/** The map stands beside the scenario, under the name that it gives. */
function readScen(file: string, text: string, name: string, wish: InstanceWish): Instance {
  const mapFile = text
    .split("\n")
    .find((line) => /\.map\t/.test(line))
    ?.split("\t")[1];
  if (!mapFile) throw refused(`"${file}" names no map`);
  const map = readMovingAiMap(textOf(join(dirname(file), basename(mapFile))), mapId);
  const { starts, goals } = readScenario(text, map);
  const robots = wish.robots ?? starts.length;
  const main = mainPart(map);
  const then = (random: Random) => tasks.scenario(goals, tasks.anyOf(main, random));
  return {
    ...onMap(name, map, { ...wish, robots }, { homes: [main], visits: [] }, (_, random) => then(random)),
    starts: firstOf(starts, robots, name),
  };
}

/** Robots start at places drawn from the first of `homes`, and from the next when there are not enough. */
function onMap(
  name: string,
  map: GridMap,
  wish: InstanceWish,
  { homes, visits }: { readonly homes: readonly Int32Array[]; readonly visits: readonly Int32Array[] },
  errands: (robots: number, random: Random) => Errands,
): Instance {
  const random = seededRandom(wish.seed);
  const robots = wish.robots ?? Math.ceil(map.graph.nodeCount / 10);
  const given = agentsOf(map, wish);
  const places = homes.flatMap((nodes, i) => [...shuffled(nodes, random.split(`homes ${i}`))]);
  return {
    name,
    map,
    starts: firstOf(given ?? Int32Array.from(places), robots, given ? wish.agents! : name),
    motion: "four-way",
    visits,
    errands: () => errands(robots, random.split("errands")),
    knowsNext: true,
    delays: undefined,
    ticksPerAction: 1,
  };
}

/** Nodes of the largest part of the floor in which everybody can go from anywhere to anywhere: robots of a map are drawn there, and their goals. */
function mainPart({ graph }: GridMap): Int32Array {
  const { of, count } = componentsOf(graph);
  const sizes = new Int32Array(count);
  for (const part of of) sizes[part]!++;
  const main = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0));
  return Int32Array.from(of.keys()).filter((node) => of[node] === main);
}

function within(part: Int32Array, nodes: Int32Array, what: string): Int32Array {
  const isIn = new Set(part);
  const kept = nodes.filter((node) => isIn.has(node));
  if (kept.length === 0) throw refused(`no ${what} can be reached on this map`);
  return kept;
}

function shuffled(nodes: Int32Array, random: Random): Int32Array {
  const list = nodes.slice();
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

function agentsOf(map: GridMap, { agents }: InstanceWish): Int32Array | undefined {
  if (!agents) return undefined;
  return agents.endsWith(".csv") ? readAgentsCsv(textOf(agents), map) : readAgents(textOf(agents), map);
}

function firstOf(starts: Int32Array, robots: number, where: string): Int32Array {
  if (starts.length < robots)
    throw new FloorplaneError({
      code: "bad-option",
      message: `--robots ${robots} is more than the ${starts.length} places to start that ${where} has`,
      field: "--robots",
    });
  const first = starts.slice(0, robots);
  if (new Set(first).size < robots)
    throw new FloorplaneError({
      code: "malformed-file",
      message: `two robots start on one cell in ${where}`,
      field: "agents",
    });
  return first;
}

function textOf(file: string): string {
  if (!existsSync(file)) throw refused(`"${file}" does not exist`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw refused(`"${file}" cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const refused = (message: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message: `--instance: ${message}`, field: "--instance" });
