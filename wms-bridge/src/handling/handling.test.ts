/** What is written of handling says all that hands did with goods: whoever has the rows alone comes to the book. */
import { ClientId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { gtinOf } from "../floor/small-site.fixture.ts";
import { chained, type Page, rowDigest } from "../keeping/journal.ts";
import { pageRows } from "../keeping/pages.ts";
import { handlingKind } from "./handling.kind.ts";
import type { HandlingRow, TraceRow } from "./handling.ts";
import { steps } from "./steps.ts";

const minutes = (n: number): number => n * 60;

/** All of a client, the oldest first, as the ledger has them. */
async function rowsOf(floor: Floor, client = "house"): Promise<TraceRow[]> {
  const pages: Page<TraceRow>[] = (await floor.ledger.documents("handling"))
    .map((row) => handlingKind.read(row))
    .filter((page) => page.client === ClientId(client))
    .sort((a, b) => a.page - b.page);
  return pages.flatMap(({ rows }) => rows);
}

const handlings = async (floor: Floor): Promise<HandlingRow[]> =>
  (await rowsOf(floor)).filter((row): row is HandlingRow => row.step !== "captured");

/** Units by place or tote and SKU that follow from the rows alone. */
function follow(rows: readonly HandlingRow[]): Map<string, number> {
  const units = new Map<string, number>();
  const add = (where: string | undefined, sku: string, n: number): void => {
    if (where === undefined) throw new Error(`${sku} moved nowhere`);
    const key = `${where} ${sku}`;
    units.set(key, (units.get(key) ?? 0) + n);
  };
  for (const { step, goods, from, to, tote } of rows)
    for (const [sku, , n] of goods)
      switch (step) {
        case "receive":
        case "return":
          add(to, sku, n);
          break;
        case "adjust":
          add(tote ?? to, sku, n);
          break;
        case "pick":
          add(from, sku, -n);
          add(tote, sku, n);
          break;
        case "ship":
        case "write-off":
        case "destroy":
          add(tote ?? from, sku, -n);
          break;
        case "put-away":
        case "set-aside":
        case "grade":
        case "relocate":
          if (to === undefined) break;
          add(tote ?? from, sku, -n);
          add(to, sku, n);
          break;
        case "transport":
        case "pack":
        case "palletise":
        case "depalletise":
        case "count":
        case "photograph":
        case "decide":
          break;
        default:
          step satisfies never;
      }
  return new Map([...units].filter(([, n]) => n !== 0).sort());
}

/** The same by the book. */
async function inBook(floor: Floor): Promise<Map<string, number>> {
  const units = new Map<string, number>();
  for (const { body } of await floor.ledger.documents("stock")) {
    const { location, sku, available, allocated, frozen, defective, condemned } = body as {
      location: string;
      sku: string;
    } & Record<"available" | "allocated" | "frozen" | "defective" | "condemned", number>;
    const key = `${location} ${sku}`;
    const here = available + allocated + frozen + defective + condemned;
    units.set(key, (units.get(key) ?? 0) + here);
  }
  for (const { body } of await floor.ledger.documents("in-transit")) {
    const { tote, sku, units: n } = body as { tote: string; sku: string; units: number };
    units.set(`${tote} ${sku}`, (units.get(`${tote} ${sku}`) ?? 0) + n);
  }
  return new Map([...units].filter(([, n]) => n !== 0).sort());
}

/** Orders, refills, wrong bins, lost robots, returns, write-offs, inspections. */
async function aBadDay(seed: number): Promise<Floor> {
  const luck = { missedTag: 0.1, strayTag: 0.05, shortPick: 0.1, failedTransport: 0.1, deafWebhook: 0 };
  const floor = await aStockedFloor({ seed, luck, settings: { waveOrders: 2 } });
  floor.stock("P15", "D", 60, 41);
  floor.lies.set("P01", 5);
  for (let n = 1; n <= 12; n++) {
    floor.order(`O${n}`, { A: 2 + n, B: 1, ...(n % 3 === 0 ? { D: 4 } : {}) });
    floor.run(minutes(5));
  }
  floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "A", quantity: 2 }] });
  floor.post(wmsPaths.writeOffs, { writeOff: "W1", sku: "C", quantity: 3, reason: "broken" });
  floor.run(minutes(60));
  return floor;
}

describe("handling", () => {
  it.each([1, 2, 3])("says all that hands did: the rows alone come to the book (seed %i)", async (seed) => {
    const floor = await aBadDay(seed);

    const rows = await handlings(floor);

    expect(follow(rows)).toEqual(await inBook(floor));
    const seen = new Set(rows.map(({ step }) => step));
    expect([...seen]).toEqual(
      expect.arrayContaining(["receive", "pick", "transport", "pack", "ship", "count", "adjust", "return"]),
    );
    for (const { step } of rows) expect(Object.keys(steps)).toContain(step);
  });

  it("says who did it, for which order, and in what", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3 });
    floor.run(minutes(20));

    const rows = (await handlings(floor)).filter(({ order }) => order === "O1");
    const [tote, parcel] = [rows[0]!.tote, rows.at(-1)!.parcel];

    const goods = [["A", "L1", 3, gtinOf("A")]];
    expect(rows).toMatchObject([
      { step: "pick", hand: "robot", from: "P01", tote, order: "O1", goods },
      { step: "transport", hand: "robot", by: rows[0]!.by, tote, goods },
      { step: "pack", hand: "station", tote, parcel, goods },
      { step: "ship", hand: "portal", tote, parcel, goods },
    ]);
    expect(parcel).toMatch(/^\d{18}$/);
    expect(rows[2]!.by).toBe(rows[1]!.to);
  });

  it("names the WMS's own number of what it asked for, and the person who answered", async () => {
    const floor = await aBadDay(1);

    const rows = await handlings(floor);

    expect(rows.filter(({ step }) => step === "return")).toMatchObject([{ hand: "wms", ref: "return/R1" }]);
    expect(rows.filter(({ step }) => step === "write-off")).toMatchObject([
      { hand: "person", by: "HH1", ref: "write-off/W1" },
    ]);
    const { ref } = rows.find(({ step }) => step === "count")!;
    expect(ref).toMatch(/^task\/TASK-/);
  });

  it("is chained over pages and restarts, and its head follows from its rows", async () => {
    const floor = await aBadDay(2);
    await floor.reopen();
    floor.stock("P05", "C", 5);
    floor.run(1);

    const rows = await rowsOf(floor);
    const pages = (await floor.ledger.documents("handling")).map((row) => handlingKind.read(row));

    expect(rows.length).toBeGreaterThan(pageRows);
    for (const { page, before } of pages) {
      const earlier = rows.slice(0, page * pageRows).reduce((hash, row) => chained(hash, rowDigest(row)), "");
      expect([page, before]).toEqual([page, earlier]);
    }
    expect(await floor.house.differences()).toEqual([]);
  });
});
