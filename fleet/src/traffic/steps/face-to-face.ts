/** Two robots face to face where only one can pass: who comes from inside must go first, whoever is the older. So the one that waits in vain lends its rank to the one in its way. */
import { costAt } from "./prospects.ts";
import type { Reservations } from "./reservations.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import { closed, type StepGuidance } from "./step-guidance.ts";
import type { WaitingOrder } from "./step-pibt-order.ts";
import type { StepFloor } from "./step-planner.ts";

/** Steps that a robot stands before it lends: fewer would rank whoever waits in a queue. */
const patience = 6;
const standsMax = 255;

export interface FaceToFaceParts {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly table: Reservations;
  readonly order: WaitingOrder;
  readonly robots: number;
}

export class FaceToFace {
  readonly #parts: FaceToFaceParts;
  readonly #stood: Uint8Array;

  constructor(parts: FaceToFaceParts) {
    this.#parts = parts;
    this.#stood = new Uint8Array(parts.robots);
  }

  /** After a plan: who has stood for long behind one that has too lends it its rank. */
  note(floor: StepFloor): void {
    const stood = this.#stood;
    const { way, stride } = this.#parts.table;
    for (let robot = 0; robot < floor.robots; robot++) {
      const stands = way[robot * stride + 1]! >> 2 === floor.node[robot]!;
      stood[robot] = stands ? Math.min(standsMax, stood[robot]! + 1) : 0;
    }
    for (let robot = 0; robot < floor.robots; robot++)
      if (stood[robot]! >= patience) this.#lend(floor, robot);
  }

  #lend(floor: StepFloor, robot: number): void {
    const { table, order } = this.#parts;
    const ahead = this.#placeAhead(floor, robot);
    const other = ahead < 0 ? -1 : table.by[ahead * table.stride]! - 1;
    if (other < 0 || this.#stood[other]! < patience || !order.lend(robot, other)) return;
    this.#stood[robot] = 0;
    this.#stood[other] = 0;
  }

  /** Where its best way leads next; -1 at the goal. */
  #placeAhead({ node, goal, table }: StepFloor, robot: number): number {
    const { graph, guidance, motion } = this.#parts;
    const rotates = motion === "rotate";
    const here = node[robot]!;
    if (here === goal[robot]) return -1;
    let best = -1;
    let least = Number.MAX_SAFE_INTEGER;
    for (let direction = 0; direction < directions; direction++) {
      const next = graph.to[directions * here + direction]!;
      const move = guidance.move[directions * here + direction]!;
      if (next < 0 || move === closed) continue;
      const cost = move + costAt(table[robot]!, (next << 2) | (rotates ? direction : 0), rotates);
      if (cost >= least) continue;
      least = cost;
      best = next;
    }
    return best;
  }
}
