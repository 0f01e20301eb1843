/** Runs the rounds of dispatch and carries out what they decide. Keeps who may stand where and who waits for what; both are rebuilt from robots and transports. */
import type { RobotId, StationId } from "@floorplane/contracts/ids";
import type { Layout } from "@floorplane/layout/layout";
import type { Desk } from "@floorplane/runtime/room";
import type { Goal } from "../robots/drive.ts";
import { type Happening, nothing } from "../robots/happening.ts";
import type { HeldGround } from "../robots/held-ground.ts";
import type { OrderSender } from "../robots/order-sender.ts";
import type { Robot } from "../robots/robot.ts";
import type { Roster } from "../robots/roster.ts";
import type { FleetSettings } from "../settings/fleet-settings.ts";
import type { OpenTransports } from "../transports/open-transports.ts";
import { stopAction } from "../transports/stop-actions.ts";
import { isAboard, type Transport } from "../transports/transport.ts";
import { isUnable } from "./cut-off.ts";
import { dispatchRound } from "./dispatch.ts";
import type { Decision, Floor, Wait } from "./floor.ts";
import { GoalBook } from "./goal-book.ts";
import { HeldUp } from "./held-up.ts";
import { Places } from "./places.ts";
import type { Travel } from "./travel.ts";

export interface DispatcherOptions {
  readonly layout: Layout;
  readonly travel: Travel;
  readonly settings: FleetSettings;
  readonly roster: Roster;
  readonly transports: OpenTransports;
  readonly ground: HeldGround;
  readonly orders: OrderSender;
  /** Robots are kept from that station or storage place. */
  readonly isClosed: (place: StationId) => boolean;
  readonly isAnyClosed: () => boolean;
}

