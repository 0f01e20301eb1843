/** What comes back is looked at as what it is, by whom it came; how long that took is known, and what took longer than a day is told. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import { isoTime } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const hours = (n: number): number => n * 3_600;
const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));
const open = (floor: Floor, kind: TaskMessage["kind"]) =>
  [...floor.asked.values()].filter((task) => task.kind === kind);
const shown = (floor: Floor, number: string) => floor.get(wmsPaths.return(number)).body;

/** Ten A were shipped, and nobody looks at what comes back but the test. */
async function aShop(): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.order("O1", { A: 10 });
  floor.run(1_200);
  floor.peopleInspect = false;
  return floor;
}

const back = (floor: Floor, number: string, quantity: number, reason?: string) =>
  floor.post(wmsPaths.returns, {
    return: number,
    order: "O1",
    lines: [{ sku: "A", quantity, ...(reason ? { reason } : {}) }],
  });

describe("returns of one kind of goods", () => {
  it("are looked at each as its own, and each client's reason comes back with what became of it", async () => {
    const floor = await aShop();
    back(floor, "R1", 2, "too-small");
    back(floor, "R2", 1, "broken");
    floor.run(5);
    const [first, second] = open(floor, "inspect");
    expect(told(floor, "return.received")).toMatchObject([
      { return: "R1", order: "O1" },
      { return: "R2", order: "O1" },
    ]);

    floor.answer(first!.task, { found: [{ sku: "A", quantity: 2, state: "resalable" }] });
    floor.answer(second!.task, { found: [{ sku: "A", quantity: 1, state: "dismantle" }] });
    floor.run(5);

    expect([first, second]).toMatchObject([
      { return: "R1", quantity: 2, reason: "too-small", to: "P01" },
      { return: "R2", quantity: 1, reason: "broken" },
    ]);
    expect(told(floor, "return.graded")).toMatchObject([
      {
        return: "R1",
        order: "O1",
        lines: [{ sku: "A", quantity: 2, state: "available", grade: "resalable", reason: "too-small" }],
      },
      {
        return: "R2",
        lines: [{ sku: "A", quantity: 1, state: "condemned", grade: "dismantle", reason: "broken" }],
      },
    ]);
    expect(shown(floor, "R2")).toMatchObject({
      state: "decided",
      order: "O1",
      lines: [{ graded: [{ state: "pendingDestruction", grade: "dismantle", units: 1 }], waiting: 0 }],
    });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("map each grade to one of the states", async () => {
    const floor = await aShop();
    back(floor, "R1", 3);
    floor.run(5);
    const [{ task }] = open(floor, "inspect") as [TaskMessage];

    floor.answer(task, {
      found: ["resalable", "repairable", "dismantle"].map((state) => ({ sku: "A", quantity: 1, state })),
    });
    floor.run(5);

    const { graded } = (shown(floor, "R1").lines as { graded: object[] }[])[0]!;
    expect(graded).toEqual([
      { state: "available", grade: "resalable", units: 1 },
      { state: "defective", grade: "repairable", units: 1 },
      { state: "pendingDestruction", grade: "dismantle", units: 1 },
    ]);
    const steps = floor.get(`${wmsPaths.activity}?type=grade`).body.activities;
    expect(steps).toMatchObject([
      { state: "available", grade: "resalable", reference: { kind: "return", number: "R1" } },
      { state: "defective", grade: "repairable" },
      { state: "condemned", grade: "dismantle" },
    ]);
  });

  it("leave to others what is theirs: a delivery beside them is looked at by itself", async () => {
    const floor = await aShop();
    const expectedAt = isoTime(floor.clock.now());
    floor.post(wmsPaths.expectedReceipts, {
      receipt: "D1",
      expectedAt,
      inspect: true,
      lines: [{ sku: "A", quantity: 4 }],
    });
    const { task } = floor.post(wmsPaths.arrival("D1"), {}).body as { task: string };
    back(floor, "R1", 2);
    floor.answer(task, { found: [{ sku: "A", quantity: 4 }], complete: true });
    floor.run(5);
    const [ofReturn, ofDelivery] = open(floor, "inspect");
    floor.answer(ofDelivery!.task, { found: [{ sku: "A", quantity: 4, state: "available" }] });
    floor.run(30);

    expect([ofReturn, ofDelivery]).toMatchObject([{ return: "R1", quantity: 2 }, { quantity: 4 }]);
    expect(ofDelivery!.return).toBeUndefined();
    expect(shown(floor, "R1")).toMatchObject({ state: "received", lines: [{ waiting: 2 }] });
    await floor.reopen();
    expect(shown(floor, "R1")).toMatchObject({ state: "received", lines: [{ waiting: 2 }] });
  });

  it("are corrected by who looked: fewer than was said, or more", async () => {
    const floor = await aShop();
    back(floor, "R1", 3);
    back(floor, "R2", 1);
    floor.run(5);
    const [first, second] = open(floor, "inspect");
    const graded = (task: string, quantity: number) =>
      floor.answer(task, { found: [{ sku: "A", quantity, state: "available" }], complete: true });

    graded(first!.task, 1);
    graded(second!.task, 2);
    floor.run(1);
    graded(second!.task, 2);
    floor.run(5);

    expect([shown(floor, "R1"), shown(floor, "R2")]).toMatchObject([
      { state: "decided", lines: [{ received: 3, notFound: 2, graded: [{ units: 1 }] }] },
      { state: "decided", lines: [{ received: 2, notFound: 0, graded: [{ units: 2 }] }] },
    ]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("are decided by the WMS too: the one that it names, else the one that has waited longest", async () => {
    const floor = await aShop();
    back(floor, "R1", 2);
    back(floor, "R2", 2);
    floor.run(5);
    const decide = (disposition: string, more: object) =>
      floor.post(wmsPaths.dispositions, {
        ...{ disposition, location: "RECV", sku: "A", to: "repairable", ...more },
      });

    const statuses = [
      decide("D1", { quantity: 3, return: "R2" }).status,
      decide("D2", { quantity: 2, return: "R2" }).status,
      decide("D3", { quantity: 1 }).status,
    ];
    floor.run(5);

    expect(statuses).toEqual([409, 200, 200]);
    expect(shown(floor, "R2")).toMatchObject({ state: "decided" });
    expect(shown(floor, "R1")).toMatchObject({ state: "received", lines: [{ waiting: 1 }] });
    expect(floor.asked.get(open(floor, "inspect")[0]!.task)).toMatchObject({ return: "R1", quantity: 1 });
  });
});

describe("an announced return", () => {
  const announce = (floor: Floor, quantity = 3) =>
    floor.post(wmsPaths.returns, {
      return: "RMA-1",
      expectedAt: isoTime(floor.clock.now() + 86_400_000),
      lines: [{ sku: "A", quantity, reason: "too-small" }],
    });

  it("books nothing before it comes, then what came, as the label says or as it was announced", async () => {
    const floor = await aShop();
    announce(floor);
    floor.run(5);
    const before = [shown(floor, "RMA-1"), floor.bridge.figures().returns];

    const came = floor.post(wmsPaths.returnArrival("RMA-1"), { lines: [{ sku: "A", quantity: 2 }] });
    const again = floor.post(wmsPaths.returnArrival("RMA-1"), { lines: [{ sku: "A", quantity: 2 }] });
    floor.run(5);

    expect(before).toMatchObject([{ state: "announced", receivedAt: null, ageS: null }, 0]);
    expect([came.status, again.status]).toEqual([201, 200]);
    expect(shown(floor, "RMA-1")).toMatchObject({
      state: "received",
      lines: [{ announced: 3, received: 2, waiting: 2, reason: "too-small" }],
    });
    expect(floor.bridge.figures()).toMatchObject({ returns: 1, units: { returned: 2, conserved: true } });
    expect(told(floor, "return.received")).toMatchObject([
      { return: "RMA-1", lines: [{ sku: "A", quantity: 2 }] },
    ]);
  });

  it("said to have come again with other goods is a conflict, and not answered as if it were taken", async () => {
    const floor = await aShop();
    announce(floor);
    const arrive = (lines: object[]) => floor.post(wmsPaths.returnArrival("RMA-1"), { lines });
    arrive([{ sku: "A", quantity: 2 }]);
    floor.run(5);

    const others = [
      arrive([{ sku: "A", quantity: 3 }]),
      arrive([{ sku: "B", quantity: 2 }]),
      arrive([
        { sku: "A", quantity: 2 },
        { sku: "B", quantity: 1 },
      ]),
    ];
    const same = arrive([
      { sku: "A", quantity: 1 },
      { sku: "a", quantity: 1 },
    ]);
    const bare = floor.post(wmsPaths.returnArrival("RMA-1"), {});

    for (const other of others)
      expect(other).toMatchObject({ status: 409, body: { code: "conflict", field: "lines" } });
    expect([same.status, bare.status]).toEqual([200, 200]);
    expect(floor.bridge.figures()).toMatchObject({ units: { returned: 2, conserved: true } });
  });

  it("is held against what other returns announce too, also after a restart, until they are called off", async () => {
    const floor = await aShop();
    announce(floor, 8);
    await floor.reopen();
    const another = () =>
      floor.post(wmsPaths.returns, {
        return: "RMA-2",
        expectedAt: isoTime(floor.clock.now()),
        lines: [{ sku: "A", quantity: 3 }],
      });

    const before = another();
    const here = back(floor, "R3", 2);
    floor.post(wmsPaths.returnCancellation("RMA-1"), {});
    const after = another();

    expect(before).toMatchObject({
      status: 409,
      body: {
        code: "never-shipped",
        field: "lines[0].quantity",
        detail: expect.stringContaining("announce 8"),
      },
    });
    expect([here.status, after.status]).toEqual([201, 201]);
  });

  it("may be called off before, and not after", async () => {
    const floor = await aShop();
    announce(floor);
    floor.post(wmsPaths.returnArrival("RMA-1"), {});

    expect(floor.post(wmsPaths.returnCancellation("RMA-1"), {}).status).toBe(409);
    floor.post(wmsPaths.returns, {
      return: "RMA-2",
      expectedAt: isoTime(floor.clock.now()),
      lines: [{ sku: "A", quantity: 1 }],
    });
    expect(floor.post(wmsPaths.returnCancellation("RMA-2"), {}).body).toMatchObject({ state: "cancelled" });
    expect(floor.post(wmsPaths.returnArrival("RMA-2"), {}).status).toBe(409);
  });

  it("is held against what was shipped, when it is announced and when it comes", async () => {
    const floor = await aShop();

    expect(announce(floor, 11)).toMatchObject({ status: 409, body: { code: "never-shipped" } });
    announce(floor, 9);
    back(floor, "R1", 5);
    expect(floor.post(wmsPaths.returnArrival("RMA-1"), {})).toMatchObject({
      status: 409,
      body: { code: "never-shipped" },
    });
  });
});

describe("a return that nobody decides about", () => {
  it("is told once after a day, raises an alarm, and both are over with the decision", async () => {
    const floor = await aShop();
    back(floor, "R1", 2, "too-small");
    floor.run(hours(23));
    const before = told(floor, "return.overdue").length;
    await floor.reopen();
    floor.run(hours(3));
    const standing = floor.alarms.has("return.overdue:R1");
    const list = floor.get(`${wmsPaths.returns}?overdue=true`).body;
    floor.answer(open(floor, "inspect")[0]!.task, { found: [{ sku: "A", quantity: 2, state: "resalable" }] });
    floor.run(5);

    expect(before).toBe(0);
    expect(told(floor, "return.overdue")).toEqual([
      { return: "R1", order: "O1", lines: [{ sku: "A", quantity: 2, reason: "too-small" }] },
    ]);
    expect(standing).toBe(true);
    expect(list).toMatchObject({ count: 1, dwell: { waiting: 1, overdue: 1 } });
    expect(floor.alarms.has("return.overdue:R1")).toBe(false);
    const { dwell } = floor.get(wmsPaths.returns).body as { dwell: { p50S: number } };
    expect(dwell).toMatchObject({ waiting: 0, decided: 1 });
    expect(dwell.p50S).toBeGreaterThan(hours(24));
    expect(told(floor, "return.graded")[0]!.dwellS).toBe(dwell.p50S);
  });
});

describe("the list of returns", () => {
  it("is filtered by state, order, SKU and reason, and read on page by page", async () => {
    const floor = await aShop();
    for (const [number, reason] of [
      ["R1", "too-small"],
      ["R2", "broken"],
      ["R3", "too-small"],
    ] as const) {
      back(floor, number, 1, reason);
      floor.run(60);
    }
    const numbers = (query: string) =>
      (floor.get(wmsPaths.returns + query).body.returns as { return: string }[]).map((one) => one.return);
    const first = floor.get(`${wmsPaths.returns}?perPage=2`).body;

    expect(numbers("?reason=too-small")).toEqual(["R1", "R3"]);
    expect(numbers("?state=decided")).toEqual([]);
    expect(numbers("?order=O1&sku=a")).toEqual(["R1", "R2", "R3"]);
    expect(first).toMatchObject({ count: 3, returns: [{ return: "R1" }, { return: "R2" }] });
    expect(numbers(`?perPage=2&after=${first.next}`)).toEqual(["R3"]);
    expect(floor.get(`${wmsPaths.returns}?state=lost`).status).toBe(422);
  });
});

describe("a fresh label", () => {
  it("is asked for where the item wants it: the units are for sale only under it", async () => {
    const floor = await aShop();
    floor.post(wmsPaths.items, { items: [anItem("A", { relabelReturns: true })] });
    floor.peopleAtWork = false;
    back(floor, "R1", 2);
    floor.run(5);
    const [inspection] = open(floor, "inspect");
    floor.answer(inspection!.task, { found: [{ sku: "A", quantity: 2, state: "resalable" }] });
    floor.run(5);
    const [label] = open(floor, "relabel");
    const graded = told(floor, "stock.graded").length;
    const stock = () => floor.get(`${wmsPaths.stock}?sku=A`).body.stock;
    const frozen = stock();
    await floor.reopen();
    floor.answer(label!.task, { found: [{ sku: "A", quantity: 2 }] });
    floor.run(5);

    expect(inspection).toMatchObject({ relabel: true });
    expect(label).toMatchObject({ return: "R1", quantity: 2, to: "P01" });
    expect(graded).toBe(0);
    expect(frozen).toMatchObject([{ available: 90, frozen: 2 }]);
    expect(stock()).toMatchObject([{ available: 92, frozen: 0 }]);
    expect(told(floor, "stock.graded")).toMatchObject([{ cause: { kind: "relabelled", return: "R1" } }]);
    expect(open(floor, "inspect")).toHaveLength(1);
  });

  it("is asked for where who looked says so, and what carries none is looked at again", async () => {
    const floor = await aShop();
    back(floor, "R1", 3);
    floor.run(5);
    const [{ task }] = open(floor, "inspect") as [TaskMessage];
    floor.peopleAtWork = false;
    floor.answer(task, {
      found: [
        { sku: "A", quantity: 1, state: "available" },
        { sku: "A", quantity: 2, state: "resalable", relabel: true },
      ],
    });
    floor.run(5);
    floor.answer(open(floor, "relabel")[0]!.task, { found: [{ sku: "A", quantity: 1 }] });
    floor.run(5);

    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([{ available: 92, frozen: 1 }]);
    expect(open(floor, "inspect").at(-1)).toMatchObject({ quantity: 1 });
    expect(open(floor, "inspect")).toHaveLength(2);
  });
});

it("of more units than come back in one return is refused by its line, and a limit that can be asked for", async () => {
  const floor = await aStockedFloor();
  const send = (quantities: readonly number[]) =>
    floor.post(wmsPaths.returns, {
      ...{ return: "R9", shippedBefore: true },
      lines: quantities.map((quantity) => ({ sku: "A", quantity })),
    });

  const { body: limits } = floor.get(wmsPaths.limits);
  const refused = send([60_000, 1_000_000]);

  expect(limits).toMatchObject({ returns: { units: 100_000 } });
  expect(refused).toMatchObject({ status: 422, body: { field: "lines[1].quantity" } });
  expect(refused.body.detail).toMatch(/1060000 units .* at most 100000/);
  expect(floor.get(wmsPaths.return("R9")).status).toBe(404);
  expect(send([60_000, 40_000]).status).toBe(201);
});
