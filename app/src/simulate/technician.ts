/** A person on a simulated floor who goes to a robot that calls, looks at it, and does what the page offers. He vouches only for what he sees. */
import type { NodeId, RobotId } from "@floorplane/contracts/ids";
import type { RobotCommand, ToDashboards } from "@floorplane/contracts/messages";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { House } from "@floorplane/runtime/house";
import type { FieldKit } from "@floorplane/simulator/field-kit/field-kit";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";
import type { RobotWatch } from "./robot-watch.ts";

/** On his way to a robot that calls. */
const walksMs = minuteMs;
const looksMs = 10 * secondMs;
/** Until the house has heard where a robot was put, and a screen shows whether an act was refused. */
const heardMs = secondMs;
/** Where a robot says to be this near to where it is, it stands where it says, m. */
const sameM = 0.5;

/** Told for the sake of others than who stands before the robot. */
const needsNobody: ReadonlySet<string> = new Set(["robot.stuck", "robot.outcome-unknown", "robot.odd-words"]);

export interface TechnicianOptions {
  readonly house: Pick<House, "office">;
  readonly kit: Pick<FieldKit, "robots" | "saidBy" | "carryOntoLane" | "carryAway">;
  readonly watch: RobotWatch;
  readonly timers: Timers;
}

type Act = "robot.resume" | "robot.putBack" | "robot.inService" | "robot.takeOff";

export class Technician {
  readonly #options: TechnicianOptions;
  readonly #acted = new Map<string, number>();
  /** Told to go on while it barred the way. */
  readonly #resumed = new Set<string>();
  #commands = 0;
  /** What he did, for the record. */
  readonly done: string[] = [];

  constructor(options: TechnicianOptions) {
    this.#options = options;
  }

  /** On a shift: he looks round for as long as the clock runs. */
  start(): void {
    const { timers } = this.#options;
    timers.at(timers.now() + looksMs, () => {
      this.look();
      this.start();
    });
  }

  /** To be called now and then. */
  look(): void {
    const { kit, timers } = this.#options;
    const now = timers.now();
    for (const robot of kit.robots) {
      const called = this.#calledAt(robot);
      const last = this.#acted.get(robot.id) ?? Number.NEGATIVE_INFINITY;
      if (called === undefined || now < Math.max(called, last) + walksMs) continue;
      this.#acted.set(robot.id, now);
      this.#actOn(robot);
    }
  }

  /** Since when it calls: by an alarm of its own, or since he was last there; one that he took away he comes back to. */
  #calledAt({ id }: SimulatedRobot): number | undefined {
    const { documents, standing } = this.#options.watch;
    const document = documents.get(id);
    if (!document) return undefined;
    if (document.condition.presence !== "on") return this.#acted.get(id);
    const alarms = [...standing.values()].filter(({ source }) => source === id);
    const calls = alarms.filter(({ definition }) => !needsNobody.has(definition));
    return calls.length === 0 ? undefined : Math.min(...calls.map(({ at }) => at));
  }

  #actOn(robot: SimulatedRobot): void {
    const { id } = robot;
    const { kit, watch } = this.#options;
    const { condition } = watch.documents.get(id)!;
    const standsWhereItSays = this.#liesByM(robot) <= sameM;
    const isContested = condition.room === "contested";
    if (isContested && standsWhereItSays && watch.standing.has(`robot.astray:${id}`)) {
      // In another's way: it is taken where nobody is, and looked at again.
      kit.carryOntoLane(robot);
      this.done.push(`carry ${id}`);
    } else if (watch.standing.has(`robot.bars-way:${id}`) && (!standsWhereItSays || this.#resumed.has(id))) {
      // Nobody knows what it will do, or it does not go on when it is told to, and all the others wait behind it.
      this.#do("robot.takeOff", id);
      kit.carryAway(robot);
      this.#resumed.delete(id);
    } else if (condition.service === "failing") this.#do("robot.inService", id);
    else if (condition.presence !== "on") {
      // Who does not know where it stands stays off the floor.
      if (standsWhereItSays) this.#bringBack(robot);
    } else if (standsWhereItSays) {
      this.#do("robot.resume", id);
      this.#resumed.add(id);
    }
  }

  /** Onto a free node, by the act that names it; where the house does not let him he takes it away again. */
  #bringBack(robot: SimulatedRobot): void {
    const { kit, timers } = this.#options;
    const node = kit.carryOntoLane(robot);
    if (node === undefined) return;
    timers.at(timers.now() + heardMs, () => {
      const answer = this.#do("robot.putBack", robot.id, node);
      timers.at(timers.now() + heardMs, () => {
        if (answer()?.type === "command.refused") kit.carryAway(robot);
      });
    });
  }

  /** How far the place that it says is from where it is, m. */
  #liesByM(robot: SimulatedRobot): number {
    const { kit, timers } = this.#options;
    const said = kit.saidBy(robot.id)?.agvPosition;
    const { x, y } = robot.poseAt(timers.now());
    return said ? Math.hypot(said.x - x, said.y - y) : Number.POSITIVE_INFINITY;
  }

  #do(type: Act, robot: string, node?: string): () => ToDashboards | undefined {
    const { house, watch } = this.#options;
    this.done.push(`${type} ${robot}`);
    const command = {
      type,
      robot: robot as RobotId,
      command: `technician-${++this.#commands}`,
      by: "technician",
      reason: "had a look",
      ...(type === "robot.putBack" ? { node: node as NodeId } : {}),
    } as RobotCommand;
    house
      .office("dashboards")
      .act({ type: "screen.command", data: { command: command.command, act: type } }, (desk) =>
        desk.send("fleet", command),
      );
    return () => watch.answers.get(command.command);
  }
}
