/** What traffic may rely on with a planner, whichever thread it is in: every adapter of the port passes this one suite. */
import type { RobotId } from "@floorplane/contracts/ids";
import type { Graph } from "@floorplane/layout/graph";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { afterEach, describe, expect, it } from "vitest";
import { type LatticeWish, lattice, Strollers, walkingPace } from "../testing/floors.ts";
import { aProblem, apart, partsOn } from "../testing/traffic-parts.ts";
import { trafficOn } from "./fleet-traffic.ts";
import type { PibtParts } from "./pibt.ts";
import { PlanVerifier } from "./plan-verifier.ts";
import type { Plan, Planner, Problem } from "./planner.ts";

export interface PlannerUnderTest {
  readonly planner: Planner;
  /** When it answers as it will from then on. */
  readonly ready: Promise<void>;
}

const wishes: readonly LatticeWish[] = [
  { columns: 6, rows: 6, pitchM: 2.4, lanes: "one-way", pockets: 0.5 },
  { columns: 5, rows: 4, pitchM: 1.6, lanes: "two-way", pockets: 0.5 },
  { columns: 6, rows: 3, pitchM: 1, lanes: "mixed", pockets: 0, between: 1 },
];
const road: LatticeWish = { columns: 5, rows: 3, pitchM: 2.4, lanes: "two-way", pockets: 0 };

export function describePlanner(name: string, make: (floor: PibtParts) => PlannerUnderTest): void {
  describe(`planner ${name}`, () => {
    const opened: Planner[] = [];
    afterEach(async () => {
      for (const planner of opened.splice(0)) await planner.stop();
    });
    const open = async (floor: PibtParts) => {
      const { planner, ready } = make(floor);
      opened.push(planner);
      await ready;
      return planner;
    };

    it.each(wishes)(
      "gives plans in which no two robots meet: $lanes lanes, $pitchM m apart",
      async (wish) => {
        const random = seededRandom(3);
        const graph = lattice(wish, random);
        const planner = await open(partsOn(graph));
        let visits = 0;
        for (let i = 0; i < 12; i++) {
          const problem = crowd(graph, 0.1 + 0.05 * i, random);
          const plan = await planOf(planner, problem);
          visits += plan.visits;
          expect(new PlanVerifier(graph).troubles(problem, plan)).toEqual([]);
        }
        expect(visits).toBeGreaterThan(100);
      },
    );

    it("gives the same plans for the same problems", async () => {
      const graph = lattice(wishes[0]!, seededRandom(3));
      const planner = await open(partsOn(graph));
      const { pibt } = partsOn(graph);
      const random = seededRandom(4);
      for (let i = 0; i < 12; i++) {
        const problem = crowd(graph, 0.3, random);
        expect(await planOf(planner, problem)).toEqual(pibt.plan(problem));
      }
    });

    it("drives round what was closed or has grown dear, and back when it is free again", async () => {
      const graph = lattice(road, seededRandom(1));
      const parts = partsOn(graph);
      const planner = await open(parts);
      const [from, over, to] = ["N0-1", "N2-1", "N4-1"].map((id) => graph.indexOf(id)) as [
        number,
        number,
        number,
      ];
      const drivesOver = async (target = to) =>
        visited(graph, await planOf(planner, aProblem([{ at: from, target }]))).includes(over);

      expect(await drivesOver()).toBe(true);
      for (const cost of [0xffff, 300]) {
        parts.guidance.setNode(over, cost);
        expect(await drivesOver()).toBe(false);
        parts.guidance.setNode(over, 0);
        expect(await drivesOver()).toBe(true);
      }
      parts.guidance.setQueue(over, 300);
      expect(await drivesOver(graph.indexOf("N3-1"))).toBe(false);
    });

    it("answers in the order of asking, each at most once, and the newest always", async () => {
      const graph = lattice(road, seededRandom(1));
      const planner = await open(partsOn(graph));
      const answered: number[] = [];
      await new Promise<void>((resolve) => {
        for (let i = 0; i < 6; i++)
          planner.plan(aProblem([{ at: i, target: 14 }]), () => {
            answered.push(i);
            if (i === 5) resolve();
          });
      });
      await moments();

      expect(answered).toEqual([...new Set(answered)].sort((a, b) => a - b));
      expect(answered.at(-1)).toBe(5);
    });

    it("may be a second late: nobody meets, and everybody gets there", async () => {
      const random = seededRandom(5);
      const graph = lattice({ ...wishes[0]!, pockets: 0.8 }, random);
      const held = new HeldBack();
      let ready = Promise.resolve();
      const traffic = trafficOn(graph, walkingPace, {}, (floor) => {
        const made = make(floor);
        opened.push(made.planner);
        ready = made.ready;
        return held.back(made.planner);
      });
      await ready;
      const strollers = new Strollers(graph, traffic, random);
      const goals = new Map<RobotId, number>();
      const arrived = new Set<RobotId>();
      const sendOn = (robot: RobotId) => {
        goals.set(robot, random.below(graph.nodeCount));
        traffic.setGoal(robot, goals.get(robot)!);
      };
      const robots = strollers.enter(8);
      for (const robot of robots) sendOn(robot);

      for (let second = 0; second < 300 && arrived.size < robots.length; second++) {
        await held.deliver();
        strollers.second();
        expect(strollers.clashes()).toEqual([]);
        for (const robot of robots) {
          if (strollers.at(robot) !== goals.get(robot)) continue;
          arrived.add(robot);
          sendOn(robot);
        }
      }
      expect([...arrived].sort()).toEqual(robots);
    });

    it("delivers nothing once it is stopped, which may be asked twice", async () => {
      const graph = lattice(road, seededRandom(1));
      const planner = await open(partsOn(graph));
      let delivered = 0;
      planner.plan(aProblem([{ at: 0, target: 14 }]), () => delivered++);
      const before = delivered;
      await planner.stop();
      planner.plan(aProblem([{ at: 0, target: 14 }]), () => delivered++);
      await planner.stop();
      await moments();

      expect(delivered).toBe(before);
    });
  });
}

/** Delivers each plan only when told to. */
class HeldBack {
  #arrived: Promise<() => void> | undefined;

  back(planner: Planner): Planner {
    return {
      plan: (problem, deliver) => {
        this.#arrived = new Promise((resolve) =>
          planner.plan(problem, (plan) => resolve(() => deliver(plan))),
        );
      },
      keepsDistances: planner.keepsDistances,
      stop: () => planner.stop(),
    };
  }

  async deliver(): Promise<void> {
    (await this.#arrived)?.();
  }
}

export const planOf = (planner: Planner, problem: Problem): Promise<Plan> =>
  new Promise((resolve) => planner.plan(problem, resolve));

function crowd(graph: Graph, share: number, random: Random): Problem {
  const places = apart(graph, Math.ceil(share * graph.nodeCount), random);
  return aProblem(
    places.map((at) => ({ at, target: random.below(graph.nodeCount), fixed: random.chance(0.1) })),
  );
}

const visited = (graph: Graph, plan: Plan): number[] => Array.from(plan.edge, (edge) => graph.edgeTo[edge]!);

/** Long enough for anything that was already on its way. */
const moments = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
