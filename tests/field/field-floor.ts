/** A composed house over a simulated floor with a field kit: what a scenario needs to begin faults, to act as a person, and to see what came of it. */
import { type DayPlan, planDay } from "@floorplane/app/day/plan-day";
import { RobotWatch, type StandingAlarm } from "@floorplane/app/simulate/robot-watch";
import { Technician } from "@floorplane/app/simulate/technician";
import { type VirtualFloor, virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import type { RobotDocument } from "@floorplane/contracts/documents";
import type { RobotId } from "@floorplane/contracts/ids";
import type { RobotCommand, ToDashboards, ToSensors, ToWmsBridge } from "@floorplane/contracts/messages";
import { minuteMs } from "@floorplane/contracts/units";
import type { Change } from "@floorplane/runtime/ledger/ledger";
import type { FieldKit } from "@floorplane/simulator/field-kit/field-kit";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";

const startAt = Date.UTC(2026, 2, 2, 8);
/** Enough that nobody is idle: so many an hour for each robot. */
const parcelsAnHour = 90;

const plans = new Map<number, DayPlan>();
/** The floor and its orders are one for all scenarios of a size; chance on it is the scenario's own. */
function planFor(robots: number): DayPlan {
  const known = plans.get(robots);
  if (known) return known;
  const perDay = parcelsAnHour * robots;
  const plan = planDay({
    seed: 1,
    robots,
    profile: "b2c",
    perDay,
    within: 1,
    rate: 1,
    tight: false,
    startAt,
  });
  plans.set(robots, plan);
  return plan;
}

export class FieldFloor {
  readonly plan: DayPlan;
  readonly floor: VirtualFloor;
  readonly kit: FieldKit;
  /** What screens show of its robots. */
  readonly watch = new RobotWatch();
  readonly raised: StandingAlarm[] = [];
  /** Who has which transport, and those that ended well. */
  readonly #carriers = new Map<string, string>();
  readonly #done: { readonly at: number; readonly robot: string }[] = [];
  #commands = 0;

  constructor(robots: number, seed: number) {
    this.plan = planFor(robots);
    this.floor = virtualFloor({ plan: this.plan, seed, witness: ({ change }) => this.#see(change) });
    this.kit = this.floor.kit;
  }

  async start(): Promise<this> {
    await this.floor.composed.start();
    this.floor.world.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.floor.world.stop();
    await this.floor.composed.stop();
  }

  /** Raised and not cleared, by key. */
  get standing(): ReadonlyMap<string, StandingAlarm> {
    return this.watch.standing;
  }

  /** As the house shows them. */
  get documents(): ReadonlyMap<string, RobotDocument> {
    return this.watch.documents;
  }

  /** A person who goes to whoever calls, once he is told to look. */
  aTechnician(): Technician {
    const { composed, clock, kit } = this.floor;
    return new Technician({
      house: composed.house,
      kit,
      watch: this.watch,
      timers: clock,
    });
  }

  get now(): number {
    return this.floor.clock.now();
  }

  get robots(): readonly SimulatedRobot[] {
    return this.floor.world.robots;
  }

  get collisions() {
    return this.floor.world.judge.collisions.collisions;
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

  /** Runs until one of the robots fits that is not one of these. */
  untilOne(fits: (robot: SimulatedRobot) => boolean, others: readonly SimulatedRobot[] = []): SimulatedRobot {
    const found = () => this.robots.find((robot) => !others.includes(robot) && fits(robot));
    if (!this.until(() => found() !== undefined, 60)) throw new Error("no robot came to fit within an hour");
    return found()!;
  }

  /** Metres of base ahead of a robot, as the crow flies from node to node. */
  baseAheadM(robot: SimulatedRobot): number {
    const { graph } = this.plan.site.layout;
    const way = this.kit.truthOf(robot.id)?.nodeStates.filter(({ released }) => released) ?? [];
    let { x, y } = robot.poseAt(this.now);
    let metres = 0;
    for (const { nodeId } of way) {
      const node = graph.indexOf(nodeId);
      metres += Math.hypot(graph.x[node]! - x, graph.y[node]! - y);
      x = graph.x[node]!;
      y = graph.y[node]!;
    }
    return metres;
  }

  /** A person's act on a robot, as the page and the API give it; answers what has become of it so far. `node`: where it was put back; none: where it says that it stands. */
  act(
    type: Exclude<RobotCommand["type"], "robot.handOver">,
    robot: string,
    node?: string,
  ): () => ToDashboards | undefined {
    const command = {
      type,
      robot: robot as RobotId,
      command: `C${++this.#commands}`,
      by: "mia",
      reason: "had a look",
      ...(type === "robot.putBack" ? { node: node ?? null } : {}),
    } as RobotCommand;
    this.floor.composed.house
      .office("wms-bridge")
      .act({ type: "test.said" }, (desk) => desk.send("fleet", command));
    return () => this.watch.answers.get(command.command);
  }

  /** Transports a minute that others than this robot ended well, from one house time to another. */
  perMinute(from: number, to: number, but: string): number {
    const ended = this.#done.filter(({ at, robot }) => at >= from && at < to && robot !== but);
    return ended.length / ((to - from) / minuteMs);
  }

  #see(change: Change): void {
    this.watch.see(change);
    const { at, mail } = change;
    for (const { to, message } of mail) {
      const said = message as ToSensors;
      if (to === "sensors" && said.type === "alarm.raise")
        this.raised.push({ at, definition: said.definition, source: said.source });
      else if (to === "wms-bridge") this.#hearFleet(message as ToWmsBridge, at);
    }
  }

  #hearFleet(message: ToWmsBridge, at: number): void {
    if (message.type === "transport.assigned") this.#carriers.set(message.transport, message.robot);
    else if (message.type === "transport.done")
      this.#done.push({ at, robot: this.#carriers.get(message.transport) ?? "" });
  }
}
