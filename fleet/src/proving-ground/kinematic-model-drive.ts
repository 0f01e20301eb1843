/**
 * Robots that do exactly what the planner's motion model says (../traffic/motion.ts): what a plan would give if floors were like plans. They pass nodes to
 * the millisecond.
 */
import type { Graph } from "@floorplane/layout/graph";
import { haltsBetween, type Motion, turningMs } from "../traffic/motion.ts";
import { arrive, type Car, type Drive } from "./kinematic-car.ts";

export class ModelDrive implements Drive {
  readonly #graph: Graph;
  readonly #motion: Motion;
  /** Per car: the edge it has begun, -1 none, and what is left of what comes before it and of itself, ms. */
  readonly #begun: number[] = [];
  readonly #beforeMs: number[] = [];
  readonly #driveMs: number[] = [];
  /** Per car: for how long each edge of its base has been its own, ms. */
  readonly #knownMs: number[][] = [];
  /** Per car: what was left of the time of its last move when nothing was left to drive, ms. */
  readonly #spareMs: number[] = [];

  constructor(graph: Graph, motion: Motion) {
    this.#graph = graph;
    this.#motion = motion;
  }

  move(car: Car, ms: number, reached: () => void): "turned" | "drove" {
    const { index } = car;
    this.#knownMs[index] ??= [];
    const known = this.#knownMs[index];
    while (known.length < car.edges.length) known.push(0);
    let left = ms;
    let rested = car.stillMs + (this.#spareMs[index] ?? 0);
    while (left > 0 && car.edges.length > 0) {
      if ((this.#begun[index] ?? -1) !== car.edges[0]) this.#begin(car, rested);
      const before = Math.min(left, this.#beforeMs[index]!);
      this.#beforeMs[index]! -= before;
      const driven = Math.min(left - before, this.#driveMs[index]!);
      this.#driveMs[index]! -= driven;
      left -= before + driven;
      rested = 0;
      if (this.#driveMs[index]! > 0) break;
      this.#begun[index] = -1;
      known.shift();
      arrive(car);
      car.along = 0;
      reached();
    }
    for (let i = 0; i < known.length; i++) known[i]! += ms;
    this.#spareMs[index] = car.edges.length === 0 ? left : 0;
    if (car.edges.length > 0) this.#place(car);
    return (this.#beforeMs[index] ?? 0) > 0 ? "turned" : "drove";
  }

  /** As `timeLeg` counts: who waited has braked meanwhile, who comes from a stop before that; who rolls on loses what his way was released too late for. */
  #begin(car: Car, rested: number): void {
    const motion = this.#motion;
    const { index, lastEdge } = car;
    const edge = car.edges[0]!;
    const haltMs = motion.haltMs[edge]!;
    const known = this.#knownMs[index]![0]!;
    this.#begun[index] = edge;
    this.#driveMs[index] = motion.driveMs[edge]! + (car.base[1] === car.goal ? haltMs : 0);
    if (lastEdge >= 0 && car.speed > 0 && !haltsBetween(motion, lastEdge, edge))
      this.#beforeMs[index] = Math.max(0, haltMs - known);
    else {
      const brakesMs = lastEdge >= 0 && car.speed > 0 ? motion.haltMs[lastEdge]! : 0;
      this.#beforeMs[index] = Math.max(0, brakesMs - rested) + turningMs(motion, lastEdge, edge) + haltMs;
    }
    car.speed = 1;
  }

  #place(car: Car): void {
    const edge = car.edges[0]!;
    const begun = this.#begun[car.index] === edge;
    const part = begun ? Math.max(0, 1 - this.#driveMs[car.index]! / this.#motion.driveMs[edge]!) : 0;
    car.along = part * this.#graph.edgeLength[edge]!;
    if (part > 0) car.theta = this.#graph.edgeHeading[edge]!;
  }
}
