/**
 * Whether a robot can do what the layout demands, by its own factsheet (VDA 5050 6.15: what is not listed is not supported). Claims follow a curve that is
 * drawn, so a robot that takes no curves is not let drive; limits that it does not take are not sent, and a person is told.
 */
import type { Unfit } from "@floorplane/contracts/reasons/of-robots";
import { type Names, ownWords, someOf } from "@floorplane/contracts/reasons/reason";
import type { Vehicle } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import { ProtocolDemands } from "./protocol-limits.ts";
import type { RobotFacts } from "./report.ts";

export interface Fitness {
  /** Why it may not drive here. */
  readonly unfit: readonly Unfit[];
  /** Limits of the layout that it is not told. */
  readonly untold: readonly Unfit[];
}

/** Places that demand one thing. */
interface Demand {
  readonly what: string;
  readonly places: string[];
}

/** Names listed in one sentence. */
const namesMax = 3;
const limits = ["maxSpeed", "maxRotationSpeed", "minHeight", "maxHeight"] as const;

export class FitnessJudge {
  readonly #curves: string[] = [];
  readonly #nodeActions = new Map<string, Demand>();
  readonly #edgeActions = new Map<string, Demand>();
  readonly #limits = new Map<string, Demand>();
  readonly #protocol: ProtocolDemands;

  constructor(layout: Layout, vehicle: Pick<Vehicle, "speedMps">) {
    const { graph, edgeRules, requiredActions } = layout;
    this.#protocol = new ProtocolDemands(layout);
    const demand = (demands: Map<string, Demand>, what: string, place: string): void => {
      const known = demands.get(what);
      if (!known) demands.set(what, { what, places: [place] });
      else if (known.places.at(-1) !== place) known.places.push(place);
    };
    for (const [node, actions] of requiredActions)
      for (const { actionType } of actions) demand(this.#nodeActions, actionType, graph.nodeIds[node]!);
    for (const { unloaded, loaded } of edgeRules)
      for (const terms of unloaded.edgeId === loaded.edgeId ? [unloaded] : [unloaded, loaded]) {
        if (terms.trajectory) this.#curves.push(terms.edgeId);
        for (const { actionType } of terms.actions) demand(this.#edgeActions, actionType, terms.edgeId);
        for (const limit of limits) {
          const value = terms[limit];
          // A robot that is no faster anyway needs no telling.
          const binds = value !== undefined && (limit !== "maxSpeed" || value < vehicle.speedMps);
          if (binds) demand(this.#limits, limit, terms.edgeId);
        }
      }
  }

  /** `robot`: its name, which its orders carry. */
  judge(facts: RobotFacts, robot: string): Fitness {
    const takes = (field: string): boolean => !saysOptionals(facts) || facts.optional.has(field);
    const unfit: Unfit[] = [
      ...(this.#curves.length > 0 && !takes("order.edges.trajectory")
        ? [{ code: "unfit.curves", edges: named(this.#curves) } as const]
        : []),
      ...missing(this.#nodeActions, facts.nodeActions, "nodes", facts),
      ...missing(this.#edgeActions, facts.edgeActions, "edges", facts),
      ...lacking(facts, ownActions).map((action): Unfit => ({ code: "unfit.own-action", action })),
      ...[...facts.required]
        .filter((field) => field.startsWith("order.") && !alwaysSaid.has(field))
        .map((field): Unfit => ({ code: "unfit.field-required", field: ownWords(field) })),
      ...this.#protocol.broken(facts.limits, robot),
    ];
    const untold: Unfit[] = [
      ...[...this.#limits.values()]
        .filter(({ what }) => !takes(`order.edges.${what}`))
        .map(({ what, places }): Unfit => ({ code: "untold.limit", limit: what, edges: named(places) })),
      ...lacking(facts, chargingActions).map((action): Unfit => ({ code: "untold.charging", action })),
    ];
    return { unfit, untold };
  }
}

/** Actions of every transport, at nodes; and those of charging, which a robot may do by itself. Who cannot pick pieces carries loads. */
const ownActions = ["pick", "drop"] as const;
const chargingActions = ["startCharging", "stopCharging"] as const;
/** Optional fields that every order says. */
const alwaysSaid: ReadonlySet<string> = new Set(
  ["", ".x", ".y", ".mapId"].map((field) => `order.nodes.nodePosition${field}`),
);

/** One that lists no actions has not said which it can do. */
const lacking = ({ nodeActions }: RobotFacts, wanted: readonly string[]): string[] =>
  nodeActions.size === 0 ? [] : wanted.filter((type) => !nodeActions.has(type));

export const canBeCharged = (facts: RobotFacts | undefined): boolean =>
  facts === undefined ||
  facts.nodeActions.size === 0 ||
  chargingActions.every((type) => facts.nodeActions.has(type));

/** One that lists none of an order's fields has not said which it takes. */
export function saysOptionals({ optional }: RobotFacts): boolean {
  for (const field of optional) if (field.startsWith("order.")) return true;
  return false;
}

function missing(
  demands: ReadonlyMap<string, Demand>,
  able: ReadonlySet<string>,
  at: "nodes" | "edges",
  { nodeActions, edgeActions }: RobotFacts,
): Unfit[] {
  if (nodeActions.size === 0 && edgeActions.size === 0) return [];
  return [...demands.values()]
    .filter(({ what }) => !able.has(what))
    .map(({ what, places }) => ({ code: "unfit.action", action: what, at, places: named(places) }));
}

const named = (names: readonly string[]): Names => someOf(names, namesMax);
