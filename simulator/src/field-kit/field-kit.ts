/**
 * A field kit of misbehaving vehicles: the robots of a simulated world, each with a tongue that can lie and a body that hands can carry. Faults begin when they are told to, and the
 * same chance makes them the same every time. Only what bodies do is true; `judge/` watches it.
 */
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import { footprintsOverlap } from "@floorplane/layout/footprint";
import type { Graph } from "@floorplane/layout/graph";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";
import type { Misbehaviour } from "../robots/misbehaviour.ts";
import type { SimulatedRobot } from "../robots/simulated-robot.ts";
import type { Place } from "./fault.ts";
import { type FaultName, faultOf } from "./faults.ts";
import { Tongue } from "./tongue.ts";

/** A person leaves so much room around a vehicle that he puts down, m. */
const roomM = 0.3;
/** He puts it down so far from wherever another one is about to drive, m. */
const offWaysM = 3;
/** Vehicles that were taken off the floor stand so far outside it, and so far from each other, m. */
const outsideM = 5;
const outsideGapM = 2;
/** Places looked at before a person gives up. */
const triesMax = 400;

export interface FieldKitOptions {
  readonly graph: Graph;
  readonly timers: Timers;
  readonly random: Random;
}

export class FieldKit {
  readonly #options: FieldKitOptions;
  readonly #tongues = new Map<string, Tongue>();
  #robots: readonly SimulatedRobot[] = [];

  constructor(options: FieldKitOptions) {
    this.#options = options;
  }

  /** For the world, while it builds the robot. */
  readonly misbehaviour = (robot: string): Misbehaviour => this.#tongue(robot);

  /** The robots of the world that was built with this kit. */
  join(robots: readonly SimulatedRobot[]): void {
    this.#robots = robots;
  }

  get robots(): readonly SimulatedRobot[] {
    return this.#robots;
  }

  /** The fault begins now; what is answered ends it. */
  begin(name: FaultName, robot: SimulatedRobot): () => void {
    const { timers, random } = this.#options;
    return faultOf(name).begin({
      robot,
      tongue: this.#tongue(robot.id),
      timers,
      random: random.split(`${name}/${robot.id}`),
      freePlace: (near) => this.#freePlace(robot, near),
      wayOfAnother: () => this.#wayOfAnother(robot),
    });
  }

  /** What the robot would have said last, had it been honest. */
  truthOf(robot: string): State | undefined {
    return this.#tongue(robot).truth;
  }

  /** What it said last. */
  saidBy(robot: string): State | undefined {
    return this.#tongue(robot).said;
  }

  /** Ids of all actions that robots have really done. */
  get done(): readonly string[] {
    return [...this.#tongues.values()].flatMap(({ done }) => [...done]);
  }

  /** By hand, off the floor: where no lane passes. */
  carryAway(robot: SimulatedRobot): void {
    const { graph } = this.#options;
    const berth = this.#robots.indexOf(robot);
    robot.carryTo({
      x: Math.min(...graph.x) - outsideM,
      y: Math.min(...graph.y) + berth * outsideGapM,
      theta: 0,
    });
  }

  /** By hand, onto a node that is clear and on nobody's way, and which one that is; undefined: there is none. */
  carryOntoLane(robot: SimulatedRobot): string | undefined {
    const { graph } = this.#options;
    const node = this.#clearNode(robot, (place) => this.#isOnNobodysWay(robot, place));
    if (node === undefined) return undefined;
    robot.carryTo(this.#placeAt(node));
    return graph.nodeIds[node];
  }

  #tongue(robot: string): Tongue {
    const known = this.#tongues.get(robot);
    if (known) return known;
    const tongue = new Tongue();
    this.#tongues.set(robot, tongue);
    return tongue;
  }

  #freePlace(robot: SimulatedRobot, near: Place | undefined): Place | undefined {
    const { graph } = this.#options;
    if (near) {
      const nodes = Array.from({ length: graph.nodeCount }, (_, node) => node);
      const metres = (node: number): number => Math.hypot(graph.x[node]! - near.x, graph.y[node]! - near.y);
      const reach = 2 * robot.footprint.radius;
      return nodes
        .filter((node) => metres(node) > reach)
        .sort((a, b) => metres(a) - metres(b))
        .map((node) => this.#placeAt(node))
        .find((place) => this.#isClear(robot, place));
    }
    const node = this.#clearNode(robot, () => true);
    return node === undefined ? undefined : this.#placeAt(node);
  }

  #clearNode(robot: SimulatedRobot, fits: (place: Place) => boolean): number | undefined {
    const { graph, random } = this.#options;
    for (let tries = 0; tries < triesMax; tries++) {
      const node = random.below(graph.nodeCount);
      const place = this.#placeAt(node);
      if (this.#isClear(robot, place) && fits(place)) return node;
    }
    return undefined;
  }

  /** Nobody else may drive there, or near there, with what he was released to. */
  #isOnNobodysWay(robot: SimulatedRobot, { x, y }: Place): boolean {
    const { graph } = this.#options;
    return this.#robots.every((other) => {
      if (other === robot) return true;
      const way = this.truthOf(other.id)?.nodeStates.filter(({ released }) => released) ?? [];
      return way.every(({ nodeId }) => {
        const node = graph.indexOf(nodeId);
        return Math.hypot(graph.x[node]! - x, graph.y[node]! - y) > offWaysM;
      });
    });
  }

  /** The end of what another robot may drive over, where nobody is yet. */
  #wayOfAnother(robot: SimulatedRobot): Place | undefined {
    const { graph } = this.#options;
    for (const other of this.#robots) {
      if (other === robot) continue;
      const way = this.truthOf(other.id)?.nodeStates.filter(({ released }) => released) ?? [];
      for (const { nodeId } of [...way].reverse()) {
        const place = this.#placeAt(graph.indexOf(nodeId));
        if (this.#isClear(robot, place)) return place;
      }
    }
    return undefined;
  }

  /** In line with a lane that leads there. */
  #placeAt(node: number): Place {
    const { graph } = this.#options;
    const edge = graph.inEdge[graph.inFirst[node]!];
    return { x: graph.x[node]!, y: graph.y[node]!, theta: edge === undefined ? 0 : graph.edgeHeading[edge]! };
  }

  #isClear(robot: SimulatedRobot, place: Place): boolean {
    const now = this.#options.timers.now();
    const { footprint } = robot;
    const roomy = {
      ...footprint,
      front: footprint.front + roomM,
      back: footprint.back + roomM,
      left: footprint.left + roomM,
      right: footprint.right + roomM,
      radius: footprint.radius + 2 * roomM,
    };
    return this.#robots.every(
      (other) => other === robot || !footprintsOverlap(roomy, place, other.footprint, other.poseAt(now)),
    );
  }
}
