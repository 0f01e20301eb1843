/** Goods to a person: a robot fetches what several orders want of one place, stands with it at a station while somebody deals it out, and takes back what is left. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import { StationId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { gtinOf, handsAt } from "../floor/small-site.fixture.ts";
import { total } from "../floor/world.fixture.ts";

/** A at P01 comes to a person; B at P02 is fetched by robots. */
async function aFloor(options: FloorOptions = {}, evidence?: Floor["site"]["evidence"]): Promise<Floor> {
  const floor = new Floor({ ...options, settings: { waveOrders: 1, ...options.settings } });
  handsAt(floor, "P01", "goods-to-person");
  if (evidence) floor.site = { ...floor.site, evidence };
  await floor.open();
  floor.items("A", "B");
  floor.stock("P01", "A", 100);
  floor.stock("P02", "B", 100);
  return floor;
}

const five = ["O1", "O2", "O3", "O4", "O5"];
const picks = (floor: Floor): TaskMessage[] =>
  [...floor.asked.values()].filter(({ kind }) => kind === "pick");
const boxes = (floor: Floor) => new Set(picks(floor).map(({ from }) => from));
const openPicks = (floor: Floor) =>
  floor.get(`${wmsPaths.tasks}?kind=pick`).body.tasks as (TaskMessage & { refused: unknown })[];
const stockOf = (floor: Floor, sku: string) =>
  (floor.get(`${wmsPaths.stock}?sku=${sku}`).body.stock as Record<string, number>[])[0]!;
const figures = (floor: Floor) => floor.bridge.figures().units;

/** Runs until a person is asked. */
function untilAsked(floor: Floor): TaskMessage {
  for (let second = 0; second < 900 && openPicks(floor).length === 0; second++) floor.run(1);
  return openPicks(floor)[0]!;
}

it("fetches once what five orders want of one place, and deals it out one tote after the other", async () => {
  const floor = await aFloor();

  for (const order of five) floor.order(order, { A: 2 });
  floor.run(3_600);

  expect(floor.tasksDone.filter(({ kind }) => kind === "pick")).toHaveLength(5);
  expect(boxes(floor).size).toBe(1);
  expect(new Set(picks(floor).map(({ tote }) => tote)).size).toBe(5);
  for (const order of five) {
    expect(await floor.shippedOf(order)).toEqual({ A: 2 });
    expect(floor.toldOf(order)).toEqual(["order.accepted", "order.shipped"]);
  }
  expect([stockOf(floor, "A").available, floor.bins.get("P01")!.get("A")]).toEqual([90, 90]);
  expect(figures(floor)).toMatchObject({ adjusted: 0, conserved: true });
});

it("shows one pick at a time, at the station, out of the box that stands there; what is in it is nobody else's", async () => {
  const floor = await aFloor();
  floor.peopleAtWork = false;
  for (const order of five) floor.order(order, { A: 2 });

  const first = untilAsked(floor);

  expect(openPicks(floor)).toHaveLength(1);
  expect(first).toMatchObject({ sku: "A", quantity: 2, location: first.station, from: expect.any(String) });
  expect(stockOf(floor, "A")).toMatchObject({ available: 90, allocated: 0, inTransit: 10 });
  expect(figures(floor)).toMatchObject({ conserved: true });
});

it("ships orders whose other goods come with robots", async () => {
  const floor = await aFloor();
  floor.order("O1", { A: 3, B: 2 });
  floor.run(3_600);
  expect(await floor.shippedOf("O1")).toEqual({ A: 3, B: 2 });
  expect(figures(floor)).toMatchObject({ adjusted: 0, conserved: true });
});

it("fetches as many as there are, serves who asked first, and has the place counted", async () => {
  const floor = await aFloor();
  floor.stock("P05", "A", 20);
  floor.bins.get("P01")!.set("A", 5);

  for (const order of five) floor.order(order, { A: 2 });
  floor.run(4 * 3_600);

  for (const order of five) expect(await floor.shippedOf(order)).toEqual({ A: 2 });
  expect(floor.tasksDone.map(({ kind, location }) => [kind, location])).toContainEqual(["count-bin", "P01"]);
  expect(figures(floor)).toMatchObject({ adjusted: -95, conserved: true });
});

it("has a box counted that holds less than the robot said, and asks anew for what is missing", async () => {
  const floor = await aFloor();
  floor.peopleAtWork = false;
  for (const order of five) floor.order(order, { A: 2 });
  const { from } = untilAsked(floor);
  const inBox = floor.totes.get(from as never)!;
  inBox.set("A", 7);

  floor.peopleAtWork = true;
  for (const task of openPicks(floor)) floor.answer(task.task, { found: floor.doTask(task), complete: true });
  floor.run(6 * 3_600);

  for (const order of five) expect(await floor.shippedOf(order)).toEqual({ A: 2 });
  expect(total(floor.totes.get(from as never) ?? new Map())).toBe(0);
  expect(figures(floor)).toMatchObject({ adjusted: -3, conserved: true });
});

it.each<[string, object, string]>([
  ["the label of another place", { place: "P02", found: [{ sku: "A", quantity: 2 }] }, "other-place"],
  ["other goods", { found: [{ sku: "B", quantity: 2 }] }, "other-goods"],
  ["more than this tote wants", { found: [{ sku: "A", quantity: 3 }] }, "more-than-wanted"],
  ["fewer, and not that no more are there", { found: [{ sku: "A", quantity: 1 }] }, "fewer-than-asked"],
])("refuses a scan of %s, and books nothing", async (_what, form, reason) => {
  const floor = await aFloor();
  floor.peopleAtWork = false;
  for (const order of five) floor.order(order, { A: 2 });
  const { task } = untilAsked(floor);

  floor.answer(task, form);
  floor.run(1);

  expect(openPicks(floor)).toMatchObject([{ task, refused: { reason } }]);
  expect(stockOf(floor, "A")).toMatchObject({ available: 90, inTransit: 10 });
});

