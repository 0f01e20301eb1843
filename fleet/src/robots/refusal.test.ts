import { VdaOrderId } from "@floorplane/contracts/ids";
import { describe, expect, it } from "vitest";
import { faultKey, refusalOf, type SentOrder } from "./refusal.ts";
import { type Fault, saidError } from "./report.ts";
import type { VdaOrder } from "./vda-order.ts";

const order: VdaOrder = {
  orderId: VdaOrderId("R01.abc"),
  updateId: 0,
  previousId: "",
  loaded: false,
  base: [0, 1, 2].map((node) => ({
    node,
    sequence: 2 * node,
    actions: node === 0 ? [{ type: "pick", id: "TR1.0", parameters: [] }] : [],
    heldAt: 0,
  })),
  from: 0,
  horizon: [3],
  sentAt: 0,
};
const sent = (changes: Partial<SentOrder> = {}): SentOrder => ({
  order,
  headers: [7, 8],
  before: new Set(),
  isRepeated: false,
  nodeId: (node) => `N${node}`,
  ...changes,
});
const fault = (type: string, references: Readonly<Record<string, string>> = {}, text = ""): Fault => ({
  type,
  level: "attention",
  text,
  references: Object.entries(references).map(([key, value]) => ({ key, value })),
});
/** Stitched on node 1. */
const update: VdaOrder = { ...order, updateId: 3, from: 2 };

describe("an error is the answer to an order", () => {
  it.each([
    [
      "of a known type that names order and update",
      fault("orderError", { orderId: "R01.abc", orderUpdateId: "0" }),
    ],
    ["of any type that names order and update", fault("E4711", { orderId: "R01.abc", orderUpdateId: "0" })],
    ["of a known type that names nothing", fault("ORDER_ERROR")],
    ["of any type that names the order", fault("E4711", { orderId: "R01.abc" })],
    ["in another spelling", fault("E4711", { ORDER_ID: " R01.abc " })],
    ["by the header", fault("badMessage", { headerId: "8", topic: "uagv/v2/acme/R01/order" })],
    ["by the header alone", fault("badMessage", { header_id: "7" })],
    ["by an action", fault("cannot", { actionId: "TR1.0" })],
    ["by a node of its way", fault("unreachable", { nodeId: "N2" })],
    ["by a node of its horizon", fault("unreachable", { nodeId: "N3" })],
    ["in words", fault("E1", {}, "order R01.abc: no such map.")],
    ["by the header in words", fault("E1", {}, "could not parse headerId=8")],
    ["by an action in words", fault("E1", {}, 'action "TR1.0" is not known')],
  ])("%s", (_, each) => {
    expect(refusalOf(sent(), [each])).toEqual(saidError(each));
  });

  it("to an update, when it points at what only that added, or stays after it was sent again", () => {
    const one = sent({ order: update });

    expect(refusalOf(one, [fault("E1", { orderId: "R01.abc", orderUpdateId: "3" })])).toMatchObject({
      type: "E1",
    });
    expect(refusalOf(one, [fault("orderUpdateError")])).toMatchObject({ type: "orderUpdateError" });
    expect(refusalOf(one, [fault("E1", { orderId: "R01.abc" })])).toBeUndefined();
    expect(refusalOf({ ...one, isRepeated: true }, [fault("E1", { orderId: "R01.abc" })])).toMatchObject({
      type: "E1",
    });
  });
});

describe("an error is no answer", () => {
  it.each([
    ["to another order", fault("orderError", { orderId: "R01.abd", orderUpdateId: "0" })],
    ["to another update", fault("orderUpdateError", { orderId: "R01.abc", orderUpdateId: "2" })],
    ["to an instant action", fault("validationError", { headerId: "7", topic: "instantActions" })],
    ["to another header", fault("validationError", { headerId: "6" })],
    ["that a cancel came too late", fault("noOrderToCancel", { orderId: "R01.abc" })],
    ["of its own", fault("batteryLow")],
    ["to an order whose id begins like ours", fault("E1", {}, "order R01.abc2 refused")],
    ["to an action of somebody else", fault("E1", { actionId: "R01.stateRequest.1" })],
  ])("%s", (_, each) => {
    expect(refusalOf(sent(), [each])).toBeUndefined();
  });

  it("when it stood before the order was sent, unless it names both ids", () => {
    const old = [fault("orderError"), fault("E1", { nodeId: "N2" }), fault("E2", {}, "R01.abc")];
    const exact = fault("orderError", { orderId: "R01.abc", orderUpdateId: "0" });

    expect(refusalOf(sent({ before: new Set(old.map(faultKey)) }), old)).toBeUndefined();
    expect(refusalOf(sent({ before: new Set([faultKey(exact)]) }), [exact])).toMatchObject({
      type: "orderError",
    });
  });

  it("about what an update before had taken", () => {
    const one = sent({ order: update, isRepeated: true });

    expect(refusalOf(one, [fault("pickError", { orderId: "R01.abc", actionId: "TR1.0" })])).toBeUndefined();
    expect(refusalOf(one, [fault("obstacle", { nodeId: "N1" })])).toBeUndefined();
  });
});
