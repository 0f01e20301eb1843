/** What a transfer is off by is decided by people, at a task that stands as long as it does; above the limit of counts it takes two of them, and a program is one. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import { dayMs, hourMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));
const shown = (floor: Floor) => floor.get(wmsPaths.transfer("TR1")).body;
const arrive = (floor: Floor, lines?: object[]) =>
  floor.post(wmsPaths.transferArrival("TR1"), lines === undefined ? {} : { lines });
const giveUp = (floor: Floor, person = "Ada") =>
  floor.post(wmsPaths.transferDecision("TR1"), { person, reason: "the truck burnt" });

interface Shown {
  readonly task: string;
  readonly refused: { readonly reason: string } | null;
}
const asked = (floor: Floor): (Shown & TaskMessage)[] =>
  (floor.get(`${wmsPaths.tasks}?kind=difference`).body as { tasks: (Shown & TaskMessage)[] }).tasks;
function answer(floor: Floor, decision: object, device = "HH1"): void {
  floor.answer(asked(floor)[0]!.task, { device, found: [], ...decision });
  floor.run(5);
}

async function outsideOf(floor: Floor, sku: string) {
  const rows = await floor.ledger.documents("outside", { from: `house/${sku}|`, to: `house/${sku}|~` });
  return rows[0]!.body as { shipped: number; between: number; adjusted: number };
}

async function between(approval?: { units: number }): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  if (approval) {
    floor.site = { ...floor.site, counts: { approval } };
    await floor.reopen();
  }
  floor.order("TR1", { A: 5, B: 2 }, { transferTo: "WAREHOUSE-2" });
  floor.run(1_800);
  return floor;
}

/** Two of A are missing, one of B too many. */
async function off(approval?: { units: number }): Promise<Floor> {
  const floor = await between(approval);
  arrive(floor, [
    { sku: "A", quantity: 3 },
    { sku: "B", quantity: 3 },
  ]);
  floor.run(5);
  return floor;
}

