/** A day is judged as hard as its customer would: what does not hold is named, and what was never asked proves nothing. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { generateSite } from "@floorplane/layout/generate-site";
import { afterAll, describe, expect, it } from "vitest";
import { existingFiles } from "../commands/options.ts";
import { planDay } from "../day/plan-day.ts";
import { loadSite, writeSiteFiles } from "../site/site-files.ts";
import { simulate } from "./simulate.ts";
import type { SimulateOptions } from "./simulate-options.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-judge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country";

function aFile(name: string, ...rows: string[]): string {
  const file = join(folder, name);
  writeFileSync(file, [header, ...rows].join("\n"));
  return file;
}

const good = aFile(
  "good.csv",
  "1,11111A,CUP,3,2011-03-01 09:00:00,France",
  "2,22222,MUG,2,2011-03-01 09:05:00,France",
);
const run = (options: Partial<SimulateOptions>) =>
  simulate({ orders: [good], robots: 2, seed: 1, rate: 1, ...options }, new PassThrough().resume());
const codes = ({ reasons }: Awaited<ReturnType<typeof simulate>>) => reasons.map(({ code }) => code);

it("a good day holds, and says so", async () => {
  const answer = await run({});

  expect(answer.reasons).toEqual([]);
  expect(answer.json).toMatchObject({ holds: true, orders: { shipped: 2, open: 0, late: 0 }, robots: 2 });
});

it("ships from a site of one's own that has no portal: the simulated floor brings one, and says so", async () => {
  const drawn = generateSite({ siteId: "bare", faces: 32, robots: 2 });
  const devices = drawn.site.devices.filter(({ kind }) => kind !== "portal");
  const layout = join(folder, "bare");
  writeSiteFiles(layout, { ...drawn, site: { ...drawn.site, devices } });
  const progress = new PassThrough();

  const { json, reasons } = await simulate({ orders: [good], seed: 1, rate: 1, layout }, progress);

  expect(reasons).toEqual([]);
  expect(json).toMatchObject({ orders: { shipped: 2 } });
  expect(String(progress.read())).toMatch(/the site has no portal: the simulated floor has one/);
});

it("its robots count bins when they have nothing else to do, and readers that see wrongly cost people's time, and no unit", async () => {
  interface Counted {
    readonly counts: { readonly confirmed: number; readonly doubted: number };
    readonly units: { readonly adjusted: number; readonly conserved: boolean };
  }
  const day = { profile: "b2c", perDay: 10, robots: 3, seed: 1, rate: 1, hours: 0.6 } as const;
  const counted = async (more: Partial<SimulateOptions>) =>
    (await simulate({ ...day, ...more }, new PassThrough().resume())).json as unknown as Counted;
  const plain = await counted({});
  const wrong = await counted({ readsMissed: 0.05, readsStray: 0.5 });

  expect(plain.counts.confirmed).toBeGreaterThan(0);
  expect(wrong.counts.doubted).toBeGreaterThan(plain.counts.doubted);
  expect([wrong.units.adjusted, wrong.units.conserved]).toEqual([plain.units.adjusted, true]);
});

it.each(["person-meets-robot", "person", "goods-to-person"] as const)(
  "people pick (%s), and the same orders ship as by robots alone, on the same day twice",
  async (picking) => {
    const first = await run({ picking, people: 2 });
    const again = await run({ picking, people: 2 });

    expect(first.reasons).toEqual([]);
    expect(first.json).toMatchObject({
      orders: { shipped: 2, open: 0 },
      tasks: { pick: 2, bring: picking === "person-meets-robot" ? 0 : 2 },
      units: { shipped: 5, adjusted: 0, conserved: true },
      deadlocks: 0,
    });
    expect(again.json.traceHash).toBe(first.json.traceHash);
  },
);

it("people scan and weigh where the site asks for it, and robots' totes that nobody scanned are counted", async () => {
  const { site, lif, locations } = generateSite({ siteId: "evident", faces: 40, robots: 2 });
  const dir = join(folder, "evident");
  const evidence = { needs: ["barcode", "weight"] as ("barcode" | "weight")[] };
  writeSiteFiles(dir, { site: { ...site, evidence, picking: { by: "person-meets-robot" } }, lif, locations });

  const { json, reasons } = await simulate(
    { orders: [good], layout: dir, seed: 1, rate: 1 },
    new PassThrough().resume(),
  );

  expect(reasons).toEqual([]);
  expect(json).toMatchObject({ orders: { shipped: 2, open: 0 }, tasks: { pick: 2, countTote: 0 } });
});

it("parcels that the gate's reader never sees are asked of when their truck has gone, and people say that they left", async () => {
  const missed = await run({ portalMissed: 1 });
  const seen = await run({ portalMissed: 0 });
  const plain = await run({});

  expect(missed.reasons).toEqual([]);
  expect(missed.json).toMatchObject({
    orders: { shipped: 2, open: 0 },
    parcels: { missed: 2, answeredFor: 2 },
  });
  expect(missed.json.virtualSeconds).toBeGreaterThan(seen.json.virtualSeconds as number);
  expect(seen.json.traceHash).toBe(plain.json.traceHash);
});

it("orders that ask for pallets leave on them, also where the gate's reader sees none of them, the same twice; where none asks nothing of the day changes", async () => {
  const [missed, again] = [
    await run({ onPallets: 1, portalMissed: 1 }),
    await run({ onPallets: 1, portalMissed: 1 }),
  ];
  const none = await run({ onPallets: 0 });
  const plain = await run({});

  expect(missed.reasons).toEqual([]);
  expect(missed.json).toMatchObject({
    orders: { shipped: 2, open: 0, late: 0 },
    pallets: { left: 1, parcels: 2, units: 5 },
    parcels: { missed: 1, answeredFor: 1 },
    faults: { mistoldPallets: [] },
  });
  expect(again.json.traceHash).toBe(missed.json.traceHash);
  expect(none.json.traceHash).toBe(plain.json.traceHash);
  expect(plain.json.pallets).toBeUndefined();
});

it("people who scan wrongly and take the wrong unit ship no wrong unit", async () => {
  const parcels = { profile: "b2c", perDay: 80, within: 2, robots: 3, seed: 3, rate: 1 } as const;
  const hands = { picking: "person", people: 6, wrongScans: 0.2 } as const;

  const { json } = await simulate({ ...parcels, ...hands }, new PassThrough().resume());

  const { made, refused } = json.scans as Record<string, Record<string, number>>;
  expect(Object.keys(made!).length).toBeGreaterThan(4);
  expect(Object.keys(refused!)).toEqual(expect.arrayContaining(["other-goods", "other-place"]));
  expect(json).toMatchObject({
    orders: { shipped: 80, open: 0 },
    units: { wrong: 0, lacking: 0, short: 0, conserved: true },
    faults: { mistoldParcels: [], wrongShipments: [] },
  });
});

it("a machine that packs what people took ships a wrong unit where nothing is asked of them, and the judge says so", async () => {
  const parcels = { profile: "b2c", perDay: 80, within: 2, robots: 3, seed: 3, rate: 1 } as const;
  const hands = { picking: "person", people: 6, wrongScans: 1, evidence: ["barcode"] } as const;

  const answer = await simulate({ ...parcels, ...hands }, new PassThrough().resume());

  expect((answer.json.units as { wrong: number }).wrong).toBeGreaterThan(0);
  expect(codes(answer)).toContain("wrong-units");
});

it("as many bins are wrong on the first morning as it is asked for", async () => {
  const right = await run({ plantedWrong: 0, hours: 0.1 });
  const wrong = await run({ plantedWrong: 1, hours: 0.1 });
  const onShelves = ({ json }: typeof right) => (json.units as { opening: number }).opening;
  const asAsked = (await run({ hours: 0.1 })).json.units as { opening: number };

  expect(onShelves(wrong)).not.toBe(onShelves(right));
  // One of two hundred of a few bins is none.
  expect(asAsked.opening).toBe(onShelves(right));
});

it("a robot that was carried off is put right by a person who goes to it, and the day ends", async () => {
  const { json, reasons } = await simulate(
    { profile: "b2c", perDay: 120, within: 1, robots: 4, seed: 5, rate: 1, faults: ["carried"] },
    new PassThrough().resume(),
  );

  expect(reasons).toEqual([]);
  expect(json.fieldFaults).toHaveLength(1);
  expect((json.floorActs as string[]).length).toBeGreaterThan(0);
  expect(json).toMatchObject({ orders: { shipped: 120, open: 0 }, deadlocks: 0 });
});

it("of several days each is judged at its end", async () => {
  const second = aFile("second.csv", "3,11111A,CUP,1,2011-03-02 09:00:00,France");

  const { json, holds } = await run({ orders: [good, second] });

  const { days } = json as { days: Record<string, unknown>[] };
  expect(holds).toBe(true);
  expect(days.map(({ day, ordersShipped, conserved }) => [day, ordersShipped, conserved])).toEqual([
    ["2011-03-01", 2, true],
    ["2011-03-02", 3, true],
  ]);
});

it("a day on which nothing was asked for is no success, and lasts no negative time", async () => {
  const answer = await run({ orders: [aFile("post.csv", "1,POST,POSTAGE,1,2011-03-01 09:00:00,France")] });

  expect(codes(answer)).toEqual(["nothing-asked"]);
  expect(answer.holds).toBe(false);
  expect(answer.json.virtualSeconds).toBe(0);
});

it("what never left is late once its time has passed, and nobody is busier than all the time there was", async () => {
  const more = aFile(
    "more.csv",
    "1,11111A,CUP,90000,2011-03-01 09:00:00,France",
    "2,22222,MUG,2,2011-03-01 09:05:00,France",
  );
  const answer = await run({ orders: [more], stock: "tight", hours: 100 });
  const { orders, utilisation, virtualSeconds } = answer.json as {
    orders: { open: number; late: number };
    utilisation: number;
    virtualSeconds: number;
  };

  expect(orders.late).toBe(orders.open);
  expect(orders.open).toBeGreaterThan(0);
  expect(virtualSeconds).toBeGreaterThan(99 * 3_600);
  expect(utilisation).toBeLessThanOrEqual(1);
});

it("a retail day at rate 3 has three times its orders", () => {
  const asked = (rate: number) =>
    planDay({
      seed: 1,
      robots: 2,
      profile: "retail",
      rate,
      tight: false,
      startAt: Date.UTC(2026, 2, 2),
    }).demand.requests.filter(({ kind }) => kind === "order").length;

  expect(asked(3)).toBe(3 * asked(1));
});

it("reports the robots of a site of its own, and refuses another number of them", async () => {
  const site = join(folder, "site");
  writeSiteFiles(site, loadSite(generateSite({ siteId: "small", faces: 40, robots: 2 })));

  const answer = await run({ layout: site, robots: undefined as never });

  expect(answer.json.robots).toBe(2);
  await expect(run({ layout: site, robots: 40 })).rejects.toMatchObject({
    code: "bad-option",
    field: "--robots",
  });
});

it("refuses to write onto a file before the day begins", async () => {
  await expect(run({ out: good })).rejects.toMatchObject({ code: "bad-option", field: "--out" });
});

it("says at once of a ledger that cannot be written", async () => {
  await expect(run({ ledger: join(folder, "no-folder", "l.sqlite") })).rejects.toMatchObject({
    code: "bad-option",
    field: "--ledger",
  });
});

it("says at once of a folder that no system lets it make", async () => {
  await expect(run({ out: "/proc/nothing/here" })).rejects.toMatchObject({
    code: "bad-option",
    field: "--out",
  });
});

it("a disk that is full costs the files, not the verdict", async () => {
  const full = join(folder, "full");
  mkdirSync(full);
  symlinkSync("/dev/full", join(full, "positions.csv"));

  const answer = await run({ out: full });

  expect(codes(answer)).toEqual(["out-unwritten"]);
  expect(answer.json).toMatchObject({ holds: false, orders: { shipped: 2 } });
});

it("takes a path with a comma for what it is, and two paths for two", () => {
  const one = aFile("a,b.csv", "x");
  const other = aFile("c.csv", "x");

  expect(existingFiles("--orders")(one)).toEqual([one]);
  expect(existingFiles("--orders")(`${one},${other}`)).toEqual([one, other]);
  expect(() => existingFiles("--orders")(`${other},${join(folder, "d,e.csv")}`)).toThrow("does not exist");
  expect(() => existingFiles("--orders")(folder)).toThrow("is a folder without orders.csv");
  const three = ["orders.csv", "order_items.csv", "products.csv"].map((name) => join(folder, name));
  for (const file of three) writeFileSync(file, "");
  expect(existingFiles("--orders")(folder)).toEqual([folder]);
  expect(existingFiles("--orders")([one, ...three].join(","))).toEqual([folder, one]);
});

describe("a day on which stock is short", () => {
  /** More of both than the two days' demand of their class that stands there; one line of each order can be had whole. */
  const short = aFile(
    "short.csv",
    "1,11111A,CUP,900,2011-03-01 09:00:00,France",
    "1,22222,MUG,1,2011-03-01 09:00:00,France",
    "2,22222,MUG,900,2011-03-01 09:05:00,France",
    "2,33333,BOWL,1,2011-03-01 09:05:00,France",
  );

  it("ships all that is there, and holds where every open order stands for want of stock and says how long", async () => {
    const answer = await run({ orders: [short], stock: "tight" });
    const { orders, units } = answer.json as {
      orders: Record<string, number>;
      units: Record<string, number>;
    };

    expect(answer.reasons).toEqual([]);
    expect(orders).toMatchObject({ shipped: 0, open: 2, waiting: 2 });
    expect(units.withheld).toBe(0);
    expect(units.possible).toBeGreaterThan(2);
    expect(units.shipped).toBe(units.possible);
  });

  it("cancels what is not there where the policy says so, and no order stays open", async () => {
    const answer = await run({ orders: [short], stock: "tight", allocation: "partial-then-cancel" });

    expect(answer.json).toMatchObject({ holds: true, orders: { shipped: 2, open: 0, waiting: 0 } });
  });

  it("ships nothing of a whole order that cannot be whole", async () => {
    const answer = await run({ orders: [short], stock: "tight", allocation: "whole" });

    expect(answer.json).toMatchObject({
      holds: true,
      orders: { shipped: 0, waiting: 2 },
      units: { shipped: 0, withheld: 0 },
    });
  });
});
