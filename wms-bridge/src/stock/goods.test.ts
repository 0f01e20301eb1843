/** Goods that come back and goods that are written off. */
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

it("books returns as frozen at the receiving station and never picks them", async () => {
  const floor = await aStockedFloor();
  const lines = [
    { sku: "D", quantity: 2 },
    { sku: "A", quantity: 1 },
  ];

  const answer = floor.post(wmsPaths.returns, { return: "R1", lines });
  floor.order("O1", { D: 1 });
  floor.run(60);

  expect(answer.status).toBe(201);
  expect(floor.bridge.book.units("RECV" as never, "D" as never)).toBe(2);
  expect(floor.stateOf("O1")).toBe("backordered");
  expect(floor.bridge.figures()).toMatchObject({ returns: 1, units: { returned: 3, conserved: true } });
  expect(floor.confirmations.map(({ type, data }) => ({ type, data }))).toContainEqual({
    type: "return.received",
    data: { return: "R1", lines },
  });
});

describe("a write-off", () => {
  const writeOff = (quantity: number, sku = "A") => ({ writeOff: "X1", sku, quantity, reason: "broken" });

  it("leaves the book when a person has taken the units off the shelf", async () => {
    const floor = await aStockedFloor();

    const answer = floor.post(wmsPaths.writeOffs, writeOff(7));
    const before = floor.bridge.book.units("P01" as never, "A" as never);
    floor.run(60);

    expect(answer).toMatchObject({ status: 202, body: { units: 7 } });
    expect(before).toBe(100);
    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
    expect(floor.bridge.figures().units).toMatchObject({ destroyed: 7, adjusted: 0, conserved: true });
    expect(floor.confirmations.at(-1)).toMatchObject({
      type: "stock.adjusted",
      data: { lines: [{ sku: "A", quantity: -7 }] },
    });
  });

  it("of more units than there are takes those, and of none is refused", async () => {
    const floor = await aStockedFloor();

    expect(floor.post(wmsPaths.writeOffs, writeOff(250))).toMatchObject({
      status: 202,
      body: { units: 100 },
    });
    expect(floor.post(wmsPaths.writeOffs, { ...writeOff(1, "D"), writeOff: "X2" })).toMatchObject({
      status: 409,
      body: { code: "no-stock" },
    });
  });

  it("sent twice under two keys is one", async () => {
    const floor = await aStockedFloor();

    floor.post(wmsPaths.writeOffs, writeOff(7));
    floor.post(wmsPaths.writeOffs, writeOff(7));
    floor.run(60);

    expect(floor.bridge.book.units("P01" as never, "A" as never)).toBe(93);
    expect(floor.post(wmsPaths.writeOffs, writeOff(8)).status).toBe(409);
  });
});
