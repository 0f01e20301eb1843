/** Counts that a WMS asks for: by scope, made by people or by reads, while the floor goes on. */
import { pieceEpc } from "@floorplane/contracts/labels";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { gtinOf } from "../floor/small-site.fixture.ts";

const count = (floor: Floor, request: object) => floor.post(wmsPaths.counts, { count: "C1", ...request });
const shown = (floor: Floor) => floor.get(wmsPaths.count("C1")).body as { state: string; bins: object };
const asked = (floor: Floor) => [...floor.asked.values()].map(({ location }) => location);
const inBook = (floor: Floor, sku: string, at: string): number =>
  floor.bridge.book.units(at as never, sku as never);

describe("a count by people", () => {
  it("is of the bins of its scope, and done when each was counted", async () => {
    const floor = await aStockedFloor();
    floor.bins.get("P02")!.set("B", 98);

    const answer = count(floor, { scope: { skus: ["B", gtinOf("C")] } });
    floor.run(120);

    expect(answer).toMatchObject({ status: 201, body: { state: "counting", bins: { all: 2, left: 2 } } });
    expect(asked(floor)).toEqual(["P02", "P03"]);
    expect(shown(floor)).toMatchObject({
      state: "done",
      bins: { counted: 2, left: 0, differing: 1, confirmedByReads: 0 },
      differences: { more: 0, fewer: 2 },
    });
    expect(inBook(floor, "B", "P02")).toBe(98);
  });

  it("says of each bin that is left why it is not counted yet", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.peopleAtWork = false;
    floor.order("O1", { B: 3 });
    floor.run(2);

    count(floor, { scope: { locations: ["P02", "P03"] } });
    floor.run(5);
    const { bins } = floor.get(`${wmsPaths.count("C1")}/bins`).body;

    expect(bins).toMatchObject([
      { location: "P02", left: true, reason: { code: "bin.visited", visits: 1 } },
      {
        location: "P03",
        left: true,
        reason: { code: "person.asked", task: expect.stringMatching(/^TASK-/) },
      },
    ]);
    expect(shown(floor)).toMatchObject({ reason: { location: "P02", code: "bin.visited" } });
  });

  it.each([
    [{ all: true }, 20],
    [{ zones: ["Z1"], locations: ["P01", "P09"] }, 2],
    [{ notCountedForDays: 30 }, 19],
    [{ doubt: true }, 1],
  ])("of %j has %i bins", async (scope, all) => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    count(floor, { count: "C0", scope: { locations: ["P03"] } });
    floor.run(60);
    floor.peopleAtWork = false;
    floor.bins.get("P01")!.set("A", 1);
    floor.order("O1", { A: 3 });
    floor.run(300);

    expect(count(floor, { scope }).body).toMatchObject({ bins: { all } });
  });

  it("stays open where somebody names goods that nobody knows, and says so", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    count(floor, { scope: { locations: ["P01"] } });
    floor.run(10);
    const [task] = floor.asked.keys();
    floor.answer(task!, { found: [{ sku: "WHATEVER", quantity: 3 }], complete: true });
    floor.run(5);

    expect(shown(floor)).toMatchObject({ state: "counting", bins: { left: 1 } });
    expect(floor.get(wmsPaths.tasks).body).toMatchObject({
      tasks: [{ task, location: "P01", refused: { reason: "unknown-goods", text: "WHATEVER" } }],
    });
  });

  it("takes no bin out of sale, and one that robots disturb again and again is counted with none on the way", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.peopleAtWork = false;
    count(floor, { scope: { locations: ["P01"] } });
    for (const order of ["O1", "O2", "O3"]) {
      floor.run(120);
      const task = [...floor.asked.values()].findLast(({ planned }) => planned)!;
      floor.order(order, { A: 3 });
      floor.run(1_200);
      floor.answer(task.task, { found: [{ sku: "A", quantity: 100 }], complete: true });
    }
    floor.run(120);
    const last = [...floor.asked.values()].at(-1)!;
    floor.answer(last.task, { found: [{ sku: "A", quantity: 91 }], complete: true });
    floor.run(60);

    expect(["O1", "O2", "O3"].map((order) => floor.stateOf(order))).toEqual([
      "shipped",
      "shipped",
      "shipped",
    ]);
    expect(last.planned).toBeUndefined();
    expect(shown(floor)).toMatchObject({ state: "done", bins: { differing: 0 } });
    expect(inBook(floor, "A", "P01")).toBe(91);
  });

  it("is known by its number: the same again is how far it is, another is refused", async () => {
    const floor = await aStockedFloor();
    count(floor, { scope: { locations: ["P01"] } });
    floor.run(120);
    await floor.reopen();

    expect(count(floor, { scope: { locations: ["P01"] } })).toMatchObject({
      status: 200,
      body: { state: "done" },
    });
    expect(count(floor, { scope: { all: true } })).toMatchObject({ status: 409, body: { field: "count" } });
    expect(await floor.house.differences()).toEqual([]);
  });

  it("goes on after a restart, and is cancelled by a word", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    count(floor, { scope: { all: true } });
    floor.run(120);
    await floor.reopen();
    floor.peopleAtWork = true;
    floor.run(300);
    const counted = shown(floor).bins as { counted: number; left: number };
    const cancelled = floor.post(wmsPaths.countCancellation("C1"), {});
    floor.run(600);

    expect(counted.counted).toBeGreaterThan(3);
    expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect((shown(floor).bins as { left: number }).left).toBeGreaterThanOrEqual(counted.left - 3);
  });

  it.each([
    [{}, "scope"],
    [{ scope: {} }, "scope"],
    [{ scope: { zones: ["Z1", "ZX"] } }, "scope.zones[1]"],
    [{ scope: { locations: ["P01", "P99"] } }, "scope.locations[1]"],
    [{ scope: { skus: ["A", "WHATEVER"] } }, "scope.skus[1]"],
    [{ scope: { skus: ["D"] } }, "scope"],
    [{ scope: { all: true }, by: "robots" }, "by"],
    [{ tags: [{ epc: pieceEpc(gtinOf("A"), 1), location: "P01" }] }, "tags"],
    [{ by: "reads", tags: [{ epc: "E280", location: "P01" }] }, "tags[0].sku"],
    [{ by: "reads", tags: [{ epc: pieceEpc(gtinOf("A"), 1), location: "P99" }] }, "tags[0].location"],
  ])("refuses %j and names %s", async (request, field) => {
    const floor = await aStockedFloor();
    const { sequence } = floor.house;

    const { status, body } = count(floor, request);

    expect([status >= 400 && status < 500, body.field]).toEqual([true, field]);
    expect(floor.house.sequence).toBe(sequence);
  });
});

