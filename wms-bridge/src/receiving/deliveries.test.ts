/** A delivery from the announcement to the shelf: counted without being told, booked once, put away, and its difference told. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { aSharedFloor, named } from "../floor/shared-floor.fixture.ts";
import { deliver } from "./delivery.fixture.ts";

const inBook = (floor: Floor, location: string, sku: string): number =>
  floor.bridge.book.units(location as never, sku as never);
const told = (floor: Floor) =>
  floor.confirmations.flatMap((one) => (one.type === "receipt.received" ? [one.data] : []));
const counting = (floor: Floor) => [...floor.asked.values()].filter(({ kind }) => kind === "receive");

function announce(floor: Floor, receipt: string, lines: Readonly<Record<string, number>>) {
  return floor.post(wmsPaths.expectedReceipts, {
    receipt,
    expectedAt: new Date(floor.clock.now() + 3_600_000).toISOString(),
    lines: Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity })),
  });
}
const arrive = (floor: Floor, receipt: string) => floor.post(wmsPaths.arrival(receipt), {});
const answer = (floor: Floor, task: string, found: object[], more: object = {}) =>
  floor.post(wmsPaths.taskOutcome(task), {
    task,
    device: "WMS",
    at: new Date(floor.clock.now()).toISOString(),
    found,
    ...more,
  });

async function anArrival(lines: Readonly<Record<string, number>> = { A: 12, B: 5 }) {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  announce(floor, "WH/IN/7", lines);
  const { body } = arrive(floor, "WH/IN/7");
  floor.run(5);
  return { floor, task: String(body.task) };
}

describe("a delivery", () => {
  it("is counted by a person who is not told what was announced", async () => {
    const { floor, task } = await anArrival();

    expect(counting(floor)).toMatchObject([{ task, receipt: "WH/IN/7", station: "RECV" }]);
    expect(JSON.stringify(counting(floor))).not.toMatch(/quantity|sku|book/);
  });

  it("as announced is booked and told, and waits to be put away", async () => {
    const { floor, task } = await anArrival();

    const { status } = answer(floor, task, [
      { sku: "A", quantity: 12 },
      { sku: "B", quantity: 5 },
    ]);
    floor.run(5);

    expect(status).toBe(200);
    expect(told(floor)).toEqual([
      {
        receipt: "WH/IN/7",
        lines: [
          { sku: "A", quantity: 12 },
          { sku: "B", quantity: 5 },
        ],
      },
    ]);
    expect([inBook(floor, "RECV", "A"), inBook(floor, "RECV", "B")]).toEqual([12, 5]);
    expect([...floor.asked.values()].map(({ kind, sku, to }) => [kind, sku, to])).toEqual([
      ["receive", undefined, undefined],
      ["put-away", "A", "P01"],
      ["put-away", "B", "P02"],
    ]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("that lacks something and has too much of another tells the difference, once two counts agree", async () => {
    const { floor, task } = await anArrival();
    const found = [{ sku: "A", quantity: 15 }];

    const first = answer(floor, task, found);
    const second = answer(floor, task, found, { at: new Date(floor.clock.now() + 1_000).toISOString() });
    floor.run(5);

    expect(first).toMatchObject({ status: 422, body: { code: "not-booked", field: "found" } });
    expect(second.status).toBe(200);
    expect(told(floor)).toMatchObject([
      {
        lines: [{ sku: "A", quantity: 15 }],
        variance: [
          { sku: "A", quantity: 3 },
          { sku: "B", quantity: -5 },
        ],
      },
    ]);
  });

  it("that was counted otherwise than announced is refused without a word of what was", async () => {
    const { floor, task } = await anArrival();

    const more = answer(floor, task, [{ sku: "A", quantity: 999 }]);
    const less = answer(floor, task, [{ sku: "B", quantity: 5 }], { complete: false });

    for (const { body } of [more, less]) expect(JSON.stringify(body)).not.toMatch(/\b12\b/);
    const [asked] = (floor.get(wmsPaths.tasks).body as { tasks: { refused: { text: string } }[] }).tasks;
    expect(asked!.refused.text).not.toMatch(/\b12\b/);
  });

  it("with goods that nobody knows stays open, and nothing of it is booked", async () => {
    const { floor, task } = await anArrival();

    const refused = answer(
      floor,
      task,
      [
        { sku: "A", quantity: 12 },
        { sku: "WHAT", quantity: 1 },
      ],
      { complete: true },
    );
    floor.run(5);

    expect(refused.status).toBe(422);
    expect(told(floor)).toEqual([]);
    expect(inBook(floor, "RECV", "A")).toBe(0);
    expect(counting(floor)).toHaveLength(1);
  });

  it("of which nothing came is told as missing, and nothing is booked", async () => {
    const { floor, task } = await anArrival({ A: 3 });

    answer(floor, task, [], { complete: true });
    floor.run(5);

    expect(told(floor)).toMatchObject([{ lines: [], variance: [{ sku: "A", quantity: -3 }] }]);
  });

  it("arrives once, however often it is said, and its number is taken for good", async () => {
    const { floor, task } = await anArrival();

    const again = arrive(floor, "WH/IN/7");
    answer(floor, task, [
      { sku: "A", quantity: 12 },
      { sku: "B", quantity: 5 },
    ]);
    floor.run(5);
    const late = arrive(floor, "WH/IN/7");

    expect(again).toMatchObject({ status: 200, body: { task } });
    expect(late).toMatchObject({ status: 409 });
    expect(announce(floor, "WH/IN/7", { A: 1 }).status).toBe(409);
    expect(floor.get(wmsPaths.expectedReceipts).body).toMatchObject({ count: 0 });
    expect(told(floor)).toHaveLength(1);
  });

  it("is a delivery and no return to whoever bills by what was done", async () => {
    const { floor, task } = await anArrival({ A: 3 });

    answer(floor, task, [{ sku: "A", quantity: 3 }]);

    const rows = floor.get(`${wmsPaths.activity}?type=receive,return`).body.activities as object[];
    expect(rows.at(-1)).toMatchObject({ step: "receive", reference: { kind: "receipt", number: "WH/IN/7" } });
  });

  it("that nobody announced is refused with what to do", async () => {
    const { floor } = await anArrival();

    expect(arrive(floor, "WH/IN/8")).toMatchObject({
      status: 404,
      body: { field: "receipt", detail: expect.stringMatching(/expected-receipts first/) },
    });
  });

  it("is still to be counted after a restart, by what was announced then", async () => {
    const { floor, task } = await anArrival({ A: 4 });
    await floor.reopen();

    answer(floor, task, [{ sku: "A", quantity: 4 }]);
    floor.run(5);

    expect(arrive(floor, "WH/IN/7").status).toBe(409);
    expect(told(floor)).toMatchObject([{ lines: [{ sku: "A", quantity: 4 }] }]);
  });

  it("goes to orders that wait for it, once it is on a shelf", async () => {
    const { floor, task } = await anArrival({ A: 900 });
    floor.order("O1", { A: 210 });
    floor.run(60);
    const before = floor.get(wmsPaths.order("O1")).body.state;

    answer(floor, task, [{ sku: "A", quantity: 900 }]);
    floor.peopleAtWork = true;
    floor.run(3_600);

    expect(before).toBe("backordered");
    expect(floor.get(wmsPaths.order("O1")).body.state).toBe("shipped");
  });
});

it("two clients' deliveries of one number are two, each told to its own", async () => {
  const floor = await aSharedFloor();
  floor.peopleAtWork = false;
  const expectedAt = new Date(floor.clock.now() + 3_600_000).toISOString();
  for (const [client, quantity] of [
    ["house", 3],
    ["acme", 4],
  ] as const)
    floor.post(wmsPaths.expectedReceipts, {
      ...named(client),
      receipt: "D1",
      expectedAt,
      lines: [{ sku: "A", quantity }],
    });
  const tasks = (["house", "acme"] as const).map(
    (client) => floor.post(wmsPaths.arrival("D1"), named(client)).body.task,
  );

  expect(new Set(tasks).size).toBe(2);
  expect(answer(floor, String(tasks[1]), [{ sku: "A", quantity: 4 }], { client: "acme" }).status).toBe(200);
  floor.run(5);

  expect(told(floor)).toMatchObject([{ client: "acme", receipt: "D1", lines: [{ sku: "A", quantity: 4 }] }]);
  expect(inBook(floor, "RECV", "acme/A")).toBe(4);
  expect(inBook(floor, "RECV", "A")).toBe(0);
});

describe("an order that waits for what came", () => {
  const missed = (floor: Floor) =>
    floor.confirmations.filter(({ type }) => type === "order.backordered").map(({ data }) => data.lines);

  it("keeps what it was promised while the units are put away, and hears nothing else", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.robotsStand = true;
    floor.order("O1", { D: 3 });
    floor.run(10);
    const expectedAt = new Date(floor.clock.now() + 3_600_000).toISOString();

    deliver(floor, "D1", [{ sku: "D", quantity: 3 }]);
    floor.run(60);
    const lacking = missed(floor);
    floor.robotsStand = false;
    floor.run(3_600);

    expect(lacking).toEqual([
      [expect.objectContaining({ expectedAt: null })],
      [expect.objectContaining({ expectedAt })],
    ]);
    expect(missed(floor)).toEqual(lacking);
    expect(floor.stateOf("O1")).toBe("shipped");
  });

  it("is promised them also where it is sent while they stand there, and waits though it would not for others", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.robotsStand = true;
    deliver(floor, "D1", [{ sku: "D", quantity: 3 }]);
    floor.run(10);

    floor.order("O1", { D: 2 });
    floor.order("O2", { D: 1 }, { allocation: "partial-then-cancel" });
    floor.order("O3", { D: 1 });
    floor.run(10);
    const lacking = missed(floor).map((lines) => lines?.[0]?.expectedAt);
    floor.robotsStand = false;
    floor.run(3_600);

    const at = expect.stringMatching(/^20/);
    expect(lacking).toEqual([at, at, null]);
    expect(["O1", "O2", "O3"].map((order) => floor.stateOf(order))).toEqual([
      "shipped",
      "shipped",
      "backordered",
    ]);
  });

  it("hears that nothing covers it any more when they are not found there", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.order("O1", { D: 3 });
    deliver(floor, "D1", [{ sku: "D", quantity: 3 }]);
    floor.bins.get("RECV")!.set("D", 0);

    floor.run(300);

    const last = missed(floor).at(-1);
    expect(last).toMatchObject([{ expectedAt: null }]);
    expect(missed(floor).length).toBeGreaterThan(2);
  });
});
