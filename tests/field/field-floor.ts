/** A composed house over a simulated floor with a field kit: what a scenario needs to begin faults, to act as a person, and to see what came of it. */
import { type DayPlan, planDay } from "@floorplane/app/day/plan-day";
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

export interface RaisedAlarm {
  readonly at: number;
  readonly definition: string;
  readonly source: string;
}

export class FieldFloor {
  readonly plan: DayPlan;
  readonly floor: VirtualFloor;
  readonly kit: FieldKit;
  /** Raised and not cleared, by key. */
  readonly standing = new Map<string, RaisedAlarm>();
  readonly raised: RaisedAlarm[] = [];
  /** As the house shows them. */
  readonly documents = new Map<string, RobotDocument>();
  readonly #answers = new Map<string, ToDashboards>();
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

  /** How far the place that it says is from where it is, m. */
  liesByM(robot: SimulatedRobot): number {
    const said = this.kit.saidBy(robot.id)?.agvPosition;
    const { x, y } = robot.poseAt(this.now);
    return said ? Math.hypot(said.x - x, said.y - y) : Number.POSITIVE_INFINITY;
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
    return () => this.#answers.get(command.command);
  }

  /** Transports a minute that others than this robot ended well, from one house time to another. */
  perMinute(from: number, to: number, but: string): number {
    const ended = this.#done.filter(({ at, robot }) => at >= from && at < to && robot !== but);
    return ended.length / ((to - from) / minuteMs);
  }

  #see({ at, mail, documents }: Change): void {
    for (const { kind, id, body } of documents)
      if (kind === "robot") this.documents.set(id, body as RobotDocument);
    for (const { to, message } of mail)
      if (to === "sensors") this.#hear(message as ToSensors, at);
      else if (to === "wms-bridge") this.#hearFleet(message as ToWmsBridge, at);
      else if (to === "dashboards")
        this.#answers.set((message as ToDashboards).command, message as ToDashboards);
  }

  #hearFleet(message: ToWmsBridge, at: number): void {
    if (message.type === "transport.assigned") this.#carriers.set(message.transport, message.robot);
    else if (message.type === "transport.done")
      this.#done.push({ at, robot: this.#carriers.get(message.transport) ?? "" });
  }

  #hear(message: ToSensors, at: number): void {
    if (message.type === "alarm.raise") {
      const { definition, source, key } = message;
      const alarm = { at, definition, source };
      this.standing.set(key, alarm);
      this.raised.push(alarm);
    } else if (message.type === "alarm.clear") this.standing.delete(message.key);
  }
}