describe("a transfer that is off", () => {
  it("is a task for people, with what is missing and what came too many, also after a restart", async () => {
    const floor = await off();
    const difference = [
      { sku: "A", units: -2 },
      { sku: "B", units: 1 },
    ];

    expect(asked(floor)).toMatchObject([{ kind: "difference", transfer: "TR1", quantity: 3, difference }]);
    expect(floor.asked.get(asked(floor)[0]!.task)).toMatchObject({ transfer: "TR1", difference });
    expect(shown(floor)).toMatchObject({
      state: "difference",
      task: asked(floor)[0]!.task,
      lines: [{ missing: 2 }, { missing: 0 }],
      over: [{ sku: "B", quantity: 1 }],
    });
    await floor.reopen();
    expect(asked(floor)).toMatchObject([{ transfer: "TR1", difference }]);
  });

  it("is nobody's task any more when the rest arrives, and an answer that comes late is refused", async () => {
    const floor = await between();
    arrive(floor, [
      { sku: "A", quantity: 3 },
      { sku: "B", quantity: 2 },
    ]);
    const [task] = asked(floor);

    arrive(floor);
    floor.run(5);

    expect(asked(floor)).toEqual([]);
    expect(shown(floor)).toMatchObject({ state: "arrived" });
    const late = { task: task!.task, device: "WMS", at: new Date(floor.clock.now()).toISOString() };
    expect(
      floor.post(wmsPaths.taskOutcome(task!.task), { ...late, decision: "give-up", found: [] }),
    ).toMatchObject({ status: 422, body: { detail: expect.stringContaining("off by other units by now") } });
    expect(shown(floor)).toMatchObject({ state: "arrived" });
    floor.run(dayMs / 1_000);
    expect(floor.alarms.has("transfer.overdue:TR1")).toBe(false);
  });

  it("is another task when it is off by other units: a word about the first is not taken for the second", async () => {
    const floor = await off();
    const [first] = asked(floor);

    arrive(floor, [{ sku: "A", quantity: 1 }]);
    floor.run(5);
    floor.answer(first!.task, { found: [], decision: "give-up" });
    floor.run(5);

    expect(asked(floor)).toMatchObject([
      {
        difference: [
          { sku: "A", units: -1 },
          { sku: "B", units: 1 },
        ],
      },
    ]);
    expect(asked(floor)[0]!.task).not.toBe(first!.task);
    expect(shown(floor)).toMatchObject({ state: "difference" });
  });

  it("is given up by somebody: what is missing is lost, and what was too many was counted wrongly", async () => {
    const floor = await off();

    answer(floor, { decision: "give-up" });

    expect(asked(floor)).toEqual([]);
    expect(shown(floor)).toMatchObject({
      state: "closed",
      decidedBy: "HH1",
      lines: [{ lost: 2 }, { lost: 0 }],
    });
    expect(await outsideOf(floor, "A")).toMatchObject({ shipped: 3, between: 0, adjusted: 2 });
    expect(told(floor, "stock.adjusted")).toMatchObject([
      {
        lines: [{ sku: "A", quantity: -2 }],
        cause: { kind: "lost-between-sites", order: "TR1", decidedBy: ["HH1"] },
      },
    ]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("is there after all: what is missing arrives, what came too many left from here, and its places are counted", async () => {
    const floor = await off();

    answer(floor, {
      decision: "arrived",
      found: [
        { sku: "A", quantity: 1 },
        { sku: "B", quantity: 1 },
      ],
    });

    expect(asked(floor)).toMatchObject([{ difference: [{ sku: "A", units: -1 }] }]);
    expect(told(floor, "transfer.arrived").at(-1)).toMatchObject({
      lines: [
        { sku: "A", quantity: 1 },
        { sku: "B", quantity: 1 },
      ],
      variance: [{ sku: "A", quantity: -1 }],
    });
    expect(await outsideOf(floor, "B")).toMatchObject({ shipped: 3, between: 0, adjusted: -1 });
    expect(floor.bridge.figures().units.conserved).toBe(true);
    floor.run(600);
    expect(floor.tasksDone.filter(({ kind }) => kind === "count-bin").length).toBeGreaterThan(0);
  });

  it("is asked about again tomorrow when somebody looks on, and stands as an alarm when nobody says anything for a day", async () => {
    const floor = await off();

    answer(floor, { decision: "keep-looking" });
    const soon = asked(floor);
    await floor.reopen();
    floor.run(dayMs / 1_000);
    const tomorrow = asked(floor);
    await floor.reopen();
    floor.run(dayMs / 1_000);

    expect([soon.length, tomorrow.length]).toEqual([0, 1]);
    expect(floor.alarms.has("transfer.overdue:TR1")).toBe(true);
    expect(told(floor, "transfer.overdue")).toMatchObject([
      {
        order: "TR1",
        transfer: { to: "WAREHOUSE-2" },
        variance: [
          { sku: "A", quantity: -2 },
          { sku: "B", quantity: 1 },
        ],
      },
    ]);
    answer(floor, { decision: "give-up" });
    expect(floor.alarms.has("transfer.overdue:TR1")).toBe(false);
  });

  it("stands too when nobody has said anything of it for three days", async () => {
    const floor = await between();
    floor.run((2 * dayMs) / 1_000);
    const early = shown(floor);
    await floor.reopen();
    floor.run((dayMs + hourMs) / 1_000);

    expect(early).toMatchObject({ state: "between-sites" });
    expect(asked(floor)).toMatchObject([
      {
        difference: [
          { sku: "A", units: -5 },
          { sku: "B", units: -2 },
        ],
      },
    ]);
    answer(floor, {
      decision: "arrived",
      found: [
        { sku: "A", quantity: 5 },
        { sku: "B", quantity: 2 },
      ],
    });
    expect(shown(floor)).toMatchObject({ state: "arrived" });
    expect(asked(floor)).toEqual([]);
  });

  it("refuses what says nothing certain, by its field", async () => {
    const floor = await off();
    const { task } = asked(floor)[0]!;
    const say = (form: object) =>
      floor.post(wmsPaths.taskOutcome(task), {
        ...{ task, device: "WMS", at: new Date(floor.clock.now()).toISOString(), found: [] },
        ...form,
      });
    const one = [{ sku: "A", quantity: 1 }];

    expect(say({})).toMatchObject({ status: 422, body: { field: "decision" } });
    expect(say({ decision: "lost" }).status).toBe(422);
    expect(say({ decision: "give-up", found: one })).toMatchObject({ status: 422, body: { field: "found" } });
    expect(say({ decision: "arrived" })).toMatchObject({ status: 422, body: { field: "found" } });
    expect(say({ decision: "arrived", found: [{ sku: "C", quantity: 1 }] })).toMatchObject({ status: 422 });
    expect(say({ decision: "arrived", found: [{ sku: "A", quantity: 3 }] })).toMatchObject({ status: 422 });
    expect(shown(floor)).toMatchObject({ state: "difference", lines: [{ missing: 2 }, { missing: 0 }] });
  });

  it("has nothing decided about it by an answer to another task", async () => {
    const floor = await between();
    floor.peopleAtWork = false;
    floor.post(wmsPaths.counts, { count: "C1", scope: { locations: ["P01"] } });
    floor.run(10);
    const [task] = [...floor.asked.values()].filter(({ kind }) => kind === "count-bin");

    floor.answer(task!.task, { found: [], complete: true, decision: "give-up" });
    floor.run(5);

    expect(floor.asked.get(task!.task)?.refused).toMatchObject({
      reason: "decision-unasked",
      field: "decision",
    });
  });
});

it("of a house that asked nobody is a task as soon as it runs on this one, and what is on its way is watched", async () => {
  const floor = await off();
  const [row] = await floor.ledger.documents("transfer");
  const { client, order, to, openedAt, leftAt, arrivedAt } = row!.body as Record<string, never>;
  const of = { client, order, to, openedAt, leftAt, arrivedAt, decidedAt: null, decidedBy: null };
  const line = { sku: "A", lot: "L1", left: 5, arrived: 3, lost: 0 };
  await floor.house.stop();

  await floor.openOver([
    { kind: "transfer", id: row!.id, version: 1, body: { ...of, parcels: ["P"], lines: [line] } },
  ]);
  const asked1 = asked(floor).filter(({ refused }) => refused === null);
  await floor.reopen();

  expect(asked1.at(-1)).toMatchObject({ transfer: "TR1", difference: [{ sku: "A", units: -2 }] });
  expect(asked(floor)).toHaveLength(asked1.length);
  expect(shown(floor)).toMatchObject({ state: "difference", parcels: ["P"], parcelsArrived: ["P"] });
});

describe("a difference above the limit", () => {
  it("is given up by two people, who say the same", async () => {
    const floor = await off({ units: 1 });

    answer(floor, { decision: "give-up" });
    answer(floor, { decision: "give-up" });
    const alone = [shown(floor), asked(floor)[0]!.refused];
    await floor.reopen();
    answer(floor, { decision: "give-up" }, "TABLET");

    expect(alone).toMatchObject([{ state: "difference" }, { reason: "second-person", text: "2 units" }]);
    expect(shown(floor)).toMatchObject({ state: "closed", decidedBy: "HH1, TABLET" });
    expect(told(floor, "stock.adjusted")).toMatchObject([{ cause: { decidedBy: ["HH1", "TABLET"] } }]);
  });

  it("is not given up by programs alone: their word is one of the two", async () => {
    const floor = await off({ units: 1 });

    const words = [giveUp(floor), giveUp(floor, "Bob")];
    const alone = shown(floor);
    answer(floor, { decision: "give-up" });

    expect(words.map(({ status }) => status)).toEqual([202, 202]);
    expect(alone).toMatchObject({ state: "difference" });
    expect(shown(floor)).toMatchObject({ state: "closed", decidedBy: "Ada, HH1" });
  });

  it("is given up by a program when somebody at a handheld said so before, also while nobody is asked", async () => {
    const floor = await off({ units: 1 });
    answer(floor, { decision: "keep-looking" });

    const first = giveUp(floor);
    const task = asked(floor);
    answer(floor, { decision: "give-up" });

    expect([first.status, task.length]).toEqual([202, 1]);
    expect(shown(floor)).toMatchObject({ state: "closed" });

    const other = await off({ units: 1 });
    answer(other, { decision: "give-up" });
    expect(giveUp(other)).toMatchObject({ status: 200, body: { state: "closed", decidedBy: "HH1, Ada" } });
  });

  it("arrives by one word, and what came too many is believed by two", async () => {
    const floor = await off({ units: 0 });

    answer(floor, { decision: "arrived", found: [{ sku: "A", quantity: 2 }] });
    const missing = shown(floor);
    const more = { decision: "arrived", found: [{ sku: "B", quantity: 1 }] };
    answer(floor, more);
    const alone = shown(floor);
    answer(floor, more, "TABLET");

    expect(missing).toMatchObject({ lines: [{ missing: 0 }, {}], over: [{ sku: "B" }] });
    expect(alone).toMatchObject({ state: "difference" });
    expect(shown(floor)).toMatchObject({ state: "arrived" });
  });
});
