/** Readers of published many-robot benchmark files: MovingAI maps, RHCR's Kiva map, GGO layouts, League of Robot Runners problems. Text in, graph and nodes out. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { MapId } from "@floorplane/contracts/ids";
import { nodesMax } from "./graph.ts";
import { type GridMap, gridMapOf, nodesMarked } from "./grid-map.ts";

/** Twice the cells of the greatest graph: half of a warehouse is shelf. */
const cellsMax = 4 * nodesMax;
const linesMax = 5_000_000;

/** MovingAI "octile": `@` and `T` are blocked, other letters are marks. */
export function readMovingAiMap(text: string, mapId: MapId): GridMap {
  const lines = linesOf(text);
  const height = numberAfter(lines, "height");
  const width = numberAfter(lines, "width");
  const at = lines.indexOf("map");
  if (at === -1) throw refusal("a MovingAI map needs a line `map` before its rows", "map");
  return gridMapOf(mapId, rowsOf(lines, at + 1, height, width), "@T");
}

/** RHCR: goals are the `e` cells, robots start at the `r` cells; both by node. */
export function readKivaMap(
  text: string,
  mapId: MapId,
): { map: GridMap; endpoints: Int32Array; homes: Int32Array } {
  const lines = linesOf(text);
  const [height, width] = (lines[0] ?? "").split(",").map(Number);
  if (!height || !width) throw refusal("the first line of a Kiva map must be `rows,columns`", "line 1");
  const map = gridMapOf(mapId, rowsOf(lines, 4, height, width), "@");
  return { map, endpoints: nodesMarked(map, "e"), homes: nodesMarked(map, "r") };
}

/** GGO `w_mode`: goals alternate between `e` and `w` cells. */
export function readGgoLayout(
  text: string,
  mapId: MapId,
): { map: GridMap; endpoints: Int32Array; workstations: Int32Array } {
  const value = jsonOf(text) as { layout?: unknown };
  const layout = value?.layout;
  if (!Array.isArray(layout) || !layout.every((row) => typeof row === "string"))
    throw refusal("a GGO layout needs `layout`, a list of rows", "layout");
  const map = gridMapOf(mapId, rowsOf(layout, 0, layout.length, layout[0]?.length ?? 0), "@");
  return { map, endpoints: nodesMarked(map, "e"), workstations: nodesMarked(map, "w") };
}

/** Start nodes of a League of Robot Runners `.agents` file; all face east. */
export function readAgents(text: string, map: GridMap): Int32Array {
  const [count, ...cells] = countedLines(text, "agents");
  return Int32Array.from({ length: count }, (_, i) => nodeAt(map, cells[i]!, `agents line ${i + 2}`));
}

/** Start nodes from a CSV of `agent id,row,col`. */
export function readAgentsCsv(text: string, map: GridMap): Int32Array {
  const lines = linesOf(text).filter((line) => /^\d/.test(line));
  return Int32Array.from(lines, (line, i) => {
    const [, row, column] = line.split(",").map(Number);
    return nodeAt(map, row! * map.width + column!, `agents row ${i + 1}`);
  });
}

/** Tasks of a League of Robot Runners file, flat: half a million of them are two arrays. */
export interface TaskList {
  readonly count: number;
  /** Errands of task t in order, as nodes: `node[first[t] .. first[t + 1])`; files of 2023 have one errand a task. */
  readonly first: Int32Array;
  readonly node: Int32Array;
}

