/** Goods that are written off. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor } from "../floor/floor.fixture.ts";

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
    const turned = Object.fromEntries(Object.entries(writeOff(7)).reverse());
    expect(floor.post(wmsPaths.writeOffs, turned).status).toBe(
      floor.post(wmsPaths.writeOffs, writeOff(7)).status,
    );
    expect(floor.post(wmsPaths.writeOffs, writeOff(8)).status).toBe(409);
  });
});
