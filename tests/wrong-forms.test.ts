/**
 * A day on which people count, look at goods, write off and send things back wrongly in every way a form allows, in the whole house on the virtual clock.
 * Nothing that was not understood is booked: where book and shelf differ at the end, they differed in the morning and nobody has counted there since.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import { type VirtualFloor, virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { seededRandom } from "@floorplane/runtime/random";
import { doubtful, mistakes, spellings } from "@floorplane/simulator/people/wrong-forms";
import { stock, worldResults } from "@floorplane/simulator/world-results";
import { afterAll, expect, it } from "vitest";
import { ask } from "./at-the-door.ts";

const folder = mkdtempSync(join(tmpdir(), "floorplane-wrong-forms-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const items = 24;
const orders = 30;
/** Rounds of wrong requests over the first hour, and how many each has. */
const roundsWrong = 12;
const requestsWrong = 8;
const startAt = Date.UTC(2026, 4, 4, 8);

/** Orders, write-offs and returns of one seed; one line in three is large enough to find out that a bin is short. */
function aDayOf(seed: number): string {
  const random = seededRandom(seed);
  const sku = () => `S${10 + random.below(items)}`;
  const rows = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country"];
  const at = (n: number) =>
    `2026-05-04 08:${String(Math.floor(n / 2)).padStart(2, "0")}:${n % 2 ? "30" : "00"}`;
  for (let n = 0; n < orders; n++) {
    for (let line = 0; line < 3; line++) {
      const units = random.chance(0.3) ? 60 + random.below(30) : 1 + random.below(8);
      rows.push(`${9000 + n},${sku()},THING,${units},${at(n)},France`);
    }
    if (n % 3 === 0) rows.push(`C${9500 + n},${sku()},THING,-${1 + random.below(6)},${at(n)},France`);
    if (n % 5 === 0) rows.push(`${9800 + n},${sku()},broken,-${1 + random.below(4)},${at(n)},France`);
  }
  return `${rows.join("\n")}\n`;
}

interface Day {
  readonly floor: VirtualFloor;
  /** Answers of the door to what no door may take. */
  readonly answers: { readonly what: string; readonly status: number }[];
  /** What was wrong on the papers in the morning, units by place and SKU. */
  readonly lies: ReadonlyMap<string, number>;
}

async function aDay(seed: number): Promise<Day> {
  const csv = join(folder, `day-${seed}.csv`);
  writeFileSync(csv, aDayOf(seed));
  const plan = planDay({ seed, robots: 4, orders: [csv], rate: 1, tight: false, startAt });
  const floor = virtualFloor({ plan, seed, wrongForms: 0.7, wrongBins: 0.5 });
  const lies = new Map<string, number>();
  for (const { location, sku, units } of plan.opening) add(lies, `${location} ${sku}`, units);
  for (const [key, units] of onShelves(floor)) add(lies, key, -units);
  await floor.composed.start();
  floor.world.start();
  const answers: Day["answers"][number][] = [];
  for (let n = 1; n <= roundsWrong; n++)
    floor.clock.at(floor.clock.now() + n * 5 * minuteMs, () => sendWrongly(floor, n, answers));
  const until = startAt + 48 * hourMs;
  floor.clock.run(() => floor.world.done() && answers.length >= roundsWrong * requestsWrong, until);
  return { floor, answers, lies };
}

