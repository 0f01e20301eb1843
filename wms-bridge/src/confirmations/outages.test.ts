/** A hearer that is away, ill, or refuses: when it is asked, and how soon everyone is told when it is back. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor, type FloorOptions, webhook } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;
const hours = (n: number): number => n * 3_600;

async function aFloor(options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 }, ...options });
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 400);
  return floor;
}
const ordersOf = (count: number, name = "O") =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);
const shipped = (floor: Floor) => floor.confirmations.filter(({ type }) => type === "order.shipped").length;

/** Orders are taken and shipped while every attempt is answered so; then the hearer is well again. */
async function anOutage(status: number, seconds: number, floor?: Floor): Promise<Floor> {
  const busy = floor ?? (await aFloor());
  let isIll = true;
  busy.hears = () => (isIll ? status : undefined);
  for (const order of ordersOf(30)) busy.order(order, { A: 1 });
  busy.run(seconds);
  isIll = false;
  return busy;
}

describe("a hearer that answered nothing but trouble for a while", () => {
  it.each([
    ["unreachable for five minutes", 0, minutes(5)],
    ["503 for five minutes", 503, minutes(5)],
    ["500 for two hours", 500, hours(2)],
    ["502 for a day", 502, hours(24)],
    ["401 to all, until its secret was mended", 401, hours(1)],
    ["400 to all, as receivers do that cannot verify", 400, hours(1)],
    ["404 to all, until its path was mended", 404, hours(3)],
    ["301 to all", 301, minutes(20)],
    ["408 to all", 408, minutes(20)],
    ["429 to all, without a word for how long", 429, minutes(20)],
  ])("%s: all are told within a minute of its return", async (_what, status, seconds) => {
    const floor = await anOutage(status, seconds);

    floor.run(60);

    expect(shipped(floor)).toBe(30);
    for (const order of ordersOf(30))
      expect(floor.allToldOf(order)).toEqual([
        "order.accepted",
        "order.packed",
        "parcel.shipped",
        "order.shipped",
      ]);
    expect(floor.bridge.figures().confirmationsWaiting).toBe(0);
  });

  it("hears one question at a time while it is ill, and no more than a few a minute", async () => {
    const floor = await anOutage(503, hours(1));

    const asked = floor.webhooks.filter(({ status }) => status === 503);
    expect(asked.length).toBeGreaterThan(60);
    expect(asked.length).toBeLessThan(60 * 4);
    const gaps = asked.slice(30).map(({ at }, index) => at - asked[index + 29]!.at);
    expect(Math.min(...gaps)).toBeGreaterThan(20_000);
  });

  it("is asked with another confirmation each time, so that one it cannot read does not stand for all", async () => {
    const floor = await anOutage(503, minutes(30));

    const asked = floor.webhooks.slice(-29).map(({ request }) => request.headers["webhook-id"]);
    expect(new Set(asked).size).toBe(29);
  });

  it("is not stormed when it is back: the first goes alone, then twice as many at once", async () => {
    const floor = await anOutage(503, minutes(30));
    const atOnce: number[] = [];
    for (let taken = 1; taken <= 60; taken++) {
      floor.clock.run(() => floor.confirmations.length >= taken);
      atOnce.push(floor.sent - floor.webhooks.length);
    }

    expect(atOnce.slice(0, 3).every((count, index) => count <= 2 ** (index + 1))).toBe(true);
    expect(Math.max(...atOnce)).toBe(16);
  });

  it("is told in the order in which things happened", async () => {
    const floor = await anOutage(503, minutes(30));
    floor.run(60);

    const accepted = floor.confirmations.filter(({ type }) => type === "order.accepted").slice(-20);
    const numbers = accepted.map(({ data }) => Number(data.order!.slice(1)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });

  it("is told within a minute too when the house was rebuilt meanwhile", async () => {
    const floor = await anOutage(503, minutes(20));
    floor.hears = () => 503;
    await floor.reopen();
    floor.run(minutes(20));
    await floor.reopen();
    floor.hears = () => undefined;
    floor.run(60);

    expect(shipped(floor)).toBe(30);
  });

  it("may say itself when it wants to be asked again, up to five minutes", async () => {
    const floor = await aFloor();
    floor.hears = () => 503;
    floor.answersWith = { "retry-after": "120" };
    floor.order("O1", { A: 1 });
    floor.run(hours(1));
    const polite = floor.webhooks.length;
    floor.answersWith = { "retry-after": "999999" };
    floor.run(hours(1));

    expect(polite).toBeLessThan(40);
    expect(floor.webhooks.length - polite).toBeGreaterThan(8);
  });

  it("that takes half of what it is sent and refuses the other half by chance gets all of it soon", async () => {
    const floor = await aFloor();
    floor.hears = () => (floor.random.chance(0.5) ? 503 : undefined);
    for (const order of ordersOf(30)) floor.order(order, { A: 1 });
    floor.run(minutes(15));

    expect(shipped(floor)).toBe(30);
  });
});

it("of two hearers one is ill: the other hears all, and each under ids of its own", async () => {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  const other = { ...webhook, name: "OTHER", url: "https://other.test/hook" };
  floor.hearers = [webhook, other];
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 10);
  let isIll = true;
  floor.hears = ({ url }) => (isIll && url === webhook.url ? 503 : undefined);
  floor.order("O1", { A: 1 });
  floor.run(minutes(10));
  const during = [floor.allToldOf("O1"), [...floor.alarms.keys()]];
  isIll = false;
  floor.run(60);

  expect(during).toEqual([
    ["order.accepted", "order.packed", "parcel.shipped", "order.shipped"],
    ["webhook.unheard:WMS"],
  ]);
  expect(floor.allToldOf("O1")).toHaveLength(8);
  expect(new Set(floor.confirmations.map(({ id }) => id)).size).toBe(8);
  expect(floor.alarms.size).toBe(0);
});

describe("one confirmation that its hearer refuses", () => {
  it.each([500, 422, 400])(
    "with %i holds up neither other orders nor, once it is taken, its own",
    async (status) => {
      const floor = await aFloor();
      let refuses = true;
      floor.hears = ({ order }) => (refuses && order === "O3" ? status : undefined);
      for (const order of ordersOf(20)) floor.order(order, { A: 1 });
      floor.run(minutes(4));
      const others = shipped(floor);
      const during = [...floor.alarms.values()];
      floor.run(hours(10));
      for (const order of ordersOf(20, "LATER")) floor.order(order, { A: 1 });
      floor.run(minutes(4));
      refuses = false;
      floor.run(hours(14));

      expect(others).toBe(19);
      expect(during).toEqual([]);
      expect(shipped(floor)).toBe(40);
      expect(floor.allToldOf("O3")).toEqual([
        "order.accepted",
        "order.packed",
        "parcel.shipped",
        "order.shipped",
      ]);
    },
  );

  it("is said to a person, until it was taken", async () => {
    const floor = await aFloor();
    let refuses = true;
    floor.hears = ({ order }) => (refuses && order === "O3" ? 422 : undefined);
    for (const order of ordersOf(5)) floor.order(order, { A: 1 });
    for (let hour = 0; hour < 6; hour++) {
      floor.order(`H${hour}`, { A: 1 });
      floor.run(hours(1));
    }
    const during = [...floor.alarms.values()];
    await floor.reopen();
    refuses = false;
    floor.run(hours(24));

    expect(during).toEqual(["webhook.refused"]);
    expect([...floor.alarms.values()]).toEqual([]);
  });
});

describe("nobody takes anything for minutes", () => {
  it.each([0, 503, 401])("and a person is told (%i); the alarm goes when it is back", async (status) => {
    const floor = await anOutage(status, minutes(2));
    floor.hears = () => status;
    const early = [...floor.alarms.values()];
    floor.run(minutes(3));
    const during = [...floor.alarms.values()];
    await floor.reopen();
    floor.run(minutes(10));
    const afterRestart = [...floor.alarms.values()];
    floor.hears = () => undefined;
    floor.run(60);

    expect(early).toEqual([]);
    expect(during).toEqual(["webhook.unheard"]);
    expect(afterRestart).toEqual(["webhook.unheard"]);
    expect([...floor.alarms.values()]).toEqual([]);
  });

  it("and the alarm says how long, what was answered and how many wait", async () => {
    const floor = await anOutage(503, minutes(10));
    const rows = await floor.ledger.rows(1, 1e6);

    const raised = rows.flatMap(({ change }) =>
      change.mail.map(({ message }) => message as Record<string, unknown>),
    );
    expect(raised.filter(({ type }) => type === "alarm.raise")).toMatchObject([
      {
        definition: "webhook.unheard",
        source: "WMS",
        parameters: { status: 503, waiting: expect.any(Number), since: expect.any(String) },
      },
    ]);
  });
});

describe("410: nobody listens there any more", () => {
  it("nothing further is sent there, a person is told, and what waits is told when the house is started anew", async () => {
    const floor = await aFloor();
    floor.hears = () => 410;
    for (const order of ordersOf(10)) floor.order(order, { A: 1 });
    floor.run(hours(5));
    const sent = floor.webhooks.length;
    const during = [...floor.alarms.values()];
    floor.hears = () => undefined;
    await floor.reopen();
    floor.run(60);

    expect(sent).toBeLessThanOrEqual(16);
    expect(during).toEqual(["webhook.gone"]);
    expect(shipped(floor)).toBe(10);
    expect([...floor.alarms.values()]).toEqual([]);
  });
});

describe("after three days", () => {
  it("thousands of confirmations that nobody took become dead letters without ending the house", async () => {
    const floor = await aFloor();
    floor.hears = () => 0;
    floor.items("B");
    for (const order of ordersOf(1_500)) floor.order(order, { B: 1 }, { country: "France" });
    floor.run(hours(80));

    const letters = await floor.ledger.documents("dead-letter");
    expect(letters.length).toBe(3_000);
    expect([...floor.alarms.values()]).toContain("webhook.dead-letter");
    expect(await floor.house.differences()).toEqual([]);
  });
});

describe("dead letters", () => {
  async function deadLetters(): Promise<Floor> {
    const floor = await aFloor();
    floor.items("B");
    floor.hears = () => 500;
    for (const order of ordersOf(400)) floor.order(order, { B: 1 });
    floor.run(hours(80));
    return floor;
  }
  const asked = (floor: Floor) =>
    floor.request({ method: "GET", url: wmsPaths.deadLetters, headers: {}, body: new Uint8Array() }).body;

  it("are shown, and are all sent again under their old ids when somebody asks for it", async () => {
    const floor = await deadLetters();
    await floor.reopen();
    floor.hears = () => undefined;
    const before = asked(floor);
    const answer = floor.post(wmsPaths.redelivery, {});
    floor.run(120);

    expect(before).toMatchObject({
      count: 800,
      letters: expect.arrayContaining([expect.objectContaining({ type: "order.accepted", hearer: "WMS" })]),
    });
    expect(answer).toMatchObject({ status: 202, body: { count: 800 } });
    expect(new Set(floor.confirmations.map(({ id }) => id)).size).toBe(800);
    expect(floor.allToldOf("O7")).toEqual(["order.accepted", "order.backordered"]);
    expect(asked(floor)).toEqual({ count: 0, letters: [] });
    expect([...floor.alarms.values()].filter((alarm) => alarm.startsWith("webhook"))).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("that nobody asked for in a month are let go, and their alarm with them", async () => {
    const floor = await deadLetters();
    floor.hears = () => undefined;
    floor.run(hours(24 * 40));

    expect(asked(floor)).toMatchObject({ count: 0 });
    expect([...floor.alarms.values()]).not.toContain("webhook.dead-letter");
  });
});

it("nothing is asked more often than it has to be in a day without trouble", async () => {
  const floor = await aFloor();
  for (const order of ordersOf(100)) floor.order(order, { A: 1 });
  floor.run(hours(1));

  expect(floor.webhooks).toHaveLength(400);
  expect((await floor.ledger.documents("hearer")).length).toBe(0);
});
