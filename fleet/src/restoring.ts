/** What the fleet knows again after a start, from its documents: open work, orders that robots may still be driving, and who carries what. */
import type { Layout } from "@floorplane/layout/layout";
import type { Kept, Restore } from "@floorplane/runtime/room";
import type { FleetControl } from "./fleet-control.ts";
import { asKept, keptOrder } from "./robots/order-keeping.ts";
import { type KeptRobot, orderKind, robotKind } from "./robots/robot.kind.ts";
import { aboardOf } from "./transports/transport.ts";

/** As they were kept, also of robots that are gone. */
export interface KeptFleet {
  readonly robots: ReadonlyMap<string, KeptRobot>;
  /** Whose order is kept. */
  readonly orders: readonly string[];
}

/** Answers the robots' documents. */
export async function restoreFleet(
  { transports, roster, closed }: FleetControl,
  layout: Layout,
  read: Restore,
): Promise<KeptFleet> {
  await transports.restore(read);
  await closed.restore(read);
  const documents = await read.documents(robotKind);
  const orders = await read.documents(orderKind);
  for (const { id, body: kept } of orders) {
    const robot = roster.robots.get(id);
    if (!robot) continue;
    robot.driven.restore(keptOrder(kept, layout), kept.stamp);
  }
  for (const transport of transports.open) {
    const robot = transport.robot == null ? undefined : roster.robots.get(transport.robot);
    if (!robot) continue;
    robot.assigned.give(transport.transport);
    robot.assigned.takeUp(aboardOf(transport));
  }
  return { robots: new Map(documents.map(({ id, body }) => [id, body])), orders: orders.map(({ id }) => id) };
}

/** The same of what is in memory now: held against the ledger, they must be equal. */
export function* keptFleet({ transports, roster, closed }: FleetControl, layout: Layout): Iterable<Kept> {
  yield* transports.kept();
  yield* closed.kept();
  yield* roster.kept();
  for (const { id, driven } of roster.list)
    if (driven.order) {
      const { orderId, updateId, stamp } = asKept(driven.order, driven.stamp, layout);
      yield { kind: orderKind, id, body: { orderId, updateId, stamp } };
    }
}
