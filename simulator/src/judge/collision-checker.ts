/**
 * Says where robots touched, from poses and footprints alone: it knows no planner, no claims and no orders. Each sample it tests only robots that may
 * have moved, against their neighbours on a grid and against solid things near them. Rectangles by separating axes (`layout/footprint.ts`).
 */
import { type Footprint, footprintHits, footprintsOverlap } from "@floorplane/layout/footprint";
import type { Rectangle } from "@floorplane/layout/geometry";
import { type Floor, poseSize } from "../floor/floor.ts";

export interface Collision {
  readonly at: number;
  /** The second is absent for a rack, bench or wall. */
  readonly robots: readonly [string] | readonly [string, string];
  readonly x: number;
  readonly y: number;
  readonly with: "robot" | "solid";
}

/** A robot, and the other or the number of a solid. */
export type Touching = readonly [robot: string, other: string | number];

/** Records kept; the count goes on. */
const recordsMax = 1_000;

interface MutablePose {
  x: number;
  y: number;
  theta: number;
}

/** Two bodies, or a body and a solid (index below zero), that overlap now: one encounter however long it lasts. */
interface Encounter {
  readonly a: number;
  readonly b: number;
}

export class CollisionChecker {
  count = 0;
  readonly collisions: Collision[] = [];
  readonly #floor: Floor;
  readonly #solids: readonly Rectangle[];
  readonly #grid: NeighbourGrid;
  readonly #encounters = new Map<string, Encounter>();
  readonly #one: MutablePose = { x: 0, y: 0, theta: 0 };
  readonly #other: MutablePose = { x: 0, y: 0, theta: 0 };
  #now = 0;

  /** `reach`: largest radius of any robot on the floor, load included, m. */
  constructor(floor: Floor, solids: readonly Rectangle[], reach: number) {
    this.#floor = floor;
    this.#solids = solids;
    this.#grid = new NeighbourGrid(solids, reach);
  }

