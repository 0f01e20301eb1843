/** What people do about orders at a screen, before and after these are on the floor. */
import { OrderId } from "@floorplane/contracts/ids";
import type { ToDashboards } from "@floorplane/contracts/messages";
import { hourMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aStockedFloor, dayStart, type Floor } from "../floor/floor.fixture.ts";
import { screensOf } from "../floor/screens.fixture.ts";

const minutes = (n: number): number => n * 60;
const reason = "the buyer called";
const names = ["O1", "O2", "O3"] as const;
const O1 = OrderId("O1");
const refused = (answer: ToDashboards | undefined) =>
  answer && "reason" in answer ? answer.reason : answer?.type;

async function aFloor(settings = {}) {
  const floor = await aStockedFloor({ settings });
  return { floor, act: screensOf(floor) };
}

describe("an order that is held", () => {
  it("is not begun, gives its units to who wants them, says who holds it and why, and goes on when it is released", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 100 });
    act({ type: "order.hold", order: O1, reason });
    floor.order("O2", { A: 60 });
    floor.run(minutes(30));

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["accepted", "shipped"]);
    expect(await floor.whyOf("O1")).toEqual({ code: "order.held", by: "mia", words: reason });
    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({
      held: { by: "mia", reason, at: "2010-12-01T08:00:00.000Z" },
      why: "is held by mia: the buyer called",
    });

    act({ type: "order.release", order: O1, reason });
    floor.run(minutes(30));

    expect(await floor.shippedOf("O1")).toEqual({ A: 40 });
    expect(floor.get(wmsPaths.order("O1")).body).not.toHaveProperty("held");
  });

  it("stays held over a restart, and while what it lacks comes", async () => {
    const { floor, act } = await aFloor({ waveOrders: 1 });
    floor.order("O1", { D: 2 });
    act({ type: "order.hold", order: O1, reason });
    await floor.reopen();
    floor.stock("P04", "D", 2);
    floor.run(minutes(10));

    expect(floor.stateOf("O1")).toBe("accepted");
    expect(floor.get(wmsPaths.order("O1")).body).not.toHaveProperty("backordered");
    screensOf(floor)({ type: "order.release", order: O1, reason });
    floor.run(minutes(10));
    expect(floor.stateOf("O1")).toBe("shipped");
  });

  it("can be cancelled; held twice it is held once, by whoever said so first and for what was said last", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 1 });
    act({ type: "order.hold", order: O1, reason: "address" });
    act({ type: "order.hold", order: O1, reason });
    expect(floor.get(wmsPaths.order("O1")).body.held).toMatchObject({ reason });

    expect(act({ type: "order.cancel", order: O1, reason })?.type).toBe("command.done");
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.cancelled"]);
  });

  it("is released by no program, which hears who holds it; one that ended shows no hold", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 1 });
    act({ type: "order.hold", order: O1, reason });

    const held = floor.post(`${wmsPaths.order("O1")}/release`, {});
    act({ type: "order.cancel", order: O1, reason });
    floor.order("O2", { A: 1 });
    const free = floor.post(`${wmsPaths.order("O2")}/release`, {});

    expect(held).toMatchObject({ status: 409, body: { field: "order" } });
    expect(held.body.detail).toContain(`held by mia (${reason})`);
    expect(free).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("follows no other") },
    });
    expect(floor.get(wmsPaths.order("O1")).body).not.toHaveProperty("held");
  });

  it("is refused once its totes were asked for", async () => {
    const { floor, act } = await aFloor({ waveOrders: 1 });
    floor.order("O1", { A: 1 });

    const answer = act({ type: "order.hold", order: O1, reason });

    expect(refused(answer)).toEqual({ code: "order.on-floor", order: "O1", state: "released" });
  });
});

describe("an order that is raised", () => {
  it("goes before others for what they wait for, and before those that came first", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { D: 1 });
    floor.order("O2", { D: 1 });
    act({ type: "order.raise", order: OrderId("O2"), priority: "high", reason });

    floor.stock("P04", "D", 1);

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["backordered", "allocated"]);
    expect(floor.get(wmsPaths.order("O2")).body.priority).toBe("high");
  });

  it("to urgent waits for no wave, and its robot is asked for now", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 });

    act({ type: "order.raise", order: O1, priority: "urgent", reason });

    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["released", "allocated"]);
    const [journey] = floor.journeys.values();
    expect(journey!.request.dueAt).toBeLessThanOrEqual(floor.clock.now());
    floor.run(minutes(20));
    expect([floor.stateOf("O1"), floor.stateOf("O2")]).toEqual(["shipped", "shipped"]);
  });

  it("at the door: as it comes, or by a change", async () => {
    const { floor } = await aFloor();
    floor.order("O1", { A: 1 }, { priority: "urgent" });
    floor.order("O2", { A: 1 });
    const changed = floor.post(`${wmsPaths.order("O2")}/change`, { priority: "high" });
    const unknown = floor.order("O3", { A: 1 }, { priority: "first" as never });

    expect(floor.stateOf("O1")).toBe("released");
    expect(changed.body).toMatchObject({ priority: "high", state: "allocated" });
    expect(unknown).toMatchObject({ status: 422, body: { field: "priority" } });
    expect(floor.get(`${wmsPaths.orders}?priority=high,urgent`).body.orders).toMatchObject([
      { order: "O1", priority: "urgent" },
      { order: "O2", priority: "high" },
    ]);
  });
});