describe("a count by reads of the catalogue's tags", () => {
  const tagsOf = (sku: string, units: number, from = 1) =>
    Array.from({ length: units }, (_, index) => ({ epc: pieceEpc(gtinOf(sku), from + index) }));
  const pass = (floor: Floor, location: string, reads: readonly object[], number = 1) =>
    floor.post(wmsPaths.countPasses("C1"), { pass: number, reader: "RFD40", location, reads });

  it("confirms a bin of which it saw what the book has, and leaves every other to a person", async () => {
    const floor = await aStockedFloor();
    count(floor, { by: "reads", scope: { locations: ["P01", "P02", "P03"] } });
    pass(floor, "P01", [...tagsOf("A", 60), { epc: "E28011600000" }]);
    pass(floor, "P01", tagsOf("A", 50, 51), 2);
    pass(floor, "P02", tagsOf("B", 99));
    pass(floor, "P03", [...tagsOf("C", 100), ...tagsOf("A", 1, 500)]);

    const ended = floor.post(wmsPaths.countEnd("C1"), {});
    floor.run(300);

    expect(ended.body).toMatchObject({
      state: "counting",
      bins: { confirmedByReads: 1, left: 2 },
      reads: { listed: null, seen: 300, foreign: 1 },
    });
    expect(asked(floor)).toEqual(["P02", "P03"]);
    expect(shown(floor)).toMatchObject({ state: "done", bins: { differing: 0 } });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });

  it("counts no tag at two places: both are left to a person", async () => {
    const floor = await aStockedFloor();
    floor.stock("P11", "A", 10);
    count(floor, { by: "reads", scope: { locations: ["P01", "P11"] } });
    pass(floor, "P01", tagsOf("A", 100));
    pass(floor, "P11", tagsOf("A", 10, 95));

    expect(floor.post(wmsPaths.countEnd("C1"), {}).body).toMatchObject({
      bins: { confirmedByReads: 0, left: 2 },
    });
  });

  it("says what it does not take", async () => {
    const floor = await aStockedFloor();
    count(floor, { by: "reads", scope: { locations: ["P01"] } });

    expect(pass(floor, "P02", [])).toMatchObject({ status: 422, body: { field: "location" } });
    expect(floor.post(wmsPaths.countPasses("C1"), { pass: 1, reader: "R", reads: [] })).toMatchObject({
      status: 422,
      body: { field: "location" },
    });
    expect(floor.post(wmsPaths.countEnd("C1"), {})).toMatchObject({ status: 409 });
    expect(floor.post(wmsPaths.countPasses("C2"), { pass: 1, reader: "R", reads: [] }).status).toBe(404);
    pass(floor, "P01", tagsOf("A", 100));
    floor.post(wmsPaths.countEnd("C1"), {});
    expect(pass(floor, "P01", [])).toMatchObject({ status: 409, body: { field: "count" } });
  });
});

it("the site's bins are listed with the days since they were counted", async () => {
  const floor = await aStockedFloor();
  count(floor, { scope: { locations: ["P01", "P02"] } });
  floor.run(120);
  floor.run(3 * 86_400);

  const { body } = floor.get(`${wmsPaths.countCoverage}?perPage=3`);
  const stale = floor.get(`${wmsPaths.countCoverage}?notCountedForDays=2&zone=Z1`).body;

  expect((body.bins as object[]).map((bin) => Object.values(bin).slice(-2))).toEqual([
    [3, false],
    [3, false],
    [null, false],
  ]);
  expect([body.count, stale.count]).toEqual([20, 20]);
  expect(floor.get(`${wmsPaths.countCoverage}?zone=Z1&notCountedForDays=4`).body.count).toBe(18);
});