  /** Who touches whom now, by names and numbers of solids: for a checker of a later run, which must not count the same encounter again. */
  get touching(): readonly Touching[] {
    const { bodies } = this.#floor;
    return [...this.#encounters.values()].map(({ a, b }) => [bodies[a]!.id, b < 0 ? -1 - b : bodies[b]!.id]);
  }

  /** Encounters of an earlier run that may last; those that are over are forgotten at the first look. */
  goOn(touching: readonly Touching[]): void {
    const index = (id: string): number => this.#floor.bodies.findIndex((body) => body.id === id);
    for (const [one, other] of touching) {
      const a = index(one);
      const b = typeof other === "number" ? -1 - other : index(other);
      const isThere = a >= 0 && (typeof other === "number" ? other < this.#solids.length : b >= 0);
      if (!isThere) continue;
      const [low, high] = b >= 0 && b < a ? [b, a] : [a, b];
      this.#encounters.set(`${low}/${high}`, { a: low, b: high });
    }
  }

  /** To be called with `floor.moving` sampled at `nowMs`. */
  check(nowMs: number): void {
    this.#now = nowMs;
    const { moving, poses, bodies } = this.#floor;
    for (const index of moving)
      this.#grid.move(index, poses[index * poseSize]!, poses[index * poseSize + 1]!);
    for (const index of moving) this.#checkOne(index, bodies[index]!.footprint);
    if (this.#encounters.size > 0) this.#forgetEnded();
  }

  #checkOne(index: number, footprint: Footprint): void {
    const one = this.#read(index, this.#one);
    const cell = this.#grid.cellOf(index);
    for (const solid of this.#grid.solidsAt(cell)) {
      const rectangle = this.#solids[solid]!;
      if (!nearRectangle(one, rectangle, footprint.radius)) continue;
      if (footprintHits(footprint, one, rectangle)) this.#touch(index, -1 - solid);
    }
    const { offsets } = this.#grid;
    for (let at = 0; at < offsets.length; at++)
      for (let near = this.#grid.first(cell + offsets[at]!); near >= 0; near = this.#grid.next(near)) {
        // Of two that both move each pair comes up twice; the lower index asks.
        if (near === index || (near < index && this.#floor.isMoving(near))) continue;
        const body = this.#floor.bodies[near]!;
        if (footprintsOverlap(footprint, one, body.footprint, this.#read(near, this.#other)))
          this.#touch(index, near);
      }
  }

  /** `other` is a robot or, below zero, a solid. The place is between two robots, or where the one stands. */
  #touch(one: number, other: number): void {
    if (other >= 0 && !this.#floor.isOnFloor(other)) return;
    const [a, b] = other >= 0 && other < one ? [other, one] : [one, other];
    const key = `${a}/${b}`;
    if (this.#encounters.has(key)) return;
    this.#encounters.set(key, { a, b });
    this.count++;
    if (this.collisions.length >= recordsMax) return;
    const { bodies, poses } = this.#floor;
    const at = b < 0 ? a : b;
    this.collisions.push({
      at: this.#now,
      robots: b < 0 ? [bodies[a]!.id] : [bodies[a]!.id, bodies[b]!.id],
      x: (poses[a * poseSize]! + poses[at * poseSize]!) / 2,
      y: (poses[a * poseSize + 1]! + poses[at * poseSize + 1]!) / 2,
      with: b < 0 ? "solid" : "robot",
    });
  }

  /** Encounters are rare: each is looked at again every sample until it is over. */
  #forgetEnded(): void {
    const { bodies } = this.#floor;
    for (const [key, { a, b }] of this.#encounters) {
      const one = this.#read(a, this.#one);
      const footprint = bodies[a]!.footprint;
      const lasts =
        b < 0
          ? footprintHits(footprint, one, this.#solids[-1 - b]!)
          : footprintsOverlap(footprint, one, bodies[b]!.footprint, this.#read(b, this.#other));
      if (!lasts || !this.#floor.isOnFloor(a) || (b >= 0 && !this.#floor.isOnFloor(b)))
        this.#encounters.delete(key);
    }
  }

  #read(index: number, into: MutablePose): MutablePose {
    const { poses } = this.#floor;
    into.x = poses[index * poseSize]!;
    into.y = poses[index * poseSize + 1]!;
    into.theta = poses[index * poseSize + 2]!;
    return into;
  }
}

/** Whether a circle around the robot reaches the rectangle. */
function nearRectangle(
  { x, y }: MutablePose,
  { x: left, y: bottom, width, height }: Rectangle,
  radius: number,
): boolean {
  const dx = x < left ? left - x : x > left + width ? x - left - width : 0;
  const dy = y < bottom ? bottom - y : y > bottom + height ? y - bottom - height : 0;
  return dx * dx + dy * dy < radius * radius;
}

/** A floor without solids is taken to be at least so wide, m; robots beyond it only cost more. */
const floorLeastM = 100;
const noSolids: readonly number[] = [];

/** Square cells as wide as two robots reach together, so that whoever can touch a robot is in its cell or one beside it. What is outside is counted to the rim. */
class NeighbourGrid {
  /** Steps to a cell and the eight around it. */
  readonly offsets: Int32Array;
  readonly #cell: number;
  readonly #left: number;
  readonly #bottom: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #solids: (readonly number[] | undefined)[];
  readonly #heads: Int32Array;
  #nexts = new Int32Array(64).fill(-1);
  #cells = new Int32Array(64).fill(-1);

  constructor(solids: readonly Rectangle[], reach: number) {
    this.#cell = 2 * reach;
    const right = solids.reduce((most, r) => Math.max(most, r.x + r.width), floorLeastM);
    const top = solids.reduce((most, r) => Math.max(most, r.y + r.height), floorLeastM);
    this.#left = solids.reduce((least, r) => Math.min(least, r.x), 0);
    this.#bottom = solids.reduce((least, r) => Math.min(least, r.y), 0);
    // A rim of cells on every side that stay empty: neighbours are looked up without asking for the border.
    this.#columns = Math.ceil((right - this.#left) / this.#cell) + 4;
    this.#rows = Math.ceil((top - this.#bottom) / this.#cell) + 4;
    this.#heads = new Int32Array(this.#columns * this.#rows).fill(-1);
    this.#solids = new Array(this.#columns * this.#rows).fill(undefined);
    const c = this.#columns;
    this.offsets = Int32Array.of(-c - 1, -c, -c + 1, -1, 0, 1, c - 1, c, c + 1);
    for (const [index, solid] of solids.entries()) this.#placeSolid(index, solid, reach);
  }

  first(cell: number): number {
    return this.#heads[cell]!;
  }

  next(index: number): number {
    return this.#nexts[index]!;
  }

  cellOf(index: number): number {
    return this.#cells[index]!;
  }

  solidsAt(cell: number): readonly number[] {
    return this.#solids[cell] ?? noSolids;
  }

  move(index: number, x: number, y: number): void {
    if (index >= this.#cells.length) this.#grow(index);
    const cell = this.#row(y) * this.#columns + this.#column(x);
    if (this.#cells[index] === cell) return;
    this.#leave(index);
    this.#cells[index] = cell;
    this.#nexts[index] = this.#heads[cell]!;
    this.#heads[cell] = index;
  }

  #leave(index: number): void {
    const cell = this.#cells[index] ?? -1;
    if (cell < 0) return;
    if (this.#heads[cell] === index) this.#heads[cell] = this.#nexts[index]!;
    else {
      let before = this.#heads[cell]!;
      while (this.#nexts[before] !== index) before = this.#nexts[before]!;
      this.#nexts[before] = this.#nexts[index]!;
    }
    this.#cells[index] = -1;
  }

  #column(x: number): number {
    const column = Math.floor((x - this.#left) / this.#cell) + 2;
    return Math.max(1, Math.min(this.#columns - 2, column));
  }

  #row(y: number): number {
    const row = Math.floor((y - this.#bottom) / this.#cell) + 2;
    return Math.max(1, Math.min(this.#rows - 2, row));
  }

  #placeSolid(index: number, { x, y, width, height }: Rectangle, reach: number): void {
    for (let row = this.#row(y - reach); row <= this.#row(y + height + reach); row++)
      for (let column = this.#column(x - reach); column <= this.#column(x + width + reach); column++) {
        const cell = row * this.#columns + column;
        this.#solids[cell] = [...(this.#solids[cell] ?? []), index];
      }
  }

  #grow(index: number): void {
    const size = Math.max(index + 1, this.#cells.length * 2);
    const nexts = new Int32Array(size).fill(-1);
    const cells = new Int32Array(size).fill(-1);
    nexts.set(this.#nexts);
    cells.set(this.#cells);
    this.#nexts = nexts;
    this.#cells = cells;
  }
}