describe("an order that is to ship complete", () => {
  it("goes with what is there when somebody splits it, and the rest follows", async () => {
    const { floor, act } = await aFloor({ waveOrders: 1 });
    floor.order("O1", { A: 2, D: 1 }, { allocation: "whole" });
    expect(floor.stateOf("O1")).toBe("backordered");

    act({ type: "order.split", order: O1, reason });
    floor.run(minutes(10));
    expect(await floor.shippedOf("O1")).toEqual({ A: 2 });
    floor.stock("P04", "D", 1);
    floor.run(minutes(10));

    expect(await floor.shippedOf("O1")).toEqual({ A: 2, D: 1 });
    expect(floor.stateOf("O1")).toBe("shipped");
  });

  it("is not split where its rest is cancelled anyway, nor on the floor", async () => {
    const { floor, act } = await aFloor({ waveOrders: 1 });
    floor.order("O1", { A: 1 }, { allocation: "whole" });
    expect(refused(act({ type: "order.split", order: O1, reason }))).toMatchObject({
      code: "order.on-floor",
    });
    floor.order("O2", { A: 1, D: 1 }, { allocation: "partial-then-cancel", after: ["O1"] });

    const answer = act({ type: "order.split", order: OrderId("O2"), reason });

    expect(refused(answer)).toEqual({ code: "order.not-whole", order: "O2" });
  });
});

describe("what people did about an order", () => {
  const actsOf = (floor: Floor, order = "O1") =>
    floor.get(wmsPaths.order(order)).body.acts as { readonly reason: string }[];

  it("is said with it, by whom and why, after its end and after a restart", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 1 });
    act({ type: "order.raise", order: O1, priority: "high", reason: "a big client" });
    act({ type: "order.hold", order: O1, reason: "address" });
    act({ type: "order.cancel", order: O1, reason });
    await floor.reopen();

    const at = "2010-12-01T08:00:0";
    expect(actsOf(floor)).toMatchObject([
      { act: "order.raise", via: "floor", by: "mia", reason: "a big client" },
      { act: "order.hold", via: "floor", by: "mia", reason: "address" },
      { act: "order.cancel", via: "floor", by: "mia", reason, at: expect.stringContaining(at) },
    ]);
  });

  it("is one thing where it is told twice, and nothing where it was refused or so already", async () => {
    const { floor, act } = await aFloor({ waveOrders: 1 });
    floor.order("O1", { A: 1 });
    for (const type of ["order.hold", "order.split", "order.release", "order.tryAgain"] as const)
      act({ type, order: O1, reason });
    expect(floor.get(wmsPaths.order("O1")).body).not.toHaveProperty("acts");

    act({ type: "order.cancel", order: O1, reason });
    act({ type: "order.cancel", order: O1, reason: "again" });

    expect(actsOf(floor)).toMatchObject([{ act: "order.cancel", reason }]);
  });

  it("names the program where one asked", async () => {
    const { floor } = await aFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 }, { after: ["O1"] });
    floor.post(`${wmsPaths.order("O2")}/release`, {});
    floor.post(`${wmsPaths.order("O2")}/change`, { priority: "high" });
    floor.post(`${wmsPaths.order("O2")}/cancellation`, {});
    floor.post(`${wmsPaths.order("O2")}/cancellation`, {});

    const by = expect.any(String);
    expect(actsOf(floor, "O2")).toMatchObject([
      { act: "order.release", via: "program", by, reason: "" },
      { act: "order.raise", via: "program", by },
      { act: "order.cancel", via: "program", by },
    ]);
  });

  it("stands in the activity and in the order's passport, with those of programs, and none is left out", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 1 });
    floor.order("O2", { A: 1 });
    for (let n = 1; n <= 4; n++) {
      act({ type: "order.hold", order: O1, reason: `address ${n}` });
      act({ type: "order.release", order: O1, reason: "it is right" });
    }
    act({ type: "order.hold", order: OrderId("O2"), reason });
    floor.run(1);
    await floor.reopen();
    floor.post(`${wmsPaths.order("O1")}/cancellation`, {});
    floor.run(1);

    const { activities } = floor.get(`${wmsPaths.activity}?type=decide`).body as {
      readonly activities: readonly { readonly order: string; readonly act: string }[];
    };
    const ofO1 = activities.filter(({ order }) => order === "O1");
    expect(ofO1.map((one) => one.act)).toEqual([
      ...Array.from({ length: 4 }, () => ["order.hold", "order.release"]).flat(),
      "order.cancel",
    ]);
    expect(ofO1[0]).toMatchObject({
      step: "decide",
      by: { kind: "person", name: "mia" },
      why: "address 1",
      units: 0,
      goods: [],
    });
    expect(ofO1.at(-1)).toMatchObject({ by: { kind: "wms" } });
    const { links } = floor.get(wmsPaths.passport("order", "O1")).body as {
      readonly links: readonly (
        | string
        | { readonly row: { readonly act?: string; readonly order: string } }
      )[];
    };
    const told = links.flatMap((link) => (typeof link === "string" ? [] : [link.row]));
    expect(told.filter(({ act: what }) => what !== undefined)).toHaveLength(9);
    expect(told.every(({ order }) => order === "O1")).toBe(true);
  });

  it("is kept of late alone", async () => {
    const { floor, act } = await aFloor();
    floor.order("O1", { A: 1 });
    for (let n = 1; n <= 8; n++) act({ type: "order.hold", order: O1, reason: `reason ${n}` });

    expect(actsOf(floor).map(({ reason: why }) => why)).toEqual([4, 5, 6, 7, 8].map((n) => `reason ${n}`));
  });
});

