/** What a robot's report says about the order that we released to it (VDA 5050 6.6 and 6.10; REFERENCE 13). Acceptance is an echo, progress is a node passed. */
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
  /** Everything released is driven and done. */
  readonly ranOut: boolean;
  /** It had accepted all of it and says that nothing is left, though it is not at the end: a person or a reboot cleared its order. */
  readonly vanished: boolean;
  /** Why it refused the last message, where an error says so. */
  readonly refused: string | undefined;
}

export function progressOf(
  order: VdaOrder,
  report: RobotReport,
  nodeId: (node: number) => string | undefined,
): Progress {
  const echo = echoOf(order, report);
  const ours = echo === "current" || echo === "earlier";
  const at = ours ? baseNodeAt(order, report.lastNodeSequenceId) : undefined;
  const fits = at !== undefined && nodeId(at.node) === report.lastNodeId;
  return {
    echo,
    passed: fits ? at.sequence : undefined,
    contradicts: at !== undefined && !fits,
    ranOut: echo === "current" && fits && hasRunOut(order, report),
    vanished: echo === "current" && nothingLeft(report) && !isAtEnd(order, report),
    refused: echo === "current" ? undefined : refusalOf(order, report),
  };
}

function echoOf(order: VdaOrder, report: RobotReport): Progress["echo"] {
  if (report.orderId === order.orderId) {
    if (report.orderUpdateId === order.updateId) return "current";
    return report.orderUpdateId < order.updateId ? "earlier" : "foreign";
  }
  return report.orderId === order.previousId ? "previous" : "foreign";
}

const nothingLeft = (report: RobotReport): boolean => report.nodesLeft === 0 && report.edgesLeft === 0;
const isAtEnd = (order: VdaOrder, report: RobotReport): boolean =>
  report.lastNodeSequenceId === order.base.at(-1)!.sequence;

function hasRunOut(order: VdaOrder, report: RobotReport): boolean {
  if (!nothingLeft(report) || !isAtEnd(order, report)) return false;
  return order.base.every((entry) => entry.actions.every(({ id }) => isDone(report, id)));
}

function isDone(report: RobotReport, actionId: string): boolean {
  const said = report.actions.find((action) => action.id === actionId);
  return said !== undefined && isFinal(said.status);
}

/** Words that robots of 2.x and 3.0 use for orders they will not take; compared without case and separators. */
const refusingTypes = new Set([
  "validationerror",
  "validationfailure",
  "ordererror",
  "orderupdateerror",
  "noroute",
  "norouteerror",
  "noroutetotarget",
  "invalidorderaction",
  "unsupportedparameter",
  "outdatedorderupdate",
  "sameorderupdateid",
  "otherorderactive",
  "startnodeoutofrange",
  "mobilerobotnotavailable",
  "unknownmapid",
]);
const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, "");

function refusalOf(order: VdaOrder, report: RobotReport): string | undefined {
  for (const fault of report.faults) {
    if (!refusingTypes.has(plain(fault.type))) continue;
    const named = new Map(fault.references.map(({ key, value }) => [plain(key), value]));
    if (named.get("orderid") !== order.orderId) continue;
    const update = named.get("orderupdateid");
    if (update === undefined || update === String(order.updateId))
      return fault.text ? `${fault.type}: ${fault.text}` : fault.type;
  }
  return undefined;
}
