/** What the fleet knows again after a start, from its documents: open work, orders that robots may still be driving, and who carries what. */
import type { Layout } from "@floorplane/layout/layout";
import type { Kept, Restore } from "@floorplane/runtime/room";
import type { Parts } from "./parts.ts";
import { asKept, keptOrder } from "./robots/order-keeping.ts";
import { type KeptRobot, orderKind, robotKind } from "./robots/robot.kind.ts";
import { isAboard } from "./transports/transport.ts";

/** Answers the robots' documents as they were kept. */
export async function restoreFleet(
  { work, crew, closed }: Parts,
  layout: Layout,
  read: Restore,
): Promise<ReadonlyMap<string, KeptRobot>> {
  await work.restore(read);
  await closed.restore(read);
  const documents = await read.documents(robotKind);
  for (const { id, body: kept } of await read.documents(orderKind)) {
    const robot = crew.robots.get(id);
    if (!robot) continue;
    robot.orderStamp = kept.stamp;
    robot.order = keptOrder(kept, layout);
    robot.orderOpen = robot.order !== undefined;
    robot.passed = robot.order?.base[0]?.sequence ?? 0;
    robot.heldFrom = robot.passed;
  }
  for (const transport of work.open) {
    const robot = transport.robot == null ? undefined : crew.robots.get(transport.robot);
    if (!robot) continue;
    robot.transport = transport.transport;
    robot.loaded = isAboard(transport);
    robot.tote = robot.loaded ? transport.tote : undefined;
  }
  return new Map(documents.map(({ id, body }) => [id, body]));
}

/** The same of what is in memory now: held against the ledger, they must be equal. */
export function* keptFleet({ work, crew, closed }: Parts, layout: Layout): Iterable<Kept> {
  yield* work.kept();
  yield* closed.kept();
  yield* crew.kept();
  for (const { id, order, orderStamp } of crew.list)
    if (order) {
      const { orderId, updateId } = asKept(order, orderStamp, layout);
      yield { kind: orderKind, id, body: { orderId, updateId, stamp: orderStamp } };
    }
}
