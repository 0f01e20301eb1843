import type { OrderDocument, OrderState } from "@floorplane/contracts/documents";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { OrdersBoard } from "./orders-board.ts";
import { notchOf } from "./ship-by.ts";

const noon = Date.UTC(2010, 11, 1, 12);

function anOrder(order: string, state: OrderState, rest: Partial<OrderDocument> = {}): OrderDocument {
  return {
    order,
    state,
    receivedAt: noon - hourMs,
    shipBy: noon + 5 * hourMs,
    shippedAt: state === "shipped" ? noon : null,
    lines: [{ line: "1", sku: "A", asked: 3, picked: 1, shipped: 0 }],
    totes: [],
    ...rest,
  } as unknown as OrderDocument;
}

const boardOf = (...orders: OrderDocument[]): OrdersBoard => {
  const board = new OrdersBoard("Europe/Berlin");
  for (const order of orders) board.put(order);
  return board;
};

describe("the funnel", () => {
  it("counts every open order in one stage, however often it is told", () => {
    const board = boardOf(
      anOrder("1", "accepted"),
      anOrder("1", "picking"),
      anOrder("2", "picking"),
      anOrder("2", "picking"),
      anOrder("3", "parked"),
      anOrder("4", "cancelled"),
    );

    const counts = board.funnel(noon).stages.map(({ stage, count }) => [stage, count]);

    expect(counts.filter(([, count]) => count !== 0)).toEqual([
      ["picking", 2],
      ["exception", 1],
    ]);
  });

  it("counts an order as shipped once, and late when it left after its ship-by", () => {
    const late = anOrder("2", "shipped", { shipBy: noon - minuteMs } as Partial<OrderDocument>);

    const funnel = boardOf(anOrder("1", "shipped"), anOrder("1", "shipped"), late).funnel(noon);

    expect(funnel).toMatchObject({ shippedToday: 2, lateToday: 1, shippedLastHour: 2 });
  });

  it("begins today at the site's midnight, not at UTC's", () => {
    const before = anOrder("1", "shipped", { shippedAt: Date.UTC(2010, 11, 1, 22, 59) });
    const after = anOrder("2", "shipped", { shippedAt: Date.UTC(2010, 11, 1, 23, 1) });

    const funnel = boardOf(before, after).funnel(Date.UTC(2010, 11, 1, 23, 30));

    expect(funnel.shippedToday).toBe(1);
  });
});

describe("the orders at risk", () => {
  it("are those with a third of their time left or less, the least time left first", () => {
    const board = boardOf(
      anOrder("calm", "picking"),
      anOrder("soon", "picking", { receivedAt: noon - 10 * hourMs, shipBy: noon + 2 * hourMs }),
      anOrder("over", "packed", { shipBy: noon - minuteMs }),
      anOrder("gone", "shipped", { shipBy: noon - minuteMs }),
    );

    expect(board.atRisk(noon)).toMatchObject({ total: 2, orders: [{ order: "over" }, { order: "soon" }] });
  });

  it("reach screens as the first thirty of however many", () => {
    const many = Array.from({ length: 400 }, (_, n) => anOrder(`${n}`, "picking", { shipBy: noon - n }));

    const risk = boardOf(...many).atRisk(noon);

    expect([risk.total, risk.orders.length]).toEqual([400, 30]);
  });
});

it("keeps the open orders and the last two thousand closed ones", () => {
  const board = boardOf(anOrder("open", "picking"));
  for (let n = 0; n < 5_000; n++) board.put(anOrder(`${n}`, "shipped"));

  expect(board.size).toBe(2_001);
  expect(board.get("0")).toBeUndefined();
  expect(board.get("4999")?.state).toBe("shipped");
  expect(board.funnel(noon).shippedToday).toBe(5_000);
});

it("reads the notches as 24, 12 and 4 of 72 hours, whatever time an order was given", () => {
  const given = { receivedAt: 0, shipBy: 72 * hourMs };
  const at = (left: number) => notchOf(given, 72 * hourMs - left);

  expect([25 * hourMs, 24 * hourMs, 12 * hourMs, 4 * hourMs, -1].map(at)).toEqual([
    "neutral",
    "notice",
    "warning",
    "critical",
    "breached",
  ]);
  expect(notchOf({ receivedAt: 0, shipBy: 4 * hourMs }, 0)).toBe("neutral");
});
