/**
 * What a report leaves out, from what its robot said before: nothing follows from silence. Its order stands as it stood, its actions go on, its faults hold; and a robot that numbers or
 * dates nothing is heard in the order in which its words arrive. What is safe where nothing was said before is the contracts' table (`report-stands.ts`).
 */
import type { ReportPart, RobotReport } from "./report.ts";

/** Without these nobody knows how far it is with an order. */
export const orderParts: readonly ReportPart[] = [
  "orderId",
  "orderUpdateId",
  "lastNodeId",
  "lastNodeSequenceId",
];

/** One robot's manner of leaving things out. */
export class Manner {
  /** It has said at some time that no nodes, or no edges, are left. */
  #saysNone = false;

  /** The report with what was said before in the place of what it does not say. */
  whole(report: RobotReport, before: RobotReport | undefined): RobotReport {
    const { unsaid } = report;
    if (report.nodesLeft === 0 && !unsaid?.has("nodesLeft")) this.#saysNone = true;
    if (!unsaid || unsaid.size === 0) return report;
    return before
      ? { ...report, ...stamped(report, before, unsaid), ...this.#kept(report, before, unsaid) }
      : report;
  }

  #kept(report: RobotReport, before: RobotReport, unsaid: ReadonlySet<ReportPart>): Partial<RobotReport> {
    const orderId = unsaid.has("orderId") ? before.orderId : report.orderId;
    const isSameOrder = orderId === before.orderId;
    // A new order begins with update 0, which is what a sender that leaves out noughts leaves out.
    const orderUpdateId =
      unsaid.has("orderUpdateId") && isSameOrder ? before.orderUpdateId : report.orderUpdateId;
    const hasNode = !unsaid.has("lastNodeId");
    const hasSequence = !unsaid.has("lastNodeSequenceId") || (!isSameOrder && hasNode);
    const { lastNodeId, lastNodeSequenceId } = hasNode && hasSequence ? report : before;
    // Whoever never says that nothing is left leaves that out when it is so; from anybody else it is a gap.
    const isGap = this.#saysNone && isSameOrder;
    return {
      orderId,
      orderUpdateId,
      lastNodeId,
      lastNodeSequenceId,
      nodesLeft: unsaid.has("nodesLeft") && isGap ? before.nodesLeft : report.nodesLeft,
      edgesLeft: unsaid.has("edgesLeft") && isGap ? before.edgesLeft : report.edgesLeft,
      actions: unsaid.has("actions") ? before.actions : report.actions,
      faults: unsaid.has("faults") ? before.faults : report.faults,
      battery: unsaid.has("battery") ? before.battery : report.battery,
    };
  }
}

/** Counter and clock as they would be if it had told them: one message later than the one before. */
function stamped(
  report: RobotReport,
  before: RobotReport,
  unsaid: ReadonlySet<ReportPart>,
): Pick<RobotReport, "headerId" | "saidAt"> {
  const saidAt = unsaid.has("saidAt") ? before.saidAt : report.saidAt;
  const isLater = saidAt === undefined || before.saidAt === undefined || saidAt >= before.saidAt;
  const headerId = unsaid.has("headerId") ? before.headerId + (isLater ? 1 : 0) : report.headerId;
  return { headerId, saidAt };
}
