import { expect, it } from "vitest";
import { orderWhy } from "./order-text.ts";

const say = (id: string): string => id;

it("says of an order that is gathered with others what it waits for, and lets graver words stand", () => {
  expect(orderWhy({ why: null, state: "allocated" }, say)).toBe("order.gathering");
  expect(orderWhy({ why: { code: "tote.came-empty", tote: "T1" }, state: "allocated" }, say)).toBe(
    "tote T1 came back empty",
  );
});

it("says of an order that left in part why the rest did not", () => {
  expect(orderWhy({ why: null, state: "shipped", ending: "cancelled" }, say)).toBe("order.ended.cancelled");
  expect(orderWhy({ why: null, state: "shipped", ending: null }, say)).toBe("");
});

it("says nothing of an order that moves", () => {
  expect(orderWhy({ why: null, state: "picking" }, say)).toBe("");
});
