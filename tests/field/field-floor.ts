/** A composed house over a simulated floor with a field kit: what a scenario needs to begin faults, to act as a person, and to see what came of it. */

import { type DayPlan, planDay } from "@floorplane/app/day/plan-day";
import { type VirtualFloor, virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import type { ToSensors } from "@floorplane/contracts/messages";
import { minuteMs } from "@floorplane/contracts/units";
import type { FieldKit } from "@floorplane/simulator/field-kit/field-kit";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";

const startAt = Date.UTC(2026, 2, 2, 8);

/** Parcels enough that nobody is idle: so many an hour for each robot. */
const parcelsAnHour = 90;

const plans = new Map<string, DayPlan>();
/** The floor and its orders are one for all scenarios of a size; chance on it is the scenario's own. */
function planFor(robots: number) {
  const key = String(robots);
  let plan = plans.get(key);
  if (!plan) {
    plan = planDay({
      seed: 1,
      robots,
      profile: "b2c",
      perDay: parcelsAnHour * robots,
      within: 1,
      rate: 1,
      tight: false,
      startAt,
    });
    plans.set(key, plan);
  }
  return plan;
}

export class FieldFloor {
  readonly plan: DayPlan;
  readonly floor: VirtualFloor;
  readonly kit: FieldKit;
  /** Raised and not cleared: `definition:robot`. */
  readonly standing = new Set<string>();
  /** Definitions raised of a robot, in order. */
  readonly raised: {
    readonly at: number;
    readonly definition: string;
    readonly source: string;
    readonly why: unknown;
  }[] = [];

  constructor(robots: number, seed: number) {
    const plan = planFor(robots);
    this.plan = plan;
    this.floor = virtualFloor({
      plan,
      seed,
      witness: ({ change }) => {
        for (const mail of change.mail) if (mail.to === "sensors") this.#hear(mail.message as ToSensors);
      },
    });
    this.kit = this.floor.kit;
  }

  async start(): Promise<this> {
    await this.floor.composed.house.start();
    this.floor.world.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.floor.world.stop();
    await this.floor.composed.house.stop();
  }

  run(minutes: number): this {
    const { clock } = this.floor;
    clock.run(() => false, clock.now() + minutes * minuteMs);
    return this;
  }

  /** Runs until it holds; false: it did not within so many minutes. */
  until(holds: () => boolean, minutes: number): boolean {
    const { clock } = this.floor;
    return holds() || clock.run(holds, clock.now() + minutes * minuteMs) === "done";
  }

  /** Runs until a robot drives with at least so many metres of base ahead; not one of these. */
  untilDriving(others: readonly string[] = [], baseM = 2): SimulatedRobot {
    const found = () =>
      this.robots.find((robot) => !others.includes(robot.id) && this.baseAheadM(robot) >= baseM);
    if (!this.until(() => found() !== undefined, 60)) throw new Error("no robot drove far within an hour");
    return found()!;
  }

  /** Metres of base ahead of a robot, as the crow flies from node to node. */
  baseAheadM(robot: SimulatedRobot): number {
    const { graph } = this.plan.site.layout;
    const way = this.kit.truthOf(robot.id)?.nodeStates.filter(({ released }) => released) ?? [];
    let { x, y } = robot.poseAt(this.floor.clock.now());
    let metres = 0;
    for (const { nodeId } of way) {
      const node = graph.indexOf(nodeId);
      metres += Math.hypot(graph.x[node]! - x, graph.y[node]! - y);
      x = graph.x[node]!;
      y = graph.y[node]!;
    }
    return metres;
  }

  get robots(): readonly SimulatedRobot[] {
    return this.floor.world.robots;
  }

  get collisions() {
    return this.floor.world.judge.collisions.collisions;
  }

  #hear(message: ToSensors): void {
    if (message.type === "alarm.raise") {
      const { definition, source, parameters } = message;
      this.standing.add(message.key);
      this.raised.push({ at: this.floor.clock.now(), definition, source, why: parameters.why });
    } else if (message.type === "alarm.clear") this.standing.delete(message.key);
  }
}
