/** Goods for another warehouse are between the sites from the dock on: neither here nor sold, until the other side has them or somebody gives them up. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));
const shown = (floor: Floor) => floor.get(wmsPaths.transfer("TR1")).body;
const arrive = (floor: Floor, lines?: object[]) =>
  floor.post(wmsPaths.transferArrival("TR1"), lines === undefined ? {} : { lines });

async function aTransfer(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.order("TR1", { A: 5, B: 2 }, { transferTo: "WAREHOUSE-2" });
  return floor;
}
async function between(): Promise<Floor> {
  const floor = await aTransfer();
  floor.run(1_800);
  return floor;
}
async function outsideOf(floor: Floor, sku: string) {
  const [row] = await floor.ledger.documents("outside", {
    from: `house/${sku}|`,
    to: `house/${sku}|~`,
  });
  return row!.body as { shipped: number; between: number; adjusted: number };
}

describe("a transfer", () => {
  it("may be cancelled before it leaves, like any order", async () => {
    const floor = await aTransfer();

    expect(shown(floor)).toMatchObject({ state: "ordered", to: "WAREHOUSE-2", lines: [] });
    expect(arrive(floor)).toMatchObject({ status: 409 });
    expect(floor.post(wmsPaths.cancellation("TR1"), {}).status).toBeLessThan(300);
    floor.run(600);
    expect(await outsideOf(floor, "A")).toMatchObject({ shipped: 0, between: 0 });
  });

  it("is between the sites when it has left: in an account of its own, told, and not to be sent back as a return", async () => {
    const floor = await between();

    expect(await outsideOf(floor, "A")).toMatchObject({ shipped: 0, between: 5 });
    expect(shown(floor)).toMatchObject({
      state: "between-sites",
      lines: [
        { sku: "A", left: 5, between: 5 },
        { sku: "B", left: 2, between: 2 },
      ],
    });
    expect(told(floor, "transfer.left")).toMatchObject([
      { order: "TR1", transfer: { to: "WAREHOUSE-2" }, parcels: [{ units: 7 }] },
    ]);
    const back = { return: "R1", lines: [{ sku: "A", quantity: 1 }] };
    expect(floor.post(wmsPaths.returns, back)).toMatchObject({
      status: 409,
      body: { code: "never-shipped" },
    });
    expect(floor.bridge.figures().units.conserved).toBe(true);
    await floor.reopen();
    expect(shown(floor)).toMatchObject({ state: "between-sites" });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is not to be sent back as a return once it has arrived either, so that its units are never here and on the way at once", async () => {
    const floor = await between();
    floor.order("SOLD", { A: 2 });
    floor.run(1_800);
    arrive(floor);
    const back = (number: string, quantity: number, more = {}) =>
      floor.post(wmsPaths.returns, { return: number, lines: [{ sku: "A", quantity }], ...more });

    expect(back("R1", 1, { order: "TR1" })).toMatchObject({
      status: 409,
      body: { code: "never-shipped", field: "order" },
    });
    expect(back("R2", 3)).toMatchObject({ status: 409, body: { code: "never-shipped" } });
    expect(back("R3", 2).status).toBe(201);
    expect(back("R4", 1)).toMatchObject({ status: 409, body: { code: "never-shipped" } });
    expect(await outsideOf(floor, "A")).toMatchObject({ between: 0 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is there when the other warehouse says so", async () => {
    const floor = await between();

    expect(arrive(floor)).toMatchObject({ status: 200, body: { state: "arrived" } });

    floor.run(5);
    // Said again, it is nothing new.
    expect(arrive(floor)).toMatchObject({ status: 200, body: { state: "arrived" } });
    floor.run(5);
    expect(told(floor, "transfer.arrived")).toHaveLength(1);
    expect(await outsideOf(floor, "A")).toMatchObject({ shipped: 5, between: 0 });
    expect(told(floor, "transfer.arrived")).toMatchObject([
      {
        order: "TR1",
        lines: [
          { sku: "A", quantity: 5 },
          { sku: "B", quantity: 2 },
        ],
      },
    ]);
    expect(told(floor, "transfer.arrived")[0]!.variance).toBeUndefined();
  });

  it("that arrives in part is a difference until the rest is found or given up by a person", async () => {
    const floor = await between();

    arrive(floor, [
      { sku: "A", quantity: 3 },
      { sku: "B", quantity: 3 },
    ]);
    const difference = shown(floor);
    arrive(floor, [{ sku: "A", quantity: 1 }]);
    const decided = floor.post(wmsPaths.transferDecision("TR1"), { person: "Ada", reason: "lost" });
    floor.run(5);

    expect(difference).toMatchObject({ state: "difference", lines: [{ between: 2 }, { between: 0 }] });
    expect(told(floor, "transfer.arrived")[0]!.variance).toEqual([
      { sku: "A", quantity: -2 },
      { sku: "B", quantity: 1 },
    ]);
    expect(decided).toMatchObject({ status: 200, body: { state: "closed", decidedBy: "Ada" } });
    expect(await outsideOf(floor, "A")).toMatchObject({ shipped: 4, between: 0, adjusted: 1 });
    expect(told(floor, "stock.adjusted")).toMatchObject([
      { lines: [{ sku: "A", quantity: -1 }], cause: { kind: "lost-between-sites", order: "TR1" } },
    ]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
    expect(floor.post(wmsPaths.transferDecision("TR1"), { person: "Ada" }).status).toBe(409);
  });

  it("is what the other house expects, word for word", async () => {
    const floor = await between();
    const other = await aStockedFloor();

    const { expectedReceipt } = shown(floor) as { expectedReceipt: object };

    expect(other.post(wmsPaths.expectedReceipts, expectedReceipt)).toMatchObject({
      status: 200,
      body: { receipt: "TR1", units: 7 },
    });
  });
});
