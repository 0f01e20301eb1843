/** What a WMS, its network and its people do wrong, row by row (FAULTS section 3, E): the door answers each in words, and the book stands as before. */
import { hourMs, secondMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { seededRandom } from "@floorplane/runtime/random";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const anOrder = (order: string, quantity: unknown = 2, sku = "A") => ({
  order,
  country: "France",
  lines: [{ line: "1", sku, quantity }],
});
const unitsOf = (floor: Floor): unknown => floor.get(`${wmsPaths.stock}?by=place`).body.stock;
const ordersOf = (floor: Floor): unknown => floor.get(wmsPaths.orders).body.count;

it("E1: the same order twice, under its key or another, is one order", async () => {
  const floor = await aStockedFloor();

  const answers = ["k1", "k1", "k2"].map((key) => floor.post(wmsPaths.orders, anOrder("O1"), key));
  floor.run(3 * 3600);
  const late = floor.post(wmsPaths.orders, anOrder("O1"), "k1");

  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(late).toMatchObject({ status: 200, body: { state: "shipped" } });
  expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
});

it("E2: one key with another body is refused, and changes nothing", async () => {
  const floor = await aStockedFloor();
  floor.post(wmsPaths.orders, anOrder("O1"), "k1");
  const before = [unitsOf(floor), ordersOf(floor)];

  const answer = floor.post(wmsPaths.orders, anOrder("O2", 7), "k1");

  expect(answer).toMatchObject({ status: 422, body: { code: "idempotency-key-reused" } });
  expect([unitsOf(floor), ordersOf(floor)]).toEqual(before);
});

describe("E3: an order cancelled", () => {
  const cancel = (floor: Floor) => floor.post(wmsPaths.cancellation("O1"), {});

  it("before its pick is released at once", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.orders, anOrder("O1"));

    expect(cancel(floor)).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([{ available: 100, allocated: 0 }]);
  });

  it("with its load on a robot comes back, is counted, and is for sale again once somebody looked at it", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.post(wmsPaths.orders, anOrder("O1"));
    for (let s = 0; s < 600 && floor.stateOf("O1") !== "transporting"; s++) floor.run(1);

    const answer = cancel(floor);
    floor.run(6 * 3600);

    expect(answer).toMatchObject({ status: 202, body: { state: "cancelling" } });
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([
      { available: 100, allocated: 0, inTransit: 0, frozen: 0 },
    ]);
  });

  it("once it is packed is refused with its state", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.post(wmsPaths.orders, anOrder("O1"));
    floor.run(1_200);

    const answer = cancel(floor);

    expect(answer.status).toBe(409);
    expect(answer.body.detail).toContain("is packed");
  });
});

describe("E4: a body that says what cannot be", () => {
  const line = { line: "1", sku: "A", quantity: 1 };
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...line, line: `${i}` }));
  it.each<[string, object, string]>([
    ["goods that nobody knows", anOrder("O1", 1, "NOBODY"), "lines[0].sku"],
    ["0 units", anOrder("O1", 0), "lines[0].quantity"],
    ["-1 units", anOrder("O1", -1), "lines[0].quantity"],
    ["1.5 units", anOrder("O1", 1.5), "lines[0].quantity"],
    ["10^12 units", anOrder("O1", 1e12), "lines[0].quantity"],
    ["units as text", anOrder("O1", "2"), "lines[0].quantity"],
    ["no lines", { ...anOrder("O1"), lines: [] }, "lines"],
    ["10,000 lines", { ...anOrder("O1"), lines: many(10_000) }, "lines"],
    [
      "one line right and one wrong",
      { ...anOrder("O1"), lines: [line, { line: "2", sku: "ZZ", quantity: 1 }] },
      "lines[1].sku",
    ],
  ])("%s: refused whole, by its field", async (_what, body, field) => {
    const floor = await aStockedFloor();
    const before = unitsOf(floor);

    const answer = floor.post(wmsPaths.orders, body);

    expect(answer).toMatchObject({ status: 422, body: { field } });
    expect([unitsOf(floor), ordersOf(floor)]).toEqual([before, 0]);
  });
});

