/** A stock snapshot of the WMS is held against the book and the shelves: the same again is nothing, another is a report, and nothing is booked before a person says so. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { anItem } from "../../floor/small-site.fixture.ts";

type Line = Record<string, unknown> & { readonly line: number; readonly proposal: string };
const snapshot = (floor: Floor, rows: object[], more: object = {}, name = "NIGHT-1") =>
  floor.post(wmsPaths.snapshots, { snapshot: name, rows, ...more });
const approve = (floor: Floor, person: string, lines?: number[], name = "NIGHT-1") =>
  floor.post(wmsPaths.snapshotApproval(name), { person, ...(lines ? { lines } : {}) });
const linesOf = (answer: { body: Record<string, unknown> }) => answer.body.lines as Line[];
const inBook = (floor: Floor, location: string, sku = "A"): number =>
  floor.bridge.book.units(location as never, sku as never);
const told = (floor: Floor) =>
  floor.confirmations.flatMap(({ type, data }) => (type === "stock.adjusted" ? [data] : []));

async function limited(units: number): Promise<Floor> {
  const floor = await aStockedFloor();
  floor.site = { ...floor.site, counts: { approval: { units } } };
  await floor.reopen();
  return floor;
}

describe("a snapshot", () => {
  it("that says what the book says differs in nothing, and the same again is nothing", async () => {
    const floor = await aStockedFloor();
    const rows = [
      { sku: "A", units: 100 },
      { sku: "B", location: "P02", units: 100 },
    ];

    const first = snapshot(floor, rows);
    const { sequence } = floor.house;
    const again = snapshot(floor, rows);

    expect(first).toMatchObject({ status: 201, body: { rows: 2, equal: 2, different: 0, lines: [] } });
    expect(again).toMatchObject({ status: 200, body: { different: 0 } });
    expect((await floor.ledger.documents("stock-snapshot")).length).toBe(1);
    expect(floor.house.sequence - sequence).toBeLessThanOrEqual(1);
    expect(snapshot(floor, [])).toMatchObject({ status: 409, body: { field: "snapshot" } });
  });

  it("tells three ways apart: a place that nobody counted, one that somebody did, and all places of an item", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "B", quantity: 1, reason: "broken" });
    floor.bins.get("P02")!.set("B", 0);
    floor.run(900);

    const answer = snapshot(floor, [
      { sku: "A", location: "P01", units: 90 },
      { sku: "B", location: "P02", units: 100 },
      { sku: "C", units: 120 },
    ]);

    expect(linesOf(answer)).toMatchObject([
      { line: 1, sku: "A", wms: 90, book: 100, shelves: null, proposal: "adjust" },
      { line: 2, sku: "B", wms: 100, book: 0, shelves: { units: 0 }, proposal: "wms" },
      { line: 3, sku: "C", wms: 120, book: 100, shelves: null, proposal: "count" },
    ]);
    expect(answer.body).toMatchObject({ open: 2, different: 3 });
    expect([inBook(floor, "P01"), inBook(floor, "P03", "C")]).toEqual([100, 100]);
  });

  it("that is complete names what it does not", async () => {
    const floor = await aStockedFloor();

    const answer = snapshot(floor, [{ sku: "A", units: 100 }], { complete: true });

    expect(linesOf(answer)).toMatchObject([
      { sku: "B", wms: 0, book: 100, proposal: "count" },
      { sku: "C", wms: 0, book: 100, proposal: "count" },
    ]);
  });

  it.each<[string, object[], string]>([
    ["goods that nobody knows", [{ sku: "X", units: 1 }], "rows[0].sku"],
    ["a place that is none", [{ sku: "A", location: "P99", units: 1 }], "rows[0].location"],
    ["one thing twice", [1, 2].map((units) => ({ sku: "A", units })), "rows[1]"],
    [
      "an item by place and in all",
      [
        { sku: "A", units: 1 },
        { sku: "A", location: "P01", units: 1 },
      ],
      "rows[1]",
    ],
  ])("with %s is refused", async (_what, rows, field) => {
    const floor = await aStockedFloor();

    expect(snapshot(floor, rows)).toMatchObject({ status: 422, body: { field } });
    expect(floor.get(wmsPaths.snapshots).body.count).toBe(0);
  });
});

describe("a person who approves", () => {
  it("has the book follow where nobody counted, more or fewer, told with the snapshot, also over a restart", async () => {
    const floor = await aStockedFloor();
    snapshot(floor, [
      { sku: "A", location: "P01", units: 90 },
      { sku: "B", location: "P04", units: 6 },
      { sku: "C", units: 100 },
    ]);
    await floor.reopen();

    const answer = approve(floor, "ada");
    floor.run(10);
    const again = approve(floor, "bob");

    expect(answer.body.results).toEqual([
      { line: 1, result: "booked" },
      { line: 2, result: "booked" },
    ]);
    expect(again.body.results).toEqual([]);
    expect([inBook(floor, "P01"), inBook(floor, "P04", "B")]).toEqual([90, 6]);
    expect(told(floor)).toMatchObject([
      {
        lines: [{ sku: "A", quantity: -10 }],
        cause: { kind: "snapshot", location: "P01", snapshot: "NIGHT-1" },
      },
      { lines: [{ sku: "B", quantity: 6 }], cause: { kind: "snapshot", location: "P04" } },
    ]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
    expect(floor.get(wmsPaths.snapshot("NIGHT-1")).body).toMatchObject({
      open: 0,
      lines: [{ approvedBy: ["ada"] }, { approvedBy: ["ada"] }],
    });
    expect(await floor.house.differences()).toEqual([]);
  });

  it("sends people to count where no place is named", async () => {
    const floor = await aStockedFloor();
    snapshot(floor, [{ sku: "C", units: 90 }]);
    floor.bins.get("P03")!.set("C", 95);

    const answer = approve(floor, "ada");
    floor.run(900);

    expect(answer.body.results).toEqual([{ line: 1, result: "asked" }]);
    expect(inBook(floor, "P03", "C")).toBe(95);
  });

  it("books nothing large, under whatever names: the shelf is counted, there by two", async () => {
    const floor = await limited(5);
    const report = snapshot(floor, [{ sku: "A", location: "P01", units: 90 }]);
    floor.bins.get("P01")!.set("A", 90);

    const first = approve(floor, "ada");
    const other = approve(floor, "bob", [1]);
    floor.run(30);
    const between = inBook(floor, "P01");
    const asked = floor.get(wmsPaths.tasks).body;
    floor.run(30);

    expect(linesOf(report)).toMatchObject([{ proposal: "count" }]);
    expect(first.body.results).toEqual([{ line: 1, result: "asked" }]);
    expect(other).toMatchObject({ status: 409, body: { field: "lines[0]" } });
    // One has counted, and somebody else must find the same.
    expect(between).toBe(100);
    expect(asked).toMatchObject({
      tasks: [{ location: "P01", refused: { reason: "second-person" } }],
    });
    expect(inBook(floor, "P01")).toBe(90);
  });

  it("books nothing that is another by now, and what does not fit nowhere", async () => {
    const floor = await aStockedFloor();
    snapshot(floor, [
      { sku: "A", location: "P01", units: 90 },
      { sku: "B", location: "P05", units: 5_000 },
    ]);
    floor.stock("P01", "A", 1);

    const answer = approve(floor, "ada");
    const again = approve(floor, "ada", [1]);

    expect(answer.body.results).toEqual([
      { line: 1, result: "changed" },
      { line: 2, result: "no-room" },
    ]);
    expect(linesOf(answer)[0]).toMatchObject({ book: 101, approvedBy: [] });
    expect(again.body.results).toEqual([{ line: 1, result: "booked" }]);
    expect(inBook(floor, "P01")).toBe(90);
  });

  it("takes units from orders that have not gone to the floor, which look for others", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 100 });
    snapshot(floor, [{ sku: "A", location: "P01", units: 40 }]);

    approve(floor, "ada");
    floor.run(3_600);

    expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({ backordered: [{ sku: "A", units: 60 }] });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("of a line that is not there, or for which nothing is proposed, is refused", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.items, { items: [anItem("K", { lotKept: true })] });
    snapshot(floor, [{ sku: "K", location: "P07", units: 4 }]);

    expect(approve(floor, "ada", [2])).toMatchObject({ status: 422, body: { field: "lines[0]" } });
    expect(linesOf(floor.get(wmsPaths.snapshot("NIGHT-1")))).toMatchObject([{ proposal: "count" }]);
    expect(approve(floor, "ada", undefined, "NIGHT-9")).toMatchObject({ status: 404 });
  });
});
