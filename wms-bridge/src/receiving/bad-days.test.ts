/** Days of deliveries with bad luck: robots that take too few or fail, people who take what a robot was to fetch, restarts in the middle. In the end everything stands where the book has it. */
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { aSharedFloor, named } from "../floor/shared-floor.fixture.ts";
import { answerTask, arriveAt, asked, deliver, disagreements, inBook, unload } from "./delivery.fixture.ts";

const skus = ["A", "B", "C", "D"];

async function aDay(seed: number): Promise<{ floor: Floor; came: Map<string, number> }> {
  const floor = await aStockedFloor({ seed, luck: { shortPick: 0.15, failedTransport: 0.05 } });
  floor.peoplePutAway = seed % 2 === 0;
  const { random } = floor;
  const came = new Map(skus.map((sku) => [sku, sku === "D" ? 0 : 100]));
  for (let n = 1; n <= 12; n++) {
    const lines = skus
      .filter(() => random.chance(0.6))
      .map((sku) => ({ sku, quantity: 1 + random.below(random.chance(0.2) ? 90 : 20) }));
    if (lines.length === 0) continue;
    deliver(floor, `D${n}`, lines, random.chance(0.2) ? { inspect: true } : {});
    for (const { sku, quantity } of lines) came.set(sku, came.get(sku)! + quantity);
    floor.run(random.below(90));
    takeOne(floor);
    floor.run(random.below(60));
    if (random.chance(0.3)) await floor.reopen();
  }
  floor.run(6 * 3_600);
  return { floor, came };
}

/** Somebody takes what waits, and puts a part of it where it was meant to be. */
function takeOne(floor: Floor): void {
  const { random } = floor;
  const [task] = asked(floor, "put-away").filter(({ to, begunBy }) => to && !begunBy);
  if (!task || answerTask(floor, task.task, [], { begun: true }).status !== 200) return;
  const bench = floor.bins.get("RECV")!;
  const there = bench.get(task.sku!) ?? 0;
  const units = Math.min(there, random.chance(0.5) ? task.quantity! : random.below(task.quantity! + 1));
  bench.set(task.sku!, there - units);
  const bin = floor.bins.get(task.to!) ?? new Map<string, number>();
  floor.bins.set(task.to!, bin);
  bin.set(task.sku!, (bin.get(task.sku!) ?? 0) + units);
  const found = [{ sku: task.sku, quantity: units }];
  expect(answerTask(floor, task.task, found, { place: task.to }).status).toBe(200);
}

describe("days of deliveries", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])("end as the book has them, seed %i", async (seed) => {
    const { floor, came } = await aDay(seed);

    expect(asked(floor, "put-away")).toEqual([]);
    expect(floor.bridge.figures().units).toMatchObject({ conserved: true, adjusted: 0 });
    expect(disagreements(floor)).toEqual([]);
    for (const [sku, units] of came)
      expect([sku, inBook(floor, "RECV", sku), total(floor, sku)]).toEqual([sku, 0, units]);
    expect(await floor.house.differences()).toEqual([]);
  });
});

const total = (floor: Floor, sku: string): number =>
  floor.bridge.book.places().reduce((sum, row) => sum + (row.sku === sku ? row.units : 0), 0);

it("two clients' goods ride in boxes of their own, each to its own places", async () => {
  const floor = await aSharedFloor();
  floor.robotsStand = true;
  floor.peopleAtWork = false;
  for (const client of ["house", "acme"] as const) {
    const lines = [{ sku: "A", quantity: 3 }];
    const task = arriveAt(floor, "D1", lines, named(client));
    unload(floor, [{ sku: client === "house" ? "A" : "acme/A", quantity: 3 }]);
    expect([client, answerTask(floor, task, lines, { ...named(client), client }).status]).toEqual([
      client,
      200,
    ]);
  }
  floor.run(5);

  const boxes = [...floor.journeys.values()].filter(({ request }) => request.kind === "put-away");
  expect(
    boxes.map(({ stops }) => stops.flatMap(({ action }) => ("sku" in action ? [action.sku] : []))),
  ).toEqual([
    ["A", "A"],
    ["acme/A", "acme/A"],
  ]);
});