it("believes by the site's evidence: the box's label and a scan of each unit", async () => {
  const floor = await aFloor({}, { needs: ["barcode"] });
  floor.peopleAtWork = false;
  floor.order("O1", { A: 2 });
  const { task, from } = untilAsked(floor);
  const units = [1, 2].map(() => ({ sku: gtinOf("A"), quantity: 1 }));
  const say = (form: object) => {
    floor.answer(task, form);
    floor.run(1);
    return openPicks(floor)[0]?.refused as { reason: string } | undefined;
  };

  expect(say({ found: units })?.reason).toBe("place-missing");
  expect(say({ place: from, found: [{ sku: "A", quantity: 2 }] })?.reason).toBe("not-scanned");
  expect(say({ place: from, found: units })).toBeUndefined();
});

it("goes back when nobody comes in time, and is asked for anew", async () => {
  const floor = await aFloor({ settings: { robotWaitsMs: 300_000 } });
  floor.peopleAtWork = false;
  for (const order of five) floor.order(order, { A: 2 });
  const first = untilAsked(floor);

  floor.run(360);
  const back = floor.bins.get("P01")!.get("A");
  floor.peopleAtWork = true;
  floor.run(4 * 3_600);

  expect(back).toBe(100);
  expect(openPicks(floor)).toEqual([]);
  expect(picks(floor).some(({ from }) => from !== first.from)).toBe(true);
  for (const order of five) expect(await floor.shippedOf(order)).toEqual({ A: 2 });
  expect(figures(floor)).toMatchObject({ adjusted: 0, conserved: true });
});

it("takes what a cancelled order leaves back to its place, or gives it to another that wants it meanwhile", async () => {
  const floor = await aFloor({ settings: { boxStaysMs: 600_000 } });
  floor.peopleAtWork = false;
  floor.order("O1", { A: 2 });
  floor.order("O2", { A: 3 });
  const first = untilAsked(floor);

  floor.post(wmsPaths.cancellation("O1"), {});
  floor.post(wmsPaths.cancellation("O2"), {});
  floor.run(60);
  const late = floor.post(wmsPaths.taskOutcome(first.task), {
    task: first.task,
    device: "HH1",
    at: new Date(floor.clock.now()).toISOString(),
    found: [{ sku: "A", quantity: 2 }],
  });
  floor.peopleAtWork = true;
  floor.order("O3", { A: 4 });
  floor.run(3_600);

  expect(late).toMatchObject({ status: 422 });
  expect(boxes(floor)).toEqual(new Set([first.from]));
  expect(await floor.shippedOf("O3")).toEqual({ A: 4 });
  expect([stockOf(floor, "A").available, floor.bins.get("P01")!.get("A")]).toEqual([96, 96]);
  expect(figures(floor)).toMatchObject({ adjusted: 0, conserved: true });
});

it("sends no more boxes to a station than it has places for", async () => {
  const floor = await aFloor({ settings: { stationBoxesMax: 1, stationTotesMax: 2 } });
  floor.site = {
    ...floor.site,
    picking: {
      ...floor.site.picking,
      stations: [floor.site.stations.find(({ kind }) => kind === "packing")!.station],
    },
  };
  await floor.reopen();
  let most = 0;
  for (const order of [...five, "O6", "O7"]) floor.order(order, { A: 2 });
  for (let minute = 0; minute < 120; minute++) {
    floor.run(60);
    most = Math.max(most, openPicks(floor).length);
  }
  expect(most).toBeLessThanOrEqual(1);
  expect(boxes(floor).size).toBe(4);
  for (const order of [...five, "O6", "O7"]) expect(await floor.shippedOf(order)).toEqual({ A: 2 });
  expect(figures(floor)).toMatchObject({ adjusted: 0, conserved: true });
});

it("brings nothing to a station that is closed to robots", async () => {
  const floor = await aFloor();
  const [first, second] = floor.site.stations.filter(({ kind }) => kind === "packing");
  const close = (type: "place.closed" | "place.opened", station: string): void => {
    const place = StationId(station);
    floor.house.office("fleet").act({ type: "test" }, (desk) => desk.send("wms-bridge", { type, place }));
    floor.run(1);
  };

  close("place.closed", first!.station);
  for (const order of five) floor.order(order, { A: 2 });
  floor.run(3_600);
  close("place.opened", first!.station);
  close("place.closed", second!.station);
  floor.order("O6", { A: 2 });
  floor.run(3_600);

  expect(picks(floor).map(({ station }) => station)).toEqual([
    ...five.map(() => second!.station),
    first!.station,
  ]);
  for (const order of [...five, "O6"]) expect(await floor.shippedOf(order)).toEqual({ A: 2 });
});

describe("a restart", () => {
  it.each(Array.from({ length: 36 }, (_, step) => 10 * step + 5))(
    "after %i s goes on, and nothing is fetched or dealt out twice",
    async (seconds) => {
      const floor = await aFloor();
      for (const order of five) floor.order(order, { A: 2 });
      floor.run(seconds);

      await floor.reopen();
      floor.run(3_600);

      expect(boxes(floor).size).toBe(1);
      for (const order of five) expect(await floor.shippedOf(order)).toEqual({ A: 2 });
      expect([stockOf(floor, "A").available, floor.bins.get("P01")!.get("A")]).toEqual([90, 90]);
      expect(figures(floor)).toMatchObject({ adjusted: 0, conserved: true });
    },
  );
});
