/** Webhooks: signed, at least once, in order for each order, retried for three days and then given to a person. */
import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { Floor, type FloorOptions, webhook } from "../floor/floor.fixture.ts";
import { verdictOf, waitForHearer, waitForOne } from "./retry.ts";

async function aFloor(options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 }, ...options });
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 100);
  return floor;
}

const dayS = 86_400;
const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

it("signs what it sends, so that a receiver can tell forgery and replay", async () => {
  const floor = await aFloor();
  floor.order("O1", { A: 1 });
  floor.run(60);

  const { request } = floor.webhooks[0]!;
  const headers = request.headers as Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>;
  const receiver = new Webhook(webhook.secret);
  const expected = receiver.sign(
    headers["webhook-id"],
    new Date(Number(headers["webhook-timestamp"]) * 1_000),
    textOf(request.body),
  );

  expect(headers["webhook-signature"]).toBe(expected);
  expect(Math.abs(Number(headers["webhook-timestamp"]) * 1_000 - floor.webhooks[0]!.at)).toBeLessThan(1_100);
  expect(JSON.parse(textOf(request.body))).toMatchObject({ type: "order.accepted", data: { order: "O1" } });
});

it("keeps the secret out of everything that is written down", async () => {
  const floor = await aFloor();
  floor.hears = () => 500;
  floor.order("O1", { A: 1 });
  floor.run(4 * dayS);

  const rows = await floor.ledger.rows(1, 1e6);

  expect(rows.some(({ text }) => text.includes("webhook.dead-letter"))).toBe(true);
  expect(rows.some(({ text }) => text.includes(webhook.secret.slice(6)) || text.includes(webhook.url))).toBe(
    false,
  );
});

describe("a receiver that does not answer", () => {
  it("hears each confirmation again under the same id, in order, while others go on", async () => {
    const floor = await aFloor();
    let down = true;
    floor.hears = ({ order }) => (order === "O1" && down ? 500 : undefined);
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 });
    floor.run(600);
    const during = floor.confirmations.map(({ type, data }) => `${data.order} ${type}`);
    down = false;
    floor.run(3_600);

    const ids = new Set(
      floor.webhooks
        .filter(({ status }) => status === 500)
        .map(({ request }) => request.headers["webhook-id"]),
    );
    expect(during).toEqual(["O2 order.accepted", "O2 order.packed", "O2 parcel.shipped", "O2 order.shipped"]);
    expect(floor.confirmations.slice(4).map(({ type, data }) => `${data.order} ${type}`)).toEqual([
      "O1 order.accepted",
      "O1 order.packed",
      "O1 parcel.shipped",
      "O1 order.shipped",
    ]);
    expect(ids.size).toBe(1);
    expect(floor.confirmations[4]!.id).toBe([...ids][0]);
    expect(floor.bridge.figures().confirmationsWaiting).toBe(0);
  });

  it("is given up after three days, with an alarm and the letter kept", async () => {
    const floor = await aFloor();
    floor.hears = () => 0;
    floor.order("O1", { A: 1 });
    floor.run(7 * dayS);

    const letters = await floor.ledger.documents("dead-letter");
    expect(letters.map(({ body }) => (body as { type: string }).type)).toEqual([
      "order.accepted",
      "order.packed",
      "parcel.shipped",
      "order.shipped",
    ]);
    expect([...floor.alarms.values()]).toEqual(["webhook.unheard", "webhook.dead-letter"]);
    expect(floor.webhooks.at(-1)!.at - floor.webhooks[0]!.at).toBeLessThan(6 * dayS * 1_000);
    expect(floor.bridge.figures().confirmationsWaiting).toBe(0);
  });

  it("is tried again after a restart of the house, where it was", async () => {
    const floor = await aFloor();
    let down = true;
    floor.hears = () => (down ? 503 : undefined);
    floor.order("O1", { A: 1 });
    floor.run(120);
    await floor.reopen();
    down = false;
    await floor.reopen();
    floor.run(3_600);

    // The one that was under way when the house went is sent again.
    expect([...new Set(floor.allToldOf("O1"))]).toEqual([
      "order.accepted",
      "order.packed",
      "parcel.shipped",
      "order.shipped",
    ]);
    expect(floor.bridge.figures().confirmationsWaiting).toBe(0);
  });
});

it("loses none that was tried again when the house died", async () => {
  const floor = await aFloor();
  floor.hears = () => 503;
  floor.order("O1", { A: 1 });
  floor.run(2);
  const { sent } = floor;
  floor.clock.run(() => floor.sent > sent);
  floor.hears = () => undefined;
  await floor.reopen();
  floor.run(600);

  expect(new Set(floor.toldOf("O1"))).toEqual(new Set(["order.accepted", "order.shipped"]));
  expect(floor.bridge.figures().confirmationsWaiting).toBe(0);
});

