import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { OrderReason } from "@floorplane/contracts/reasons/of-orders";
import { expect, it } from "vitest";
import { orderKind } from "./order.kind.ts";
import type { Order } from "./order.ts";
import type { Orders } from "./orders.ts";
import { failed, heldUp, type Kin, lacks, sayNoMore, sayWhy, unpacked } from "./why.ts";

const rowOfBefore = join(import.meta.dirname, "../../../tests/kinds/rows/order.2.json");
const held: OrderReason = {
  code: "tote.held",
  tote: "T1",
  because: { code: "earlier.words", words: "waits" },
};
const lacking: OrderReason = { code: "units.lacking", units: [{ sku: "A", units: 1 }], more: 0 };
const left: OrderReason = { code: "tote.unpacked", tote: "T1", station: "PACK1" };
const lost: OrderReason = { code: "tour.failed", transport: "TR-T1", failure: "no-route" };
const earlier: OrderReason = { code: "earlier.words", words: "waits at PACK1: ..." };

function anOrder(why: OrderReason | null) {
  const order = { why } as Order;
  const orders = { become: (_: Order, changes: object) => void Object.assign(order, changes) };
  return { order, means: { orders: orders as unknown as Orders } };
}

it.each<[what: string, before: OrderReason | null, said: OrderReason, kin: Kin, stands: OrderReason]>([
  ["anything where nothing was said", null, held, heldUp, held],
  ["what is graver", held, lost, failed, lost],
  ["nothing less grave", lost, lacking, lacks, lost],
  ["what was said first of two that are as grave", lacking, left, unpacked, lacking],
  ["the latest of one kind", lacking, { ...lacking, more: 2 }, lacks, { ...lacking, more: 2 }],
  ["anything in the place of an earlier house's words", earlier, held, heldUp, held],
])("says %s", (_what, before, said, kin, stands) => {
  const { order, means } = anOrder(before);

  sayWhy(means, order, said, kin);

  expect(order.why).toEqual(stands);
});

it("says no more what is over, and leaves what is of another kind", () => {
  const waits = anOrder(lacking);
  const stands = anOrder(lost);

  sayNoMore(waits.means, waits.order, lacks);
  sayNoMore(stands.means, stands.order, lacks);

  expect([waits.order.why, stands.order.why]).toEqual([null, lost]);
});

it("keeps an earlier house's sentence as it was said", () => {
  const { id, body } = JSON.parse(readFileSync(rowOfBefore, "utf8")) as KeptRow & { body: object };
  const upgraded = (why: string) => orderKind.read({ id, version: 2, body: { ...body, why } }).why;

  expect(upgraded("waits for units")).toEqual({ code: "earlier.words", words: "waits for units" });
  expect(upgraded("")).toBeNull();
});
