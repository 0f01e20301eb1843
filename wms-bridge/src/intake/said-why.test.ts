/** A refusal says what is wrong with it in words that lead on: the key that is near, the field that differs, the sign that is in the way. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

const anOrder = { order: "O1", country: "DE", lines: [{ line: "1", sku: "A", quantity: 2 }] };

it.each([
  [
    { ...anOrder, lines: [{ line: "1", sku: "A", quantitty: 2, quantity: 2 }] },
    "lines[0].quantitty",
    /a key that nobody knows here \(did you mean quantity\?\); known are line, sku, quantity/,
  ],
  [{ ...anOrder, shipby: "2026-01-01T00:00:00Z" }, "shipby", /did you mean shipBy/],
  [{ ...anOrder, order: "O1 " }, "order", /single blanks between them, none at an end/],
])("%j is refused with %s", async (body, field, words) => {
  const floor = await aStockedFloor();

  const answer = floor.post(wmsPaths.orders, body);

  expect(answer).toMatchObject({ status: 422, body: { field, detail: expect.stringMatching(words) } });
});

it.each([
  [{ country: "de" }, /: country is "de" in this one and "DE" in that/],
  [
    { lines: [{ line: "1", sku: "A", quantity: 3 }] },
    /lines\[0\].quantity is "3" in this one and "2" in that/,
  ],
  [{ lines: [{ line: "1", sku: "B", quantity: 2 }] }, /lines\[0\].sku is "B" in this one and "A" in that/],
  [
    { lines: [...anOrder.lines, { line: "2", sku: "B", quantity: 1 }] },
    /lines\[1\].line is 2, which that has not/,
  ],
  [{ lines: [{ line: "7", sku: "A", quantity: 2 }] }, /lines\[0\].line is 7/],
  [{ priority: "high" }, /priority is "high" in this one and "normal" in that/],
  [{ priority: "normal" }, /written otherwise/],
  [{ lines: [{ line: "1", sku: "NOBODY", quantity: 2 }] }, /another content and is allocated\. Its lines/],
])("an order sent again with %j is told what differs, and how lines are changed", async (other, words) => {
  const floor = await aStockedFloor();
  floor.post(wmsPaths.orders, anOrder);

  const { status, body } = floor.post(wmsPaths.orders, { ...anOrder, ...other });

  expect([status, body.code, body.field]).toEqual([409, "conflict", "order"]);
  expect(body.detail).toMatch(words);
  expect(body.detail).toContain("POST /v1/orders/O1/change");
});

it("a key with a blank is told that it has one", async () => {
  const floor = await aStockedFloor();

  const { body } = floor.post(wmsPaths.orders, anOrder, "k 1");

  expect(body.detail).toMatch(/has a blank among its characters; send 1 to 128/);
});

it("times with a small t and z are times", async () => {
  const floor = await aStockedFloor();
  const expectedAt = new Date(floor.clock.now() + 3_600_000).toISOString().toLowerCase();

  const { status } = floor.post(wmsPaths.expectedReceipts, {
    receipt: "R1",
    expectedAt,
    lines: [{ sku: "A", quantity: 1 }],
  });

  expect(status).toBeLessThan(300);
});