export function readTasks(text: string, map: GridMap): TaskList {
  const begin = afterCount(text);
  const count = Number(text.slice(0, begin).replaceAll(/^#.*$/gm, ""));
  if (!Number.isInteger(count) || count < 1 || count > linesMax) throw uncounted("tasks", 0);
  const first = new Int32Array(count + 1);
  const nodes: number[] = [];
  let at = begin;
  for (let task = 0; task < count; at++) {
    if (at >= text.length) throw uncounted("tasks", task);
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    const line = text.slice(at, end).trim();
    at = end;
    if (line === "" || line.startsWith("#")) continue;
    for (const cell of line.split(",")) nodes.push(nodeAt(map, Number(cell), `task ${task + 1}`));
    first[++task] = nodes.length;
  }
  return { count, first, node: Int32Array.from(nodes) };
}

/** Where the first line ends that is neither blank nor a comment. */
function afterCount(text: string): number {
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    const line = text.slice(at, end).trim();
    at = end + 1;
    if (line !== "" && !line.startsWith("#")) return at;
  }
  return text.length;
}

/** Starts and goals of a MovingAI scenario, as nodes: a robot a line. */
export function readScenario(text: string, map: GridMap): { starts: Int32Array; goals: Int32Array } {
  const lines = linesOf(text).filter((line) => line.trim() !== "" && !line.startsWith("version"));
  if (lines.length === 0) throw refusal("the scenario has no lines", "scen");
  const at = (column: number) =>
    Int32Array.from(lines, (line, i) => {
      const fields = line.split(/\s+/).map(Number);
      const [x, y] = [fields[column]!, fields[column + 1]!];
      return nodeAt(map, x < map.width ? y * map.width + x : -1, `scenario line ${i + 2}`);
    });
  return { starts: at(4), goals: at(6) };
}

/** A League of Robot Runners problem; files are named relative to it. */
export interface Problem {
  readonly mapFile: string;
  readonly agentFile: string;
  readonly taskFile: string;
  readonly teamSize: number;
  /** Tasks that a robot knows of at a time. */
  readonly numTasksReveal: number;
  /** `roundrobin`: robot i gets tasks i, i + N, i + 2N … */
  readonly taskAssignmentStrategy: string | undefined;
  /** Execution ticks that one action takes (2026); 1 where it is not said. */
  readonly ticksPerAction: number;
  /** Random delays of execution, in ticks (2026). */
  readonly delays: Delays | undefined;
}

export interface Delays {
  readonly seed: number;
  readonly minDelay: number;
  readonly maxDelay: number;
  readonly eventModel: string;
  readonly pDelay: number;
  readonly durationModel: string;
  readonly gaussMeanRatio: number;
  readonly gaussStdRatio: number;
}

export function readProblem(text: string): Problem {
  const value = jsonOf(text) as Record<string, unknown> | null;
  const file = (field: string): string => {
    const name = value?.[field];
    if (typeof name !== "string" || name === "")
      throw refusal(`a problem needs ${field}, the name of a file`, field);
    return name;
  };
  const teamSize = value?.teamSize;
  if (typeof teamSize !== "number" || !Number.isInteger(teamSize) || teamSize < 1)
    throw refusal("a problem needs teamSize, a whole number of robots", "teamSize");
  return {
    mapFile: file("mapFile"),
    agentFile: file("agentFile"),
    taskFile: file("taskFile"),
    teamSize,
    numTasksReveal: typeof value?.numTasksReveal === "number" ? value.numTasksReveal : 1,
    taskAssignmentStrategy:
      typeof value?.taskAssignmentStrategy === "string" ? value.taskAssignmentStrategy : undefined,
    ticksPerAction: typeof value?.agentCounter === "number" ? value.agentCounter : 1,
    delays: delaysOf(value?.delayConfig),
  };
}

function delaysOf(config: unknown): Delays | undefined {
  if (config === undefined) return undefined;
  const fields = config as Record<string, unknown> | null;
  const number = (field: string): number => {
    const value = fields?.[field];
    if (typeof value !== "number")
      throw refusal(`delayConfig needs ${field}, a number`, `delayConfig.${field}`);
    return value;
  };
  return {
    seed: number("seed"),
    minDelay: number("minDelay"),
    maxDelay: number("maxDelay"),
    eventModel: String(fields?.eventModel),
    pDelay: number("pDelay"),
    durationModel: String(fields?.durationModel),
    gaussMeanRatio: number("gaussMeanRatio"),
    gaussStdRatio: number("gaussStdRatio"),
  };
}

const linesOf = (text: string): string[] => text.split(/\r?\n/);

function numberAfter(lines: readonly string[], word: string): number {
  const line = lines.slice(0, 10).find((candidate) => candidate.startsWith(`${word} `));
  const value = Number(line?.slice(word.length));
  if (!Number.isInteger(value) || value < 1) throw refusal(`a MovingAI map needs a line \`${word} N\``, word);
  return value;
}

function rowsOf(lines: readonly string[], first: number, height: number, width: number): string[] {
  if (height * width > cellsMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `map has ${height * width} cells; at most ${cellsMax} are read`,
    });
  const rows = lines.slice(first, first + height).map((row) => row.trimEnd());
  const wrong = rows.findIndex((row) => row.length !== width);
  if (rows.length < height || height < 1 || wrong !== -1)
    throw refusal(
      `the map must have ${height} rows of ${width} letters`,
      `line ${first + Math.max(wrong, 0) + 1}`,
    );
  return rows;
}

/** The lines after the count, without comments and blanks; never fewer than counted. */
function countedTexts(text: string, what: string): [number, ...string[]] {
  const lines = linesOf(text).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const count = Number(lines.shift());
  if (!Number.isInteger(count) || count < 1 || count > linesMax || lines.length < count)
    throw uncounted(what, lines.length);
  return [count, ...lines];
}

const uncounted = (what: string, lines: number): FloorplaneError =>
  refusal(`the ${what} file must begin with the number of lines that follow; it has ${lines}`, what);

function countedLines(text: string, what: string): [number, ...number[]] {
  const [count, ...lines] = countedTexts(text, what);
  return [count, ...lines.map(Number)];
}

function nodeAt(map: GridMap, cell: number, where: string): number {
  const node = map.nodeOfCell[cell];
  if (node === undefined || node === -1)
    throw refusal(
      `${where}: cell ${cell} is blocked or outside the map of ${map.height} x ${map.width}`,
      where,
    );
  return node;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(`not JSON: ${error instanceof Error ? error.message : String(error)}`, "file");
  }
}

const refusal = (message: string, field: string): FloorplaneError =>
  new FloorplaneError({ code: "malformed-file", message, field });
