/** What an order asks for changes wherever it is: before its wave, on robots, at benches. What is packed stays; everything else is as if it had been asked so from the start. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aDay, judge, judgeConfirmations } from "../floor/bad-day.fixture.ts";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

type Lines = Readonly<Record<string, readonly [sku: string, quantity: number]>>;

const listed = (lines: Lines) =>
  Object.entries(lines).map(([line, [sku, quantity]]) => ({ line, sku, quantity }));
const send = (floor: Floor, lines: Lines, more: object = {}) =>
  floor.post(wmsPaths.orders, { order: "O1", country: "FR", lines: listed(lines), ...more });
const change = (floor: Floor, lines: Lines, more: object = {}) =>
  floor.post(wmsPaths.change("O1"), { lines: listed(lines), ...more });
const shown = (floor: Floor) => floor.get(wmsPaths.order("O1")).body;
const linesOf = (floor: Floor) =>
  (shown(floor).lines as { line: string; sku: string; asked: number; picked: number; shipped: number }[]).map(
    ({ line, sku, asked }) => [line, sku, asked],
  );
const stockOf = (floor: Floor, sku: string) =>
  (floor.get(`${wmsPaths.stock}?sku=${sku}`).body.stock as Record<string, number>[])[0]!;

async function ends(floor: Floor, left: Record<string, number>): Promise<void> {
  floor.run(4 * 3_600);
  expect([floor.stateOf("O1"), await floor.shippedOf("O1")]).toEqual(["shipped", left]);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  expect(await floor.house.differences()).toEqual([]);
}

describe("lines of an order", () => {
  it("change before its wave goes: units are given back and held anew", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 5], 2: ["B", 3] });
    floor.run(1);

    const { status } = change(floor, { 1: ["A", 2], 3: ["C", 4] });
    floor.run(1);

    expect(status).toBe(200);
    expect(linesOf(floor)).toEqual([
      ["1", "A", 2],
      ["3", "C", 4],
    ]);
    expect(["A", "B", "C"].map((sku) => stockOf(floor, sku).allocated)).toEqual([2, 0, 4]);
    await ends(floor, { A: 2, C: 4 });
  });

  it("change while robots are on their way: what is too much comes back, what is missing is fetched", async () => {
    for (const seconds of [301, 312, 325, 331]) {
      const floor = await aStockedFloor();
      send(floor, { 1: ["A", 5], 2: ["B", 3] });
      floor.run(seconds);

      const { status } = change(floor, { 1: ["A", 2], 2: ["B", 6] });

      expect([seconds, status, floor.stateOf("O1")]).toEqual([
        seconds,
        200,
        expect.not.stringMatching(/packed|shipped/),
      ]);
      await ends(floor, { A: 2, B: 6 });
    }
  });

  it("that a packing station has are refused with the state, and all others with them", async () => {
    const floor = await aStockedFloor();
    floor.stationsSilent = true;
    send(floor, { 1: ["A", 5] });
    floor.run(600);
    expect(floor.stateOf("O1")).toBe("packing");

    const less = change(floor, { 1: ["A", 4], 2: ["B", 1] });
    const more = change(floor, { 1: ["A", 6] });
    const none = change(floor, { 2: ["B", 1] });

    for (const one of [less, more, none])
      expect(one).toMatchObject({
        status: 409,
        body: { detail: expect.stringMatching(/line 1 .*packed.*packing/) },
      });
    expect(less.body.field).toBe("lines[0].quantity");
    expect(linesOf(floor)).toEqual([["1", "A", 5]]);
  });

  it("are added while others are packed, and come in a parcel of their own", async () => {
    const floor = await aStockedFloor();
    floor.stationsSilent = true;
    send(floor, { 1: ["A", 5] });
    floor.run(600);

    expect(change(floor, { 1: ["A", 5], 2: ["B", 2] }).status).toBe(200);
    floor.stationsSilent = false;
    floor.run(600);

    expect((await floor.shippedOf("O1")).B).toBe(2);
  });

  it("are refused once it is cancelled on the floor, and once it ended", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 5] });
    floor.run(312);
    floor.post(wmsPaths.cancellation("O1"), {});

    const cancelling = change(floor, { 1: ["A", 4] });
    floor.run(4 * 3_600);
    const ended = change(floor, { 1: ["A", 4] });

    expect([cancelling.status, cancelling.body.detail]).toEqual([409, expect.stringMatching(/cancelling/)]);
    expect([ended.status, ended.body.detail]).toEqual([409, expect.stringMatching(/cancelled/)]);
    expect(linesOf(floor)).toEqual([["1", "A", 5]]);
  });

  it("say the same twice and nothing happens; the first content of the order stays its own", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 5] });
    change(floor, { 1: ["A", 7] });
    floor.run(301);
    const totes = floor.planned.size;

    expect(change(floor, { 1: ["A", 7] }).status).toBe(200);
    floor.run(1);
    expect(floor.planned.size).toBe(totes);
    expect(send(floor, { 1: ["A", 5] }).status).toBe(200);
    await ends(floor, { A: 7 });
  });

  it("are all taken or none: goods that nobody knows, another SKU of a line, nothing left", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 5] });

    expect(change(floor, { 1: ["A", 2], 2: ["WHAT", 1] })).toMatchObject({
      status: 422,
      body: { field: "lines[1].sku" },
    });
    expect(change(floor, { 1: ["B", 2] })).toMatchObject({ status: 409, body: { field: "lines[0].sku" } });
    expect(floor.post(wmsPaths.change("O1"), { lines: [] }).status).toBe(422);
    expect(
      floor.post(wmsPaths.change("O1"), {
        lines: [
          { line: "1", sku: "A", quantity: 1 },
          { line: "1", sku: "A", quantity: 2 },
        ],
      }),
    ).toMatchObject({ status: 422, body: { field: "lines[1].line" } });
    expect(change(floor, { 1: ["A", 3] }, { carrier: "nobody" }).status).toBe(422);
    expect(linesOf(floor)).toEqual([["1", "A", 5]]);
  });

  it("of goods that are short are promised anew, and waited for no more when they are taken out", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 5] });
    change(floor, { 1: ["A", 5], 2: ["D", 2] });
    floor.run(1);
    expect(shown(floor)).toMatchObject({ state: "backordered", backordered: [{ sku: "D", units: 2 }] });

    change(floor, { 1: ["A", 5] });
    floor.run(1);

    expect(shown(floor).backordered).toBeUndefined();
    await ends(floor, { A: 5 });
  });

  it("of an order that ships whole: with the missing line goes what it waited for", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 5], 2: ["D", 2] }, { allocation: "whole" });
    floor.run(60);
    expect(stockOf(floor, "A").allocated).toBe(0);

    change(floor, { 1: ["A", 4] });

    await ends(floor, { A: 4 });
  });

  it("of a whole order at benches: it is packed when what stands there is all", async () => {
    const floor = await aStockedFloor();
    floor.bins.get("P02")!.set("B", 0);
    floor.peopleAtWork = false;
    send(floor, { 1: ["A", 5], 2: ["B", 2] }, { allocation: "whole" });
    floor.run(500);

    expect(change(floor, { 1: ["A", 5] }).status).toBe(200);

    await ends(floor, { A: 5 });
  });

  it("keep its priority: what it asks for besides goes as urgent as it is", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 1] }, { priority: "urgent" });
    floor.run(5);

    change(floor, { 1: ["A", 1], 2: ["B", 1] });
    floor.run(5);

    expect([...floor.journeys.values()].every(({ request }) => request.dueAt <= floor.clock.now())).toBe(
      true,
    );
    await ends(floor, { A: 1, B: 1 });
  });

  it("of one that others follow: they go when what stood last has left", async () => {
    const floor = await aStockedFloor();
    send(floor, { 1: ["A", 1], 2: ["D", 1] });
    floor.order("O2", { B: 1 }, { after: ["O1"] });
    floor.run(1_000);
    expect(floor.stateOf("O2")).toBe("accepted");

    change(floor, { 1: ["A", 1] });
    floor.run(4 * 3_600);

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["shipped", "shipped"]);
  });
});

describe.each([
  { name: "totes of their own", shared: false, byPeople: false },
  { name: "shared totes", shared: true, byPeople: false },
  { name: "people pick, and meet robots", shared: false, byPeople: true },
])("a bad day of changes and cancellations, $name", ({ shared, byPeople }) => {
  it.each([1, 2, 3, 4, 5, 6])("ends with what stood last, seed %i", { timeout: 60_000 }, async (seed) => {
    const restarts = seed % 2 ? 0.05 : 0;
    const day = await aDay(seed, { restarts, wrongBins: 0.2, shared, byPeople, changes: 0.6 });

    await judge(day);
    await judgeConfirmations(day);
  });
});