describe("a hearer under its name", () => {
  it("hears at its new address what waited for it when the house was started again", async () => {
    const floor = await aFloor();
    floor.hears = () => 503;
    floor.order("O1", { A: 1 });
    floor.run(120);
    const moved = { ...webhook, url: "https://wms.test/moved" };
    floor.hearers = [moved];
    floor.hears = () => undefined;
    await floor.reopen();
    floor.run(3_600);

    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
    expect(floor.webhooks.at(-1)!.request.url).toBe(moved.url);
  });

  it("is asked for by a person when the house was started without it, and hears all when it is named again", async () => {
    const floor = await aFloor();
    floor.hears = () => 503;
    floor.order("O1", { A: 1 });
    floor.run(120);
    floor.hearers = [];
    floor.hears = () => undefined;
    await floor.reopen();
    floor.run(3_600);
    const during = [...floor.alarms.values()];
    floor.hearers = [webhook];
    await floor.reopen();
    floor.run(3_600);

    expect(during).toEqual(["webhook.no-hearer"]);
    expect([...floor.alarms.values()]).toEqual([]);
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
  });
});

describe("a hearer that the house was started without", () => {
  const without = async () => {
    const floor = await aFloor();
    floor.order("O1", { A: 1 });
    floor.run(3_600);
    floor.hearers = [];
    await floor.reopen();
    floor.order("O2", { A: 1 });
    floor.run(3_600);
    return floor;
  };
  const named = async (floor: Awaited<ReturnType<typeof without>>) => {
    floor.hearers = [webhook];
    await floor.reopen();
    floor.run(3_600);
  };

  it("hears what happened meanwhile when it is named again, and a person is asked for it", async () => {
    const floor = await without();
    const during = [...floor.alarms.values()];
    await named(floor);

    expect(during).toEqual(["webhook.no-hearer"]);
    expect(floor.toldOf("O2")).toEqual(["order.accepted", "order.shipped"]);
    expect([...floor.alarms.values()]).toEqual([]);
  });

  it("is taken for gone after three days: what it did not hear lies with the dead letters, which it is sent when a person says so", async () => {
    const floor = await without();
    floor.run(74 * 3_600);
    const after = [...floor.alarms.values()];
    await named(floor);

    expect(after).not.toContain("webhook.no-hearer");
    expect(after).toContain("webhook.dead-letter");
    expect(floor.toldOf("O2")).toEqual([]);
  });
});

describe("a hearer that is away", () => {
  it("is asked by one confirmation for all, and hears all within a minute or so of its return", async () => {
    const floor = await aFloor();
    let away = true;
    floor.hears = () => (away ? 0 : undefined);
    const orders = Array.from({ length: 30 }, (_, index) => `O${index + 1}`);
    for (const order of orders) floor.order(order, { A: 1 });
    floor.run(2 * 3_600);
    const asked = floor.webhooks.length;
    away = false;
    floor.run(75);

    // Two hours of two questions a minute, and those that were under way when it went.
    expect(asked).toBeLessThan(350);
    expect(floor.confirmations.filter(({ type }) => type === "order.shipped")).toHaveLength(orders.length);
    expect(floor.bridge.figures().confirmationsWaiting).toBe(0);
  });

  it("is asked again soon after a start that came before its own", async () => {
    const floor = await aFloor();
    let away = true;
    floor.hears = () => (away ? 0 : undefined);
    floor.order("O1", { A: 1 });
    floor.run(1_200);
    await floor.reopen();
    floor.run(10);
    away = false;
    floor.run(75);

    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
  });
});

it("loses none that was on its way when the house died", async () => {
  const floor = await aFloor();
  floor.order("O1", { A: 1 });
  await floor.reopen();
  floor.run(600);

  expect(new Set(floor.toldOf("O1"))).toEqual(new Set(["order.accepted", "order.shipped"]));
  expect(new Set(floor.confirmations.map(({ id }) => id)).size).toBe(4);
});

describe("the wait", () => {
  const one = { attempts: 1, verdict: "refused", chance: 0.5 } as const;

  it("of one confirmation that is refused alone grows, with a fifth of chance either way", () => {
    expect([1, 2, 3, 4, 5].map((attempts) => waitForOne({ ...one, attempts }))).toEqual([
      5_000, 45_000, 300_000, 1_800_000, 7_200_000,
    ]);
    expect([waitForOne({ ...one, chance: 0 }), waitForOne({ ...one, chance: 1 })]).toEqual([4_000, 6_000]);
  });
  it("of one that its hearer had no time for stays below a minute", () => {
    expect([1, 2, 3, 4, 5, 100].map((attempts) => waitForOne({ ...one, verdict: "busy", attempts }))).toEqual(
      [5_000, 10_000, 20_000, 40_000, 45_000, 45_000],
    );
  });
  it("of a hearer that takes nothing is half a minute at most", () => {
    expect([1, 2, 3, 4, 100].map((failures) => waitForHearer(failures, 0.5))).toEqual([
      5_000, 10_000, 20_000, 30_000, 30_000,
    ]);
  });
  it("is as long as the hearer asks, up to five minutes", () => {
    expect(waitForHearer(1, 0.5, "60")).toBe(60_000);
    expect(waitForHearer(1, 0.5, "999999")).toBe(300_000);
    expect(waitForHearer(1, 0.5, "soon")).toBe(5_000);
  });
});

it.each([
  [200, "taken"],
  [204, "taken"],
  [0, "busy"],
  [301, "refused"],
  [400, "refused"],
  [401, "refused"],
  [404, "refused"],
  [408, "busy"],
  [409, "refused"],
  [410, "gone"],
  [422, "refused"],
  [425, "busy"],
  [429, "busy"],
  [500, "busy"],
  [503, "busy"],
])("an answer of %i means %s", (status, verdict) => {
  expect(verdictOf(status)).toBe(verdict);
});
