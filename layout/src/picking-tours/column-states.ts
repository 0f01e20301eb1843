/**
 * What a tour that is built aisle by aisle, from left to right, must remember of its left part: of each crossing in the last aisle whether an odd or even number of edges ends there, and which
 * crossings are joined (the equivalence classes of Ratliff & Rosenthal 1983 for one block, of Roodbergen & De Koster 2001 for two). The classes and steps between them are made by trying every
 * step, for any number of cross aisles.
 */
import { wayNames } from "./ways.ts";

/** Steps that lead from one class to another; `what` is the way taken, or the edges laid as digits to the base of three. */
export interface Steps {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly what: Uint8Array;
}

export interface ColumnStates {
  readonly count: number;
  /** Nothing has been walked yet. */
  readonly nothing: number;
  /** The tour is whole. */
  readonly closed: number;
  /** For each block, the steps by a way through its stretch of the aisle. */
  readonly through: readonly Steps[];
  /** To the next aisle, by no, one or two edges in each cross aisle. */
  readonly across: Steps;
  /** The same from the depot's aisle, for each cross aisle at which the depot may stand: the tour comes there. */
  readonly acrossFrom: readonly Steps[];
}

type Degree = 0 | 1 | 2;

/** Of each crossing: no edges, an odd number or an even one; and the part it belongs to, numbered in the order of the crossings. */
interface Column {
  readonly degrees: readonly Degree[];
  readonly parts: readonly number[];
  readonly closed: boolean;
}

const made = new Map<number, ColumnStates>();

/** The classes for so many cross aisles; made once. */
export function columnStates(crosses: number): ColumnStates {
  const known = made.get(crosses) ?? make(crosses);
  made.set(crosses, known);
  return known;
}

function make(crosses: number): ColumnStates {
  const columns: Column[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (column: Column): number => {
    const key = JSON.stringify(column);
    const number = numbers.get(key) ?? columns.push(column) - 1;
    numbers.set(key, number);
    return number;
  };
  const nothing = numberOf(nowhere(crosses, false));
  const closed = numberOf(nowhere(crosses, true));
  const through = Array.from({ length: crosses - 1 }, () => new StepList());
  const across = new StepList();
  const acrossFrom = Array.from({ length: crosses }, () => new StepList());
  for (let from = 0; from < columns.length; from++) {
    const column = columns[from]!;
    for (const [block, steps] of through.entries())
      for (const [what, way] of wayNames.entries()) {
        const to = walked(column, block, way);
        if (to) steps.add(from, what, numberOf(to));
      }
    for (let what = 0; what < 3 ** crosses; what++) {
      const edges = edgesOf(what, crosses);
      const to = crossed(column, edges);
      if (to) across.add(from, what, numberOf(to));
      for (const [cross, steps] of acrossFrom.entries()) {
        const there = touched(column, cross);
        const after = there && crossed(there, edges);
        if (after) steps.add(from, what, numberOf(after));
      }
    }
  }
  return {
    count: columns.length,
    nothing,
    closed,
    through: through.map((steps) => steps.whole()),
    across: across.whole(),
    acrossFrom: acrossFrom.map((steps) => steps.whole()),
  };
}

/** Edges of a step across, cross aisle by cross aisle. */
export const edgesOf = (what: number, crosses: number): number[] =>
  Array.from({ length: crosses }, (_, cross) => Math.floor(what / 3 ** cross) % 3);

function walked(column: Column, block: number, way: (typeof wayNames)[number]): Column | undefined {
  const [front, rear] = [block, block + 1];
  switch (way) {
    case "none":
      return column;
    case "once":
      return column.closed ? undefined : joined(withEdges(column, [front, rear], 1), front, rear);
    case "twice":
      return column.closed ? undefined : joined(withEdges(column, [front, rear], 2), front, rear);
    case "front":
      return touched(column, front);
    case "rear":
      return touched(column, rear);
    case "gap":
      return column.closed ? undefined : withEdges(column, [front, rear], 2);
    default:
      return way satisfies never;
  }
}

const touched = (column: Column, cross: number): Column | undefined =>
  column.closed ? undefined : withEdges(column, [cross], 2);

function withEdges({ degrees, parts }: Column, at: readonly number[], edges: 1 | 2): Column {
  const fresh = Math.max(...parts) + 1;
  return named(
    degrees.map((degree, cross) => (at.includes(cross) ? sum(degree, edges) : degree)),
    parts.map((part, cross) => (at.includes(cross) && degrees[cross] === 0 ? fresh + cross : part)),
  );
}

const sum = (degree: Degree, edges: 1 | 2): Degree =>
  edges === 2 ? (degree === 1 ? 1 : 2) : degree === 1 ? 2 : 1;

const joined = ({ degrees, parts }: Column, one: number, other: number): Column =>
  named(
    degrees,
    parts.map((part) => (part === parts[other] ? parts[one]! : part)),
  );

/** Each crossing left behind must have an even number of edges, and each part must go on, unless it is the whole tour. */
function crossed(column: Column, edges: readonly number[]): Column | undefined {
  const { degrees, parts, closed } = column;
  const goesOn = edges.some((count) => count > 0);
  if (closed || degrees.every((degree) => degree === 0)) return goesOn ? undefined : column;
  const fits = degrees.every((degree, cross) =>
    degree === 0 ? edges[cross] === 0 : (degree === 1) === (edges[cross] === 1),
  );
  if (!fits) return undefined;
  const partCount = Math.max(...parts);
  if (!goesOn) return partCount === 1 ? nowhere(degrees.length, true) : undefined;
  const goingOn = new Set(parts.filter((_, cross) => edges[cross] !== 0));
  if (goingOn.size < partCount) return undefined;
  return named(
    edges.map((count): Degree => (count === 0 ? 0 : count === 1 ? 1 : 2)),
    parts,
  );
}

const nowhere = (crosses: number, closed: boolean): Column => {
  const nothing = Array.from({ length: crosses }, (): Degree => 0);
  return { degrees: nothing, parts: nothing, closed };
};

/** Parts numbered in the order of the crossings; a crossing without edges belongs to none. */
function named(degrees: readonly Degree[], parts: readonly number[]): Column {
  const names = new Map<number, number>();
  const renamed = parts.map((part, cross) => {
    if (degrees[cross] === 0) return 0;
    const name = names.get(part) ?? names.size + 1;
    names.set(part, name);
    return name;
  });
  return { degrees, parts: renamed, closed: false };
}

class StepList {
  readonly #from: number[] = [];
  readonly #what: number[] = [];
  readonly #to: number[] = [];

  add(from: number, what: number, to: number): void {
    this.#from.push(from);
    this.#what.push(what);
    this.#to.push(to);
  }

  whole(): Steps {
    return {
      from: Uint8Array.from(this.#from),
      what: Uint8Array.from(this.#what),
      to: Uint8Array.from(this.#to),
    };
  }
}
