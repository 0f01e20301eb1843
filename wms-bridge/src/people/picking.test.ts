/** People pick: into the tote of a robot that waits for them at the shelf, or into one of their own that they bring; by the same orders, stops, holds and short picks as robots. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import type { TaskDocument } from "@floorplane/contracts/documents";
import type { WayOfPicking } from "@floorplane/contracts/site-picking";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { handsAt } from "../floor/small-site.fixture.ts";

/** A at P01 is picked so, B at P02 and C at P03 by robots. */
async function aFloor(by: WayOfPicking, options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor({ ...options, settings: { waveOrders: 1, ...options.settings } });
  handsAt(floor, "P01", by);
  await floor.open();
  floor.items("A", "B", "C");
  floor.stock("P01", "A", 100);
  floor.stock("P02", "B", 100);
  floor.stock("P03", "C", 100);
  return floor;
}

const askedFor = (floor: Floor, kind: TaskMessage["kind"]): TaskMessage =>
  [...floor.asked.values()].findLast((task) => task.kind === kind)!;
const openTasks = (floor: Floor) =>
  floor.get(wmsPaths.tasks).body.tasks as (TaskMessage & { takenBy?: string })[];
const available = (floor: Floor, sku: string) =>
  (floor.get(`${wmsPaths.stock}?sku=${sku}`).body.stock as { available: number }[])[0]?.available;
const refusedOf = async (floor: Floor, task: string) => {
  const [document] = await floor.ledger.documents("task", { from: `house/${task}`, to: `house/${task}\0` });
  return (document!.body as TaskDocument).refused;
};

describe.each(["person-meets-robot", "person"] as const)("%s", (by) => {
  it("ships what people picked beside what robots did, and the book is right", async () => {
    const floor = await aFloor(by);

    floor.order("O1", { A: 3, B: 2 });
    floor.run(3_600);

    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(by === "person" ? ["pick", "bring"] : ["pick"]);
    expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
    expect(floor.toldOf("O1")).toEqual(["order.accepted", "order.shipped"]);
    expect([available(floor, "A"), floor.bins.get("P01")!.get("A")]).toEqual([97, 97]);
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });

  it("has the place counted where fewer are there, and fetches the rest from another", async () => {
    const floor = await aFloor(by);
    floor.stock("P05", "A", 10);
    floor.bins.get("P01")!.set("A", 1);

    floor.order("O1", { A: 3 });
    floor.run(2 * 3_600);

    expect(floor.tasksDone).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: "count-bin", location: "P01" })]),
    );
    expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
    expect(floor.stateOf("O1")).toBe("shipped");
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: -99, conserved: true });
  });

  it.each<[string, object, object]>([
    [
      "the label of another place",
      { place: "P02", found: [{ sku: "A", quantity: 3 }] },
      { reason: "other-place", text: "P02" },
    ],
    [
      "other goods",
      { place: "P01", found: [{ sku: "B", quantity: 3 }] },
      { reason: "other-goods", text: "B" },
    ],
    [
      "more than is wanted",
      { found: [{ sku: "A", quantity: 4 }] },
      { reason: "more-than-wanted", text: "4 of 3" },
    ],
    [
      "fewer, and not that no more are there",
      { found: [{ sku: "A", quantity: 2 }] },
      { reason: "fewer-than-asked" },
    ],
    [
      "goods that nobody knows",
      { found: [{ sku: "Q", quantity: 3 }] },
      { reason: "unknown-goods", text: "Q" },
    ],
  ])("refuses at the shelf a scan of %s", async (_what, form, why) => {
    const floor = await aFloor(by);
    floor.peopleAtWork = false;
    floor.order("O1", { A: 3 });
    floor.run(60);
    const { task } = askedFor(floor, "pick");

    floor.answer(task, form);
    floor.run(1);

    expect(await refusedOf(floor, task)).toMatchObject(why);
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
    expect(openTasks(floor)).toMatchObject([{ task, kind: "pick", location: "P01", sku: "A", quantity: 3 }]);
  });

  it("goes on over a restart", async () => {
    const floor = await aFloor(by);
    floor.order("O1", { A: 3, B: 2 });
    floor.run(45);

    await floor.reopen();
    floor.run(3_600);

    expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });

  it("takes its pick back when the order is cancelled, and whoever answers then is told to put it back", async () => {
    const floor = await aFloor(by);
    floor.peopleAtWork = false;
    floor.order("O1", { A: 3 });
    floor.run(60);
    const { task } = askedFor(floor, "pick");

    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(120);
    const left = openTasks(floor);
    const late = floor.post(wmsPaths.taskOutcome(task), {
      task,
      device: "HH1",
      at: new Date(floor.clock.now()).toISOString(),
      found: [{ sku: "A", quantity: 3 }],
    });

    expect(left).toEqual([]);
    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(late).toMatchObject({ status: 422, body: { code: "not-booked" } });
    expect(late.body.detail).toContain("put back");
    expect(available(floor, "A")).toBe(100);
  });

  it("gives up when nobody comes, says so, and asks anew", async () => {
    const floor = await aFloor(by, { settings: { robotWaitsMs: 300_000, handPickWaitMs: 300_000 } });
    floor.peopleAtWork = false;
    floor.order("O1", { A: 3, ...(by === "person" ? {} : { B: 1 }) });
    floor.run(60);
    const first = askedFor(floor, "pick").task;

    floor.run(400);
    const second = askedFor(floor, "pick").task;
    floor.peopleAtWork = true;
    for (const task of openTasks(floor))
      floor.answer(task.task, { found: floor.doTask(task), complete: true });
    floor.run(3 * 3_600);

    expect(second).not.toBe(first);
    expect(await floor.shippedOf("O1")).toMatchObject({ A: 3 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });
});