it("E5: a burst beyond what the house takes is told when to come back, and nothing that was taken is lost", async () => {
  const floor = await aStockedFloor({ settings: { openOrdersMax: 30 } });
  const numbers = Array.from({ length: 50 }, (_, i) => `B${i}`);

  const answers = numbers.map((number) => floor.post(wmsPaths.orders, anOrder(number, 1)));
  const busy = answers.filter(({ status }) => status === 429);
  const refusedNow = floor.answerTo({
    method: "POST",
    url: wmsPaths.orders,
    headers: { "idempotency-key": "late" },
    body: new TextEncoder().encode(JSON.stringify(anOrder("LATE", 1))),
  });
  floor.run(6 * 3600);
  const again = numbers.slice(30).map((number) => floor.post(wmsPaths.orders, anOrder(number, 1)));
  floor.run(6 * 3600);

  expect(busy).toHaveLength(20);
  expect(Number(refusedNow.headers["retry-after"])).toBeGreaterThan(0);
  expect(again.every(({ status }) => status === 201)).toBe(true);
  expect(numbers.map((number) => floor.stateOf(number))).toEqual(numbers.map(() => "shipped"));
});

it("E6: of two orders for the last unit one has it, the other waits, and no place is below nought", async () => {
  const floor = await aStockedFloor();
  floor.stock("P04", "D", 1);

  const states = ["O1", "O2"].map(
    (number) => floor.post(wmsPaths.orders, anOrder(number, 1, "D")).body.state,
  );
  floor.run(3 * 3600);

  expect(states).toHaveLength(2);
  expect([floor.stateOf("O1"), floor.stateOf("O2")].sort()).toEqual(["backordered", "shipped"]);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  expect(floor.get(`${wmsPaths.stock}?sku=D`).body.count).toBe(0);
});

it.each([
  ["refuses everything", 500],
  ["redirects", 302],
  ["is silent", 0],
])(
  "E7: a receiver that %s for a day holds nothing up, and hears each order in its order",
  async (_what, status) => {
    const floor = await aStockedFloor();
    const until = floor.clock.now() + 24 * hourMs;
    floor.hears = () => (floor.clock.now() < until ? status : undefined);

    for (const number of ["O1", "O2", "O3"]) floor.post(wmsPaths.orders, anOrder(number));
    floor.run(3 * 3600);
    const meanwhile = ["O1", "O2", "O3"].map((number) => floor.stateOf(number));
    floor.run((24 * hourMs) / secondMs);

    expect(meanwhile).toEqual(["shipped", "shipped", "shipped"]);
    for (const order of ["O1", "O2", "O3"])
      expect(floor.allToldOf(order)).toEqual([
        "order.accepted",
        "order.packed",
        "parcel.shipped",
        "order.shipped",
      ]);
  },
);

it("E8: a day that is sent again a month later, in any order, changes nothing", async () => {
  const floor = await aStockedFloor();
  const day: readonly (readonly [string, object])[] = [
    ...Array.from({ length: 20 }, (_, i) => [wmsPaths.orders, anOrder(`O${i}`, 1 + (i % 3))] as const),
    [wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "B", quantity: 2 }] }],
    [wmsPaths.writeOffs, { writeOff: "W1", sku: "C", quantity: 1, reason: "broken" }],
  ];
  const send = ([path, body]: readonly [string, object], index: number) =>
    floor.post(path, body, `day-${index}`);
  day.forEach(send);
  floor.run((30 * 24 * hourMs) / secondMs);
  const before = [unitsOf(floor), floor.bridge.figures().units];

  const random = seededRandom("again");
  for (let round = 0; round < 10; round++)
    for (const [index, request] of [...day.entries()].sort(() => random.next() - 0.5))
      expect(send(request, index).status).toBeLessThan(300);
  floor.run(3 * 3600);

  expect([unitsOf(floor), floor.bridge.figures().units]).toEqual(before);
});

