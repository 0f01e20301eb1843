/** What a robot's report says about the order that we released to it (VDA 5050 6.6 and 6.10; REFERENCE 13). Acceptance is an echo, progress is a node passed. */

import type { Trouble } from "@floorplane/contracts/reasons/of-robots";
import { refusalOf, type SentOrder } from "./refusal.ts";
import { isFinal, type RobotReport } from "./report.ts";
import { baseNodeAt, type VdaOrder } from "./vda-order.ts";

export interface Progress {
  /**
   * `current`: order and update as sent last; `earlier`: the order, an update before; `previous`: still the order before this one;
   * `foreign`: something else, or nothing after something.
   */
  readonly echo: "current" | "earlier" | "previous" | "foreign";
  /** Sequence id of the base node that it stands on or passed last; undefined where it names none of ours. */
  readonly passed: number | undefined;
  /** It names a node that is not the one with that sequence id. */
  readonly contradicts: boolean;
  /** Everything released is driven and done, and its pose says so too. */
  readonly ranOut: boolean;
  /** It had accepted all of it and says that nothing is left, though neither its word nor its pose is at the end: a person or a reboot cleared its order. */
  readonly vanished: boolean;
  /** An action that it does not list, though it is at the end of all and nothing is left: what came of it was dropped. */
  readonly unlisted: string | undefined;
  /** Why it refused the last message, where an error says so. */
  readonly refused: Trouble | undefined;
}

export interface Surroundings {
  readonly nodeId: (node: number) => string | undefined;
  /** Its pose is at the last node of the base. */
  readonly isAtEnd: boolean;
  /** Known to have ended, from this report or one before. */
  readonly isDone: (actionId: string) => boolean;
  /** How its order was sent last. */
  readonly sent?: Pick<SentOrder, "headers" | "before" | "isRepeated">;
}

const sentSometime = { headers: [0, -1], before: new Set<string>(), isRepeated: false } as const;

export function progressOf(
  order: VdaOrder,
  report: RobotReport,
  { nodeId, isAtEnd, isDone, sent = sentSometime }: Surroundings,
): Progress {
  const echo = echoOf(order, report);
  const ours = echo === "current" || echo === "earlier";
  const end = order.base.at(-1)!;
  const first = order.base[0]!;
  // Until it has passed a node of a new order a robot may name the one where it began by the sequence id that this had before.
  const begins = nodeId(first.node) === report.lastNodeId;
  const at = ours ? (begins ? first : baseNodeAt(order, report.lastNodeSequenceId)) : undefined;
  const fits = at !== undefined && nodeId(at.node) === report.lastNodeId;
  const stands = nothingLeft(report) && !report.driving;
  // Robots name their last node a state late, or clear their order when all of it is done: where nothing is left and the pose is at the end, that is the end.
  const arrived = stands && isAtEnd && (echo === "current" || isCleared(report));
  const namesEnd = echo === "current" && fits && at.sequence === end.sequence;
  const atEnd = arrived || (namesEnd && isAtEnd && nothingLeft(report));
  // Asked of every state of every robot, and of use at the end alone.
  const left = atEnd ? order.base.flatMap(({ actions }) => actions).filter(({ id }) => !isDone(id)) : [];
  const isListed = (action: string): boolean => report.actions.some(({ id }) => id === action);
  return {
    echo,
    passed: arrived ? end.sequence : fits ? at.sequence : undefined,
    contradicts: ours && !fits && !arrived,
    ranOut: atEnd && left.length === 0 && !isAtLayoutsWork(order, report),
    vanished: echo === "current" && nothingLeft(report) && !arrived && !namesEnd,
    unlisted: echo === "current" && atEnd ? left.find(({ id }) => !isListed(id))?.type : undefined,
    refused: echo === "current" ? undefined : refusalOf({ ...sent, order, nodeId }, report.faults),
  };
}

/** It says that it has no order. */
const isCleared = ({ orderId }: RobotReport): boolean => orderId === "";

function echoOf(order: VdaOrder, report: RobotReport): Progress["echo"] {
  if (report.orderId === order.orderId) {
    if (report.orderUpdateId === order.updateId) return "current";
    return report.orderUpdateId < order.updateId ? "earlier" : "foreign";
  }
  return report.orderId === order.previousId ? "previous" : "foreign";
}

const nothingLeft = (report: RobotReport): boolean => report.nodesLeft === 0 && report.edgesLeft === 0;
/** What the layout required on the way bears ids of the order. */
const isAtLayoutsWork = ({ orderId }: VdaOrder, report: RobotReport): boolean =>
  report.actions.some(({ id, status }) => id.startsWith(`${orderId}.`) && !isFinal(status));