it("lets a robot that waits at the shelf be read before it goes on: a tag that is missing sends the tote to be counted", async () => {
  const floor = await aFloor("person-meets-robot");
  floor.hides = (_tote, sku) => sku === "A";

  floor.order("O1", { A: 3 });
  floor.run(3_600);

  expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["pick", "count-tote"]);
  expect(await floor.shippedOf("O1")).toEqual({ A: 3 });
});

describe("the next pick", () => {
  async function aQueue(): Promise<Floor> {
    const floor = new Floor({ settings: { waveOrders: 1, pickTakenMs: 60_000 } });
    for (const place of ["P01", "P05", "P09"]) handsAt(floor, place);
    await floor.open();
    floor.peopleAtWork = false;
    for (const [place, sku] of [
      ["P01", "A"],
      ["P05", "B"],
      ["P09", "C"],
    ] as const) {
      floor.items(sku);
      floor.stock(place, sku, 10);
      floor.order(`O-${sku}`, { [sku]: 1 });
    }
    floor.run(10);
    return floor;
  }
  const next = (floor: Floor, device: string, near?: string) =>
    floor.post(wmsPaths.nextPick, { device, ...(near ? { near } : {}) }).body;

  it("is the nearest that nobody else has", async () => {
    const floor = await aQueue();

    const taken = [next(floor, "HH1", "P10"), next(floor, "TABLET", "P10"), next(floor, "HH1", "P01")];

    expect(taken.map(({ location }) => location)).toEqual(["P09", "P05", "P09"]);
    expect(openTasks(floor).map(({ takenBy }) => takenBy)).toEqual([undefined, "TABLET", "HH1"]);
  });

  it("stands first in the list of tasks for whoever says where he is", async () => {
    const floor = await aQueue();
    const list = (query: string) =>
      (floor.get(`${wmsPaths.tasks}${query}`).body.tasks as { location: string }[]).map(
        ({ location }) => location,
      );

    expect(list("?kind=pick&near=P10")).toEqual(["P09", "P05", "P01"]);
    expect(list("?near=P01")).toEqual(["P01", "P05", "P09"]);
    expect(list("?kind=bring,inspect")).toEqual([]);
    expect(floor.get(`${wmsPaths.tasks}?near=nowhere`)).toMatchObject({
      status: 422,
      body: { field: "near" },
    });
    expect(floor.get(`${wmsPaths.tasks}?kind=picks`)).toMatchObject({ status: 422, body: { field: "kind" } });
  });

  it("is anybody's again when it was let go, refused, or not done in time", async () => {
    const floor = await aQueue();
    const { task } = next(floor, "HH1", "P10") as { task: string };

    floor.post(wmsPaths.taskRelease(task), { device: "HH1" });
    const afterRelease = next(floor, "TABLET", "P10").task;
    floor.answer(task, { found: [{ sku: "A", quantity: 1 }] });
    floor.run(1);
    const afterRefusal = next(floor, "HH1", "P10").task;
    floor.run(61);
    const afterAMinute = next(floor, "TABLET", "P10").task;

    expect([afterRelease, afterRefusal, afterAMinute]).toEqual([task, task, task]);
  });
});