describe("E10: a person who fetches by hand what a robot was sent for", () => {
  const scan = (floor: Floor, quantity: number, place = "P01", sku = "A") =>
    floor.post(wmsPaths.picks, { device: "HH1", place, sku, quantity });
  const atPlace = (floor: Floor, place: string) => {
    const rows = floor.get(`${wmsPaths.stock}?by=place`).body.stock as {
      location?: string;
      allocated: number;
    }[];
    return rows.filter(({ location }) => location === place);
  };
  async function aRobotOnItsWay(lines: Record<string, number>): Promise<Floor> {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", lines);
    floor.run(1);
    expect(floor.journeys.size).toBe(1);
    return floor;
  }

  it("has it booked once: the hold is gone, the robot fetches the rest and goes on, and all of it ships", async () => {
    const floor = await aRobotOnItsWay({ A: 2, B: 3 });

    const said = scan(floor, 2);
    floor.fetchByHand("P01", "A", 2, said.body.tote as never);
    const held = atPlace(floor, "P01");
    floor.run(3_600);

    expect(said).toMatchObject({ status: 201, body: { order: "O1", units: 2 } });
    expect(held).toMatchObject([{ available: 98, allocated: 0 }]);
    expect(floor.tasksDone).toMatchObject([{ kind: "bring", tote: said.body.tote }]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2, B: 3 });
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bins.get("P01")!.get("A")).toBe(98);
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
    expect(atPlace(floor, "P01")).toMatchObject([{ available: 98, allocated: 0 }]);
  });

  it("calls a robot off that has nothing else to fetch", async () => {
    const floor = await aRobotOnItsWay({ A: 2 });

    const said = scan(floor, 2);
    floor.fetchByHand("P01", "A", 2, said.body.tote as never);
    floor.run(3_600);

    expect(floor.journeys.size).toBe(0);
    expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
    expect(floor.bridge.figures()).toMatchObject({ units: { adjusted: 0, conserved: true } });
    expect(floor.bins.get("P01")!.get("A")).toBe(98);
  });

  it("scans twice and is told that nobody wants more from there", async () => {
    const floor = await aRobotOnItsWay({ A: 2, B: 3 });

    const [first, second] = [scan(floor, 2), scan(floor, 2)];
    const more = scan(floor, 9, "P02", "B");
    const elsewhere = scan(floor, 1, "P03", "C");

    expect(first.status).toBe(201);
    for (const answer of [second, more, elsewhere])
      expect(answer).toMatchObject({ status: 409, body: { code: "not-wanted" } });
    expect(more.body.detail).toContain("for 3 at most");
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is at the shelf at the same time as the robot: what the robot took as well is counted out, and nothing ships twice", async () => {
    const floor = await aRobotOnItsWay({ A: 2, B: 3 });
    // The robot has its action for the shelf, so that the stop is made in spite of all.
    floor.keepsStops = true;

    const said = scan(floor, 2);
    floor.fetchByHand("P01", "A", 2, said.body.tote as never);
    // Whoever counts the robot's tote takes out what nothing is planned for any more.
    floor.planned.get("T1" as never)!.set("A", 0);
    floor.run(6 * 3_600);

    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["bring", "count-tote", "count-bin"]),
    );
    expect(await floor.shippedOf("O1")).toEqual({ A: 2, B: 3 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([{ available: 98, allocated: 0 }]);
  });

  it("goes on over a restart of the house", async () => {
    const floor = await aRobotOnItsWay({ A: 2, B: 3 });

    const said = scan(floor, 2);
    floor.fetchByHand("P01", "A", 2, said.body.tote as never);
    await floor.reopen();
    floor.run(3_600);

    expect(await floor.shippedOf("O1")).toEqual({ A: 2, B: 3 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });
});