it("cancels what can be called back, and says of the rest where it is", async () => {
  const { floor, act } = await aFloor({ waveOrders: 1 });
  floor.order("O1", { A: 1 });
  floor.run(35);

  const packing = act({ type: "order.cancel", order: O1, reason });
  floor.run(minutes(5));
  const shipped = act({ type: "order.cancel", order: O1, reason });

  expect(refused(packing)).toEqual({ code: "order.beyond-recall", order: "O1", state: "packing" });
  expect(refused(shipped)).toEqual({ code: "order.closed", order: "O1", state: "shipped" });
});

describe("an act that would change nothing", () => {
  /** What is said of each act, once the order has come so far. */
  async function saidAt(state: string) {
    const { floor, act } = await aFloor({ waveOrders: 1 });
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    for (let second = 0; second < 900 && floor.stateOf("O1") !== state; second++) floor.run(1);
    expect(floor.stateOf("O1")).toBe(state);
    const types = ["hold", "split", "raise", "release", "tryAgain", "cancel"] as const;
    const said = types.map((type): [string, string] => {
      const message = { type: `order.${type}`, order: O1, reason, priority: "urgent" } as Parameters<
        typeof act
      >[0];
      const answer = act(message)!;
      const no = refused(answer);
      return [type, typeof no === "object" ? no.code : "done"];
    });
    return Object.fromEntries(said);
  }

  it("is refused on the floor, and what is advised can be done", async () => {
    expect(await saidAt("picking")).toEqual({
      hold: "order.on-floor",
      split: "order.on-floor",
      raise: "done",
      release: "order.needs-not",
      tryAgain: "order.needs-not",
      cancel: "done",
    });
  });

  it.each(["packing", "packed"])(
    "is refused while it is %s, and nothing is advised that is refused too",
    async (state) => {
      expect(await saidAt(state)).toEqual({
        hold: "order.beyond-recall",
        split: "order.beyond-recall",
        raise: "order.needs-not",
        release: "order.needs-not",
        tryAgain: "order.needs-not",
        cancel: "order.beyond-recall",
      });
    },
  );
});

it("writes down when an order came to which state", async () => {
  const { floor } = await aFloor({ waveOrders: 1 });
  floor.order("O1", { A: 1 });
  floor.run(minutes(5));
  await floor.reopen();

  const [row] = await floor.ledger.documents("order");
  const { course } = row!.body as { course: { state: string; at: number }[] };
  expect(course.map(({ state }) => state)).toEqual([
    "accepted",
    "allocated",
    "released",
    "picking",
    "transporting",
    "packing",
    "packed",
    "shipped",
  ]);
  expect(course[0]!.at).toBe(dayStart);
  for (const [index, { at }] of course.entries())
    expect(at).toBeGreaterThanOrEqual(course[index - 1]?.at ?? 0);
});

it("whatever people do in whatever order, no unit is lost and every order that nobody cancelled ships once all are released", async () => {
  const acts = fc.array(
    fc.record({
      order: fc.constantFrom(...names),
      type: fc.constantFrom("hold", "release", "raise", "split", "cancel"),
      priority: fc.constantFrom("normal", "high", "urgent"),
      after: fc.integer({ min: 0, max: 40 }),
    }),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(acts, async (given) => {
      const { floor, act } = await aFloor({ waveWaitMs: hourMs / 60 });
      floor.order("O1", { A: 60, D: 1 }, { allocation: "whole" });
      floor.order("O2", { A: 60 });
      floor.order("O3", { B: 3, C: 3 });
      for (const { order, type, priority, after } of given) {
        act({ type: `order.${type}`, order: OrderId(order), reason, priority } as never);
        floor.run(after);
      }
      for (const order of names) act({ type: "order.release", order: OrderId(order), reason });
      floor.stock("P04", "D", 1);
      floor.stock("P01", "A", 20);
      floor.run(minutes(60));

      const states = names.map((order) => floor.stateOf(order));
      const cancelled = new Set(given.filter(({ type }) => type === "cancel").map(({ order }) => order));
      for (const [index, state] of states.entries())
        expect(cancelled.has(names[index]!) ? ["shipped", "cancelled"] : ["shipped"]).toContain(state);
    }),
    { numRuns: 12 },
  );
});