export class Dispatcher {
  readonly places: Places;
  readonly book = new GoalBook();
  readonly #options: DispatcherOptions;
  readonly #waits = new Map<RobotId, Wait>();
  readonly #wanted = new Set<number>();
  readonly #heldUp: HeldUp;
  #awake = true;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#heldUp = new HeldUp(options.roster, options.transports);
    this.places = new Places(options.layout, options.isClosed, options.isAnyClosed);
  }

  /** Something changed that a round should look at. */
  wake(): void {
    this.#awake = true;
  }

  get isAwake(): boolean {
    return this.#awake;
  }

  /** One round; what became of robots in it is told as it comes. */
  *round(desk: Desk): Generator<Happening> {
    this.#awake = false;
    this.#waits.clear();
    const { roster, transports, travel, settings, layout, ground } = this.#options;
    const standing = roster.list.filter(
      (robot) => isUnable(robot, desk.now) || ground.isUnmoved(robot, desk.now),
    );
    this.places.cutOff.update(standing.map((robot) => ({ robot: robot.id, nodes: ground.held(robot) })));
    const closedChargers = this.places.closedChargers();
    const floorNow = (): Floor => ({
      now: desk.now,
      robots: roster.list,
      transports: [...transports.open],
      places: this.places,
      travel,
      book: this.book,
      settings,
      waits: this.#waits,
      closedChargers,
      nodeName: (node) => layout.graph.nodeIds[node] ?? "?",
      robot: (id) => roster.robots.get(id)!,
      transportOf: (robot) => transports.get(robot.transport),
    });
    for (const phase of dispatchRound)
      for (const decision of phase(floorNow())) yield* this.#carryOut(decision, desk);
    this.#heldUp.look(floorNow(), desk);
    this.#wanted.clear();
    for (const { nodes } of this.#waits.values()) for (const node of nodes) this.#wanted.add(node);
  }

  /** Who works at or is bound for the place that this robot waits to be sent to, or bars the way there; undefined: it does not wait for one. */
  atPlaceOf(robot: RobotId): RobotId | undefined {
    const wait = this.#waits.get(robot);
    if (wait?.barredBy) return wait.barredBy.find((id) => id !== robot);
    for (const node of wait?.nodes ?? []) {
      const other = this.book.queue(node).find((id) => id !== robot);
      if (other !== undefined) return other;
    }
    return undefined;
  }

  /** The robot has moved on or has another goal: places it left are free, and who waits for them is looked at. */
  settle(robot: Robot): void {
    for (const node of this.book.keepOnly(robot.id, robot.node, robot.goal?.node))
      if (this.#wanted.has(node)) this.#awake = true;
  }

  /** First sight: it holds the place it stands on, and the one its base leads to. */
  occupy(robot: Robot): void {
    for (const node of [robot.node, robot.end])
      if (this.places.pockets.has(node)) this.book.join(robot.id, node, 0);
  }

  /** Its goal as its transport has it; after a restart and after an order was lost. */
  aim(robot: Robot, transport: Transport, desk: Desk): void {
    const { target } = transport;
    if (!target) return;
    const node = this.#options.layout.graph.indexOf(target.node);
    if (node < 0) {
      this.#options.transports.repeat(transport, false, desk);
      this.wake();
      return;
    }
    this.book.join(robot.id, node, this.book.queue(node).length);
    const { station, actionId: id } = target;
    const action = stopAction(transport.stops[target.stop]!.action, { station, id, facts: robot.facts });
    this.#options.ground.setGoal(robot, { node, purpose: "stop", action });
  }

  /** No goal any more; what it stands on stays its own. */
  clearGoal(robot: Robot): void {
    this.#options.ground.setGoal(robot, undefined);
    this.settle(robot);
    this.wake();
  }

  #carryOut(decision: Decision, desk: Desk): readonly Happening[] {
    const { roster, transports, layout } = this.#options;
    const robot = roster.robots.get(decision.robot)!;
    switch (decision.type) {
      case "assign": {
        robot.assigned.give(decision.transport);
        robot.reasons.waits(null);
        transports.assign(transports.get(decision.transport)!, robot, decision.left, desk);
        roster.keep(robot, desk);
        return nothing;
      }
      case "choose": {
        const transport = transports.get(decision.transport)!;
        const { stop, station, node, turn } = decision;
        for (const later of this.book.join(robot.id, node, turn))
          this.#options.ground.yieldGoal(roster.robots.get(later)!);
        const target = transports.choose(
          transport,
          { stop, station, node: layout.graph.nodeIds[node]! },
          desk,
        );
        const doing = { station, id: target.actionId, facts: robot.facts };
        const action = stopAction(transport.stops[stop]!.action, doing);
        this.#waits.delete(robot.id);
        robot.reasons.waits(null);
        return this.#send(robot, { node, purpose: "stop", action }, desk);
      }
      case "skip": {
        const { stop, station } = decision;
        const node = layout.graph.nodeIds[layout.stations.get(station)!.nodes[0]!]!;
        transports.choose(transports.get(decision.transport)!, { stop, station, node }, desk);
        const aboard = isAboard(transports.get(decision.transport)!);
        const skipped = { status: "failed", quantity: 0, aboard } as const;
        const next = transports.ended(transports.get(decision.transport)!, skipped, desk);
        if (!next) {
          // The last bin of a count: nothing is handed over after it.
          robot.assigned.end();
          this.clearGoal(robot);
          roster.keep(robot, desk);
        }
        this.wake();
        return nothing;
      }
      case "yield": {
        transports.unassign(transports.get(decision.transport)!, desk);
        robot.assigned.end();
        this.#options.ground.setGoal(robot, undefined);
        this.settle(robot);
        roster.keep(robot, desk);
        return nothing;
      }
      case "giveWay": {
        transports.fail(transports.get(decision.transport)!, "dispensable", desk);
        robot.assigned.end();
        this.clearGoal(robot);
        roster.keep(robot, desk);
        return nothing;
      }
      case "unchoose": {
        transports.repeat(transports.get(decision.transport)!, false, desk);
        this.#options.ground.setGoal(robot, undefined);
        this.settle(robot);
        return nothing;
      }
      case "go": {
        const { node, purpose, why } = decision;
        robot.reasons.waits(why);
        if (!this.book.reserve(robot.id, node)) return nothing;
        const id = `${robot.id}.startCharging.${desk.now.toString(36)}`;
        const action = purpose === "charge" ? { type: "startCharging", id, parameters: [] } : undefined;
        return this.#send(robot, { node, purpose, action }, desk);
      }
      case "roam": {
        robot.reasons.waits(decision.why);
        if (robot.goal === undefined) return nothing;
        this.#options.ground.setGoal(robot, undefined);
        this.settle(robot);
        return nothing;
      }
      case "wait": {
        this.#waits.set(robot.id, decision.wait);
        robot.reasons.waits(decision.why);
        return nothing;
      }
      default:
        return decision satisfies never;
    }
  }

  #send(robot: Robot, goal: Goal, desk: Desk): readonly Happening[] {
    const { roster, ground, orders } = this.#options;
    robot.place.stirred(desk.now);
    ground.setGoal(robot, goal);
    this.settle(robot);
    const happened = orders.send(robot, desk);
    roster.show(robot, desk);
    return happened;
  }
}
