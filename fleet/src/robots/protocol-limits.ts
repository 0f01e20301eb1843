/** What a robot's factsheet says it can take at once (VDA 5050 6.15, protocolLimits): how much of an order goes into one message, and what of this house would never fit. */
import type { Demanding, Unfit } from "@floorplane/contracts/reasons/of-robots";
import type { Layout } from "@floorplane/layout/layout";
import type { ProtocolLimits } from "./report.ts";
import type { RobotView } from "./robot-view.ts";

export const noLimits: ProtocolLimits = {
  orderNodes: Number.POSITIVE_INFINITY,
  orderEdges: Number.POSITIVE_INFINITY,
  nodeStates: Number.POSITIVE_INFINITY,
  edgeStates: Number.POSITIVE_INFINITY,
  nodeActions: Number.POSITIVE_INFINITY,
  edgeActions: Number.POSITIVE_INFINITY,
  actionParameters: Number.POSITIVE_INFINITY,
  knots: Number.POSITIVE_INFINITY,
  controlPoints: Number.POSITIVE_INFINITY,
  messageBytes: Number.POSITIVE_INFINITY,
  idLength: Number.POSITIVE_INFINITY,
  idsAreNumbers: false,
  wordLength: Number.POSITIVE_INFINITY,
  loadIdLength: Number.POSITIVE_INFINITY,
};

/** How many further nodes its next message may carry, base and horizon together; never more than it can report. */
export function roomFor(robot: RobotView): number {
  const limits = robot.facts?.limits ?? noLimits;
  const toCome = robot.orderOpen
    ? robot.order!.base.filter(({ sequence }) => sequence > robot.passed).length
    : 0;
  // The first node of a message is one that the robot has.
  const ofMessage = Math.min(limits.orderNodes - 1, limits.orderEdges);
  return Math.max(0, Math.min(ofMessage, limits.nodeStates - toCome, limits.edgeStates - toCome));
}

/** Longest of this house's own words and keys: `factsheetRequest`. */
const ownWordLength = 16;
/** `stationName`, `sku`, `lot`, `quantity`, `toteId`, `lineId`. */
const ownParameters = 6;
/** A number of a tote, with its letter. */
const ownLoadIdLength = 10;
/** What follows a robot's or transport's name in the ids of its orders and actions: a time, a sequence, a count. */
const idTailLength = 20;

/** The most of each that this layout and this house ask of any robot. */
export class ProtocolDemands {
  readonly #longestId: string;
  readonly #nodeActions: number;
  readonly #edgeActions: number;
  readonly #parameters: number;
  readonly #knots: number;
  readonly #controlPoints: number;

  constructor({ graph, edgeRules, requiredActions }: Layout) {
    const terms = edgeRules.flatMap(({ unloaded, loaded }) => [unloaded, loaded]);
    const ids = [graph.mapId, ...graph.nodeIds, ...terms.map(({ edgeId }) => edgeId)];
    this.#longestId = ids.reduce((longest, id) => (id.length > longest.length ? id : longest), "");
    const most = (counts: Iterable<number>): number => [...counts].reduce((a, b) => Math.max(a, b), 0);
    const atNodes = [...requiredActions.values()];
    // A stop's own action comes beside those of its node.
    this.#nodeActions = 1 + most(atNodes.map(({ length }) => length));
    this.#edgeActions = most(terms.map(({ actions }) => actions.length));
    const required = [...atNodes, ...terms.map(({ actions }) => actions)].flat();
    this.#parameters = most([
      ownParameters,
      ...required.map(({ actionParameters = [] }) => actionParameters.length),
    ]);
    this.#knots = most(terms.map(({ trajectory }) => trajectory?.knotVector.length ?? 0));
    this.#controlPoints = most(terms.map(({ trajectory }) => trajectory?.controlPoints.length ?? 0));
  }

  /** Each limit that an order to this robot would break, with its field. */
  broken(limits: ProtocolLimits, robot: string): Unfit[] {
    const found: Unfit[] = [];
    const hold = (field: string, limit: number, needed: number, by: Demanding, id = ""): void => {
      if (limit < needed) found.push({ code: "unfit.limit", field, limit, needed, by, id });
    };
    const arrays = "protocolLimits.maxArrayLens";
    const strings = "protocolLimits.maxStringLens";
    hold(`${arrays}.order.nodes`, limits.orderNodes, 2, "way");
    hold(`${arrays}.order.edges`, limits.orderEdges, 1, "way");
    hold(`${arrays}.state.nodeStates`, limits.nodeStates, 1, "way");
    hold(`${arrays}.state.edgeStates`, limits.edgeStates, 1, "way");
    hold(`${arrays}.node.actions`, limits.nodeActions, this.#nodeActions, "stop");
    hold(`${arrays}.edge.actions`, limits.edgeActions, this.#edgeActions, "edge");
    hold(`${arrays}.actions.actionsParameters`, limits.actionParameters, this.#parameters, "action");
    hold(`${arrays}.trajectory.knotVector`, limits.knots, this.#knots, "curve");
    hold(`${arrays}.trajectory.controlPoints`, limits.controlPoints, this.#controlPoints, "curve");
    hold(`${strings}.idLen`, limits.idLength, this.#longestId.length, "id", this.#longestId);
    hold(`${strings}.idLen`, limits.idLength, robot.length + idTailLength, "order-ids");
    hold(`${strings}.enumLen`, limits.wordLength, ownWordLength, "words");
    hold(`${strings}.loadIdLen`, limits.loadIdLength, ownLoadIdLength, "totes");
    if (limits.idsAreNumbers) found.push({ code: "unfit.numeric-ids" });
    return found;
  }
}