/** A WMS that is wrong in every way: whatever it says here, nothing of it may be booked. */
function sendWrongly(floor: VirtualFloor, n: number, answers: Day["answers"][number][]): void {
  const [row] = floor.world.options.opening;
  const { location, sku, lot, units } = row!;
  const lines = (quantity: number, code: string = sku) => [{ sku: code, quantity }];
  const requests: readonly (readonly [what: string, path: string, body: object])[] = [
    ["a return of a million", wmsPaths.returns, { return: `X${n}`, lines: lines(1_000_000) }],
    ["a return of unknown goods", wmsPaths.returns, { return: `Y${n}`, lines: lines(1, "NO-SUCH-CODE") }],
    ["the opening again", wmsPaths.openingStock, { rows: [{ location, sku, lot, units }] }],
    [
      "the opening by GTIN",
      wmsPaths.openingStock,
      { rows: [{ location, sku: gtinOf(floor, sku), lot, units }] },
    ],
    [
      "a receipt that no bin holds",
      wmsPaths.openingStock,
      { receipt: `R${n}`, rows: [{ location, sku, lot, units: 1_000_000 }] },
    ],
    [
      "a release of what is not frozen",
      wmsPaths.dispositions,
      { disposition: `D${n}`, location, sku, quantity: 1, to: "available", place: location },
    ],
    [
      "a write-off of unknown goods",
      wmsPaths.writeOffs,
      { writeOff: `W${n}`, sku: "NO-SUCH-CODE", quantity: 1, reason: "" },
    ],
    [
      "a GTIN of another item",
      wmsPaths.items,
      {
        items: [
          {
            sku: `NEW${n}`,
            kind: "goods",
            name: "",
            gtin: gtinOf(floor, sku),
            litres: 1,
            kilograms: 1,
            class: "A",
          },
        ],
      },
    ],
  ];
  for (const [what, path, body] of requests) {
    const key = `wrong-${n}-${what.replaceAll(" ", "-")}`;
    ask(floor.composed.wmsBridge.door, { url: path, key, body }, ({ status }) =>
      answers.push({ what, status }),
    );
  }
}

const gtinOf = (floor: VirtualFloor, sku: string): string =>
  floor.world.options.items.find((item) => item.sku === sku)!.gtin!;

const add = (units: Map<string, number>, key: string, count: number): void =>
  void units.set(key, (units.get(key) ?? 0) + count);

/** Benches and totes are one place here: what stands in front of a bench is in a tote for one, at the bench for the other. */
function keyOf({ world }: VirtualFloor, location: string, sku: string): string {
  const isStorage = world.options.locations.some((row) => row.location === location);
  return `${isStorage ? location : "benches and totes"} ${sku}`;
}

function onShelves(floor: VirtualFloor): Map<string, number> {
  const units = new Map<string, number>();
  for (const { location, sku, units: count } of stock(floor.world))
    add(units, keyOf(floor, location, sku), count);
  return units;
}

/** Work that somebody waits for: counts in turn never end. */
function openTasks({ composed }: VirtualFloor): object[] {
  let tasks: { readonly planned: boolean }[] = [];
  ask(composed.wmsBridge.door, { url: wmsPaths.tasks }, ({ body }) => {
    ({ tasks } = JSON.parse(new TextDecoder().decode(body)));
  });
  return tasks.filter(({ planned }) => !planned);
}

/** Units that the book has and the shelves have not, by place and SKU, that were not on wrong papers in the morning. */
function unexplained({ floor, lies }: Day): string[] {
  const off = onShelves(floor);
  for (const [key, count] of off) off.set(key, -count);
  const { book } = floor.composed.wmsBridge;
  for (const { location, sku, units } of book.places()) add(off, keyOf(floor, location, sku), units);
  for (const { tote, sku, units } of book.totes()) add(off, keyOf(floor, tote, sku), units);
  return [...off]
    .filter(([key, count]) => count !== 0 && count !== lies.get(key))
    .map(([key, count]) => `${key}: ${count}`);
}

const seeds = [1, 2, 3, 4, 5, 6];
const written = new Map<string, number>();

it.each(seeds)(
  "nothing is booked that was not understood, and every doubt was a task until it was cleared, seed %i",
  { timeout: 120_000 },
  async (seed) => {
    const day = await aDay(seed);
    const { floor, answers } = day;
    const { world, composed } = floor;
    const results = worldResults(world, { book: composed.wmsBridge.book.places() });
    const refused = [...world.handheld.refusals.values()].reduce((sum, count) => sum + count, 0);
    for (const [name, count] of world.forms!.written) add(written, name, count);

    expect(unexplained(day)).toEqual([]);
    expect(openTasks(floor)).toEqual([]);
    expect(refused).toBeGreaterThan(0);
    expect(composed.wmsBridge.figures().units.conserved).toBe(true);
    expect(results.faults.unbalanced).toEqual([]);
    expect(results.faults.wrongShipments).toEqual([]);
    expect(results.orders).toMatchObject({ shipped: orders, open: 0 });
    expect(answers).toHaveLength(roundsWrong * requestsWrong);
    expect(answers.filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
    await world.stop();
    await composed.stop();
  },
);

it("had people write in every way there is", () => {
  const names = Object.keys({ ...spellings, ...mistakes, ...doubtful });
  expect(names.filter((name) => !written.has(name))).toEqual([]);
});
