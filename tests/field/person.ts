/** A person on the floor who goes to a robot that calls, looks at it, and does what the page offers. He vouches only for what he sees. */
import type { ToDashboards } from "@floorplane/contracts/messages";
import { minuteMs } from "@floorplane/contracts/units";
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";
import type { FieldFloor } from "./field-floor.ts";

/** On his way to a robot that calls. */
const walksMs = minuteMs;
/** Until the house has heard where a robot was put, and a screen shows whether an act was refused. */
const heardMinutes = 1 / 60;
/** Where a robot says to be this near to where it is, it stands where it says, m. */
const sameM = 0.5;

/** Told for the sake of others than who stands before the robot. */
const needsNobody: ReadonlySet<string> = new Set(["robot.stuck", "robot.outcome-unknown", "robot.odd-words"]);

export class Person {
  readonly #floor: FieldFloor;
  readonly #acted = new Map<string, number>();
  /** Told to go on while it barred the way. */
  readonly #resumed = new Set<string>();
  /** What he did, for the record. */
  readonly done: string[] = [];

  constructor(floor: FieldFloor) {
    this.#floor = floor;
  }

  /** To be called now and then. */
  look(): void {
    for (const robot of this.#floor.robots) {
      const called = this.#calledAt(robot);
      const last = this.#acted.get(robot.id) ?? Number.NEGATIVE_INFINITY;
      if (called === undefined || this.#floor.now < Math.max(called, last) + walksMs) continue;
      this.#acted.set(robot.id, this.#floor.now);
      this.#actOn(robot);
    }
  }

  /** Since when it calls: by an alarm of its own, or since he was last there; one that he took away he comes back to. */
  #calledAt({ id }: SimulatedRobot): number | undefined {
    if (this.#floor.documents.get(id)!.condition.presence !== "on") return this.#acted.get(id);
    const alarms = [...this.#floor.standing.values()].filter(({ source }) => source === id);
    const calls = alarms.filter(({ definition }) => !needsNobody.has(definition));
    return calls.length === 0 ? undefined : Math.min(...calls.map(({ at }) => at));
  }

  #actOn(robot: SimulatedRobot): void {
    const { id } = robot;
    const floor = this.#floor;
    const { condition } = floor.documents.get(id)!;
    const standsWhereItSays = floor.liesByM(robot) <= sameM;
    const isContested = condition.room === "contested";
    if (isContested && standsWhereItSays && floor.standing.has(`robot.astray:${id}`)) {
      // In another's way: it is taken where nobody is, and looked at again.
      floor.kit.carryOntoLane(robot);
      this.done.push(`carry ${id}`);
    } else if (floor.standing.has(`robot.bars-way:${id}`) && (!standsWhereItSays || this.#resumed.has(id))) {
      // Nobody knows what it will do, or it does not go on when it is told to, and all the others wait behind it.
      this.#do("robot.takeOff", id);
      floor.kit.carryAway(robot);
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
    const node = this.#floor.kit.carryOntoLane(robot);
    if (node === undefined) return;
    this.#floor.run(heardMinutes);
    const answer = this.#do("robot.putBack", robot.id, node);
    this.#floor.run(heardMinutes);
    if (answer()?.type === "command.refused") this.#floor.kit.carryAway(robot);
  }

  #do(
    act: "robot.resume" | "robot.putBack" | "robot.inService" | "robot.takeOff",
    robot: string,
    node?: string,
  ): () => ToDashboards | undefined {
    this.done.push(`${act} ${robot}`);
    return this.#floor.act(act, robot, node);
  }
}
