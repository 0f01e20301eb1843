import { expect, it } from "vitest";
import { readSearch } from "./selection.ts";

it.each([
  "order:O1",
  "order:acme/O1",
  "order:/WH/OUT/1",
  "order:#1001",
  "alarm:group:robot.lost",
  "robot:R07",
])("an address may show %s", (look) => {
  expect(readSearch({ look })).toEqual({ look });
});

it.each([
  "order:",
  "order:/O1",
  "order:/",
  "robot:/R1",
  "order:acme/",
  `order:${"x".repeat(200)}`,
  "shelf:P1",
  7,
])("what is none of ours is dropped: %s", (look) => expect(readSearch({ look })).toEqual({}));
