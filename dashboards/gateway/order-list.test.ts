/** The list of orders: narrowed and cut where the orders are, page after page without a gap. */
import type { OrderDocument, OrderState } from "@floorplane/contracts/documents";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Query } from "./list-query.ts";
import { ordersPage } from "./order-list.ts";
import { OrdersBoard } from "./orders-board.ts";
import { summaryOf } from "./orders-summary.ts";

const noon = Date.UTC(2010, 11, 1, 12);

const anOrder = (order: string, rest: Partial<Record<keyof OrderDocument, unknown>> = {}): OrderDocument =>
  ({
    order,
    client: "house",
    state: "accepted" as OrderState,
    carrier: "POST",
    receivedAt: noon - hourMs,
    shipBy: noon + 5 * hourMs,
    shippedAt: null,
    priority: "normal",
    held: null,
    why: null,
    course: [{ state: "accepted", at: noon - hourMs }],
    lacking: [],
    totes: [],
    lines: [{ line: "1", sku: "A", asked: 3, picked: 1, shipped: 0, cancelled: 0 }],
    ...rest,
  }) as unknown as OrderDocument;

function boardOf(...orders: OrderDocument[]): OrdersBoard {
  const board = new OrdersBoard("UTC");
  for (const order of orders) board.put(order);
  return board;
}
const names = (board: OrdersBoard, query: Query) =>
  ordersPage(board, query, noon).rows.map(({ order }) => order);

describe("the list of orders", () => {
  const lacking = [{ sku: "acme/A", units: 7, expectedAt: null }];
  const units = [{ sku: "acme/A", units: 7 }];
  const board = boardOf(
    anOrder("LATE", { shipBy: noon - minuteMs }),
    anOrder("acme/HELD", {
      client: "acme",
      held: { by: "Mia", reason: "address", at: noon },
      why: { code: "order.held", by: "Mia", words: "address" },
    }),
    anOrder("LACKS", {
      state: "backordered",
      carrier: "DHL",
      lacking,
      why: { code: "units.lacking", units, more: 0 },
    }),
    anOrder("URGENT", { priority: "urgent", shipBy: noon + hourMs }),
    anOrder("GONE", {
      state: "shipped",
      shippedAt: noon - minuteMs,
      course: [{ state: "shipped", at: noon - minuteMs }],
    }),
  );

  it.each<[Query, string[]]>([
    [{}, ["LATE", "URGENT", "LACKS", "acme/HELD"]],
    [{ ended: "true" }, ["GONE"]],
    [{ stage: "exception" }, ["LACKS"]],
    [{ notch: "breached" }, ["LATE"]],
    [{ bar: "1" }, ["LATE"]],
    [{ why: "units.lacking,order.held" }, ["LACKS", "acme/HELD"]],
    [{ why: "none" }, ["LATE", "URGENT"]],
    [{ sku: "A", client: "acme" }, ["acme/HELD"]],
    [{ carrier: "DHL" }, ["LACKS"]],
    [{ priority: "urgent" }, ["URGENT"]],
    [{ held: "true" }, ["acme/HELD"]],
    [{ text: "eld" }, ["acme/HELD"]],
    [{ text: "ELD", held: "false" }, []],
  ])("%j", (query, expected) => expect(names(board, query)).toEqual(expected));

  it.each<[Query, string]>([
    [{ stage: "somewhere" }, "stage"],
    [{ why: "because" }, "why"],
    [{ colour: "red" }, "colour"],
    [{ perPage: "0" }, "perPage"],
    [{ perPage: "201" }, "perPage"],
    [{ after: "O1" }, "after"],
    [{ held: "perhaps" }, "held"],
    [{ text: "x".repeat(65) }, "text"],
    [{ text: "a\u202eb" }, "text"],
    [{ text: ["a", "b"] }, "text"],
  ])("refuses %j by the name of what is wrong", (query, field) =>
    expect(() => ordersPage(board, query, noon)).toThrow(expect.objectContaining({ field })),
  );

  it("is read to its end page after page: every order once, in one order, whatever they are called", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 3 })), {
          selector: ([name]) => name,
          maxLength: 40,
        }),
        fc.integer({ min: 1, max: 7 }),
        (orders, perPage) => {
          const many = boardOf(
            ...orders.map(([name, hours]) => anOrder(`O/${name}`, { shipBy: noon + hours * hourMs })),
          );
          const read: string[] = [];
          let after: string | null = null;
          do {
            const page = ordersPage(many, { perPage: String(perPage), ...(after ? { after } : {}) }, noon);
            expect(page.count).toBe(orders.length);
            read.push(...page.rows.map(({ order }) => order));
            after = page.next;
          } while (after !== null);

          expect(read.length).toBe(orders.length);
          expect(new Set(read).size).toBe(orders.length);
          expect(read).toEqual(names(many, { perPage: "200" }));
        },
      ),
    );
  });
});

describe("what open orders are together", () => {
  it("counts hours left, reasons with their figures, and the goods that most wait for", () => {
    const waits = (order: string, sku: string, n: number, expectedAt: number | null): OrderDocument =>
      anOrder(order, {
        state: "backordered",
        lacking: [{ sku, units: n, expectedAt }],
        why: { code: "units.lacking", units: [{ sku, units: n }], more: 0 },
        course: [{ state: "backordered", at: noon - n * minuteMs }],
      });
    const orders = [
      waits("1", "A", 2, noon + hourMs),
      waits("2", "A", 5, noon + 2 * hourMs),
      waits("3", "B", 1, null),
      anOrder("4", { shipBy: noon - 5 * hourMs, state: "allocated" }),
    ];

    expect(summaryOf(orders, noon)).toMatchObject({
      open: 4,
      gathering: 1,
      held: 0,
      lateness: [1, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0],
      why: [
        {
          code: "units.lacking",
          orders: 3,
          units: 8,
          nextShipBy: noon + 5 * hourMs,
          since: noon - 5 * minuteMs,
        },
      ],
      lacking: [
        { sku: "A", orders: 2, units: 7, expectedAt: noon + 2 * hourMs },
        { sku: "B", orders: 1, units: 1, expectedAt: null },
      ],
    });
  });
});

describe("how long orders stand in a stage", () => {
  const at = (state: OrderState, minutes: number) => ({ state, at: noon + minutes * minuteMs });
  const medians = (board: OrdersBoard, now: number) =>
    Object.fromEntries(
      board
        .funnel(now)
        .stages.flatMap(({ stage, medianMs }) => (medianMs === null ? [] : [[stage, medianMs / minuteMs]])),
    );

  it("is the middle one of those that left it of late; told again an order counts once", () => {
    const board = boardOf(
      anOrder("1", { course: [at("accepted", 0), at("allocated", 4)] }),
      anOrder("1", { course: [at("accepted", 0), at("allocated", 4), at("picking", 5)] }),
      anOrder("1", { course: [at("accepted", 0), at("allocated", 4), at("picking", 5)] }),
      anOrder("2", { course: [at("accepted", 0), at("allocated", 9), at("picking", 12)] }),
      anOrder("3", { course: [at("accepted", 0), at("backordered", 30)] }),
    );

    expect(medians(board, noon + hourMs)).toEqual({ received: 9, allocated: 3 });
    expect(medians(board, noon + 6 * hourMs)).toEqual({});
  });
});
