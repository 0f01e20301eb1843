/** Who is planned anew together: a robot and those that stand in its best way, then those in theirs (agent-based neighbourhoods of MAPF-LNS, Li et al., IJCAI 2021). */
import type { Random } from "@floorplane/runtime/random";
import { costAt } from "./prospects.ts";
import type { Reservations } from "./reservations.ts";
import { directions, type StepGraph, type StepMotion } from "./step-graph.ts";
import type { StepGuidance } from "./step-guidance.ts";
import type { StepFloor } from "./step-planner.ts";

/** Smallest and largest group. */
const sizeMin = 2;
const sizeMax = 7;
/** Chance that another than the delayed one finds its way first. */
const otherFirst = 0.3;

export interface NeighboursParts {
  readonly graph: StepGraph;
  readonly guidance: StepGuidance;
  readonly motion: StepMotion;
  readonly table: Reservations;
  readonly random: Random;
}

export class Neighbours {
  readonly most = sizeMax;
  readonly #parts: NeighboursParts;
  readonly #group: number[] = [];

  constructor(parts: NeighboursParts) {
    this.#parts = parts;
  }

  /** In the order in which they find their ways; valid until the next call. */
  of(robot: number, floor: StepFloor): readonly number[] {
    const group = this.#group;
    const { random } = this.#parts;
    const most = sizeMin + random.below(sizeMax - sizeMin + 1);
    group.length = 0;
    group.push(robot);
    for (let i = 0; i < group.length && group.length < most; i++) this.#addBlockers(group[i]!, most, floor);
    for (let i = group.length - 1; i > 1; i--) this.#exchange(i, 1 + random.below(i));
    if (group.length > 1 && random.chance(otherFirst)) this.#exchange(0, random.below(group.length));
    return group;
  }

  #exchange(i: number, k: number): void {
    const member = this.#group[i]!;
    this.#group[i] = this.#group[k]!;
    this.#group[k] = member;
  }

  #addBlockers(robot: number, most: number, floor: StepFloor): void {
    const { by, way, stride } = this.#parts.table;
    let goal = floor.goal[robot]!;
    let table = floor.table[robot]!;
    let state = way[robot * stride]!;
    for (let step = 1; step < stride && this.#group.length < most; step++) {
      if (state >> 2 === goal) {
        const onward = floor.nextTable?.[robot];
        if (!onward || table === onward) return;
        table = onward;
        goal = floor.nextGoal![robot]!;
      }
      const next = this.#downhill(table, state);
      if (next < 0) return;
      this.#add(by[(next >> 2) * stride + step]! - 1, most, floor);
      if (next >> 2 !== state >> 2) {
        const swaps = by[(next >> 2) * stride + step - 1]! - 1;
        if (by[(state >> 2) * stride + step] === swaps + 1) this.#add(swaps, most, floor);
      }
      state = next;
    }
  }

  #add(other: number, most: number, { fixed }: StepFloor): void {
    if (other < 0 || fixed?.[other] || this.#group.length === most || this.#group.includes(other)) return;
    this.#group.push(other);
  }

  /** One step along a best way, which of equals by chance; -1 where there is none. */
  #downhill(table: StepFloor["table"][number], state: number): number {
    const { graph, guidance, motion, random } = this.#parts;
    if (motion === "rotate") {
      const here = costAt(table, state, true);
      const next = graph.to[state]!;
      if (next >= 0 && guidance.move[state]! + costAt(table, (next << 2) | (state & 3), true) === here)
        return (next << 2) | (state & 3);
      for (const side of [1, 3]) {
        const turned = (state & ~3) | ((state + side) & 3);
        if (guidance.turn + costAt(table, turned, true) === here) return turned;
      }
      return -1;
    }
    const first = random.below(directions);
    for (let i = 0; i < directions; i++) {
      const way = (state & ~3) | ((first + i) & 3);
      const next = graph.to[way]!;
      if (next >= 0 && guidance.move[way]! + table[next]! === table[state >> 2]) return next << 2;
    }
    return -1;
  }
}
