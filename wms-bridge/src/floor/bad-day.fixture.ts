/** Whole days of bad luck on the scripted floor, and what must be true of each in the end: orders in are orders out, units are conserved, nothing leaves twice. */

import { waysOfPicking } from "@floorplane/contracts/site-picking";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect } from "vitest";
import { Floor, type Told } from "./floor.fixture.ts";
import { aSharingSite, handsAt } from "./small-site.fixture.ts";
import { type Luck, total } from "./world.fixture.ts";

const skus = ["A", "B", "C", "D", "E", "F", "G", "H"];
const badLuck: Luck = {
  missedTag: 0.05,
  strayTag: 0.02,
  shortPick: 0.05,
  failedTransport: 0.005,
  deafWebhook: 0.2,
};

const ordersADay = 60;

/** A tote of these goods is often more than the largest of them holds. */
const cartons = [
  { carton: "S", lengthMm: 200, widthMm: 150, heightMm: 150, gramsMax: 5_000 },
  { carton: "M", lengthMm: 300, widthMm: 200, heightMm: 150, gramsMax: 5_000 },
];

interface Day {
  readonly floor: Floor;
  readonly asked: Map<string, Record<string, number>>;
  readonly cancelled: Set<string>;
}

interface DayPlan {
  /** Chance of a rebuilt house after each order. */
  readonly restarts: number;
  /** Share of bins that hold fewer units than the book says. */
  readonly wrongBins: number;
  /** Totes that several orders share. */
  readonly shared?: boolean;
  /** A quarter of the faces each by robots, by people who meet them, by people alone, and by people to whom robots bring the goods; some people fetch by hand what a robot was sent for. */
  readonly byPeople?: boolean;
  /** Chance after each order that lines of one that was sent before are changed. */
  readonly changes?: number;
}

export async function aDay(
  seed: number,
  { restarts, wrongBins, shared = false, byPeople = false, changes = 0 }: DayPlan,
): Promise<Day> {
  const floor = new Floor({ seed, luck: badLuck, settings: { companyWaitMs: 4 * minuteMs } });
  floor.site = { ...(shared ? aSharingSite() : floor.site), cartons };
  const { random } = floor;
  if (byPeople)
    skus.forEach((_, index) => {
      const by = waysOfPicking[index % waysOfPicking.length]!;
      if (by !== "robot") handsAt(floor, `P0${index + 1}`, by);
    });
  await floor.open();
  floor.items(...skus);
  skus.forEach((sku, index) => {
    const face = `P${String(index + 1).padStart(2, "0")}`;
    const wrong = random.chance(wrongBins);
    floor.stock(face, sku, 40, wrong ? 40 - random.below(10) : 40);
    if (random.chance(wrongBins / 4)) floor.swap(face, sku, "H");
    floor.stock(`P${String(15 + (index % 6))}`, sku, 400);
  });
  const asked = new Map<string, Record<string, number>>();
  const cancelled = new Set<string>();
  for (let n = 1; n <= ordersADay; n++) {
    const lines: Record<string, number> = {};
    for (let line = 1 + random.below(5); line > 0; line--)
      lines[skus[random.below(skus.length)]!] = 1 + random.below(random.chance(0.05) ? 150 : 14);
    const order = `O${n}`;
    asked.set(order, lines);
    expect(floor.order(order, lines, { country: random.chance(0.5) ? "France" : "Japan" }).status).toBe(201);
    floor.run(random.below(120));
    if (byPeople && random.chance(0.3)) fetchSome(floor);
    if (random.chance(0.1)) {
      const answer = floor.post(wmsPaths.cancellation(order), {});
      if (answer.status < 300) cancelled.add(order);
      else expect(answer.status).toBe(409);
    }
    if (random.chance(0.05)) {
      const sku = skus[random.below(skus.length)]!;
      floor.post(wmsPaths.returns, { return: `R${n}`, lines: [{ sku, quantity: 3 }] });
      floor.post(wmsPaths.writeOffs, { writeOff: `X${n}`, sku, quantity: 2, reason: "broken" });
    }
    if (random.chance(restarts)) await floor.reopen();
    if (random.chance(changes)) changeSome(floor, asked, cancelled);
  }
  skus.forEach((sku, index) => {
    floor.stock(`P${String(15 + (index % 6))}`, sku, 1_000);
  });
  for (let hour = 0; hour < 4; hour++) {
    floor.run(1_800);
    if (restarts > 0) await floor.reopen();
  }
  return { floor, asked, cancelled };
}

/** What a robot was sent for, and somebody has fetched before it came: said by a scan, and put back where nobody wants it. */
function fetchSome(floor: Floor): void {
  const { random } = floor;
  const index = waysOfPicking.length * random.below(2);
  const [place, sku] = [`P0${index + 1}`, skus[index]!];
  const units = Math.min(1 + random.below(4), floor.bins.get(place)?.get(sku) ?? 0);
  if (units === 0) return;
  const { status, body } = floor.post(wmsPaths.picks, { device: "HH1", place, sku, quantity: units });
  expect([201, 409]).toContain(status);
  if (status !== 201) return;
  floor.fetchByHand(place, sku, units, body.tote as never);
  floor.fetchedByHand++;
}

/** Another number of one line, a line less or one more, of an order that may be anywhere by now: what is refused stays as it was. */
function changeSome(floor: Floor, asked: Day["asked"], cancelled: ReadonlySet<string>): void {
  const { random } = floor;
  const open = [...asked.keys()].slice(-12);
  const order = open[random.below(open.length)]!;
  const before = floor.get(wmsPaths.order(order)).body.lines as {
    line: string;
    sku: string;
    asked: number;
  }[];
  const lines = before.map(({ line, sku, asked: quantity }) => ({ line, sku, quantity }));
  const which = random.below(lines.length);
  const unused = skus.find((sku) => !lines.some((line) => line.sku === sku));
  switch (random.below(4)) {
    case 0:
      if (lines.length > 1) lines.splice(which, 1);
      break;
    case 1:
      if (unused) lines.push({ line: `N${random.below(1e6)}`, sku: unused, quantity: 1 + random.below(14) });
      break;
    case 2:
      lines[which]!.quantity = Math.max(1, lines[which]!.quantity - 1 - random.below(6));
      break;
    default:
      lines[which]!.quantity += 1 + random.below(12);
  }
  const { status } = floor.post(wmsPaths.change(order), { lines });
  const after = floor.get(wmsPaths.order(order)).body.lines as typeof before;
  const units = (list: readonly { sku: string; asked: number }[]) =>
    Object.fromEntries(list.map(({ sku, asked: n }) => [sku, n]));
  if (status === 200) {
    expect(units(after)).toEqual(Object.fromEntries(lines.map(({ sku, quantity }) => [sku, quantity])));
    asked.set(order, units(after));
  } else {
    expect([order, status, units(after)]).toEqual([order, 409, units(before)]);
    expect(cancelled.has(order) || floor.stateOf(order) !== "accepted").toBe(true);
  }
}

export async function judge({ floor, asked, cancelled }: Day): Promise<void> {
  const figures = floor.bridge.figures();
  const { received, shipped, rejected, cancelled: gone, open } = figures.orders;
  expect({ received, sum: shipped + rejected + gone + open }).toEqual({
    received: asked.size,
    sum: asked.size,
  });
  expect(figures.units.conserved).toBe(true);
  const left = new Map<string, number>();
  for (const [order, lines] of asked) {
    const units = await floor.shippedOf(order);
    const state = floor.stateOf(order);
    // Cancelled on its way, an order ends with what had reached a packing station by then.
    expect([order, state]).toEqual([
      order,
      cancelled.has(order) && total(new Map(Object.entries(units))) === 0 ? "cancelled" : "shipped",
    ]);
    if (!cancelled.has(order)) expect([order, units]).toEqual([order, lines]);
    for (const [sku, n] of Object.entries(units)) left.set(sku, (left.get(sku) ?? 0) + n);
  }
  const leftByTote = [...floor.shipped.values()].reduce((sum, units) => sum + total(units), 0);
  expect(leftByTote).toBe([...left.values()].reduce((sum, n) => sum + n, 0));
}

/** Every order's confirmations came in their order, and none was lost; some may come twice. Parcel by parcel they say what left. */
export async function judgeConfirmations({ floor, asked }: Day): Promise<void> {
  floor.run(72 * 3_600);
  const once = new Map(floor.confirmations.map((confirmation) => [confirmation.id, confirmation]));
  const toldParcels: string[] = [];
  for (const [order, lines] of asked) {
    const ofOrder = [...once.values()].filter(({ data }) => data.order === order);
    const types = ofOrder
      .map(({ type }) => type)
      .filter((type) => type !== "order.backordered" && type !== "order.packed");
    const ended = floor.stateOf(order) === "shipped" ? "order.shipped" : "order.cancelled";
    expect([order, types[0], types.at(-1)]).toEqual([order, "order.accepted", ended]);
    const parcels = ofOrder.filter(({ type }) => type === "parcel.shipped");
    const ofPacked = ofOrder
      .filter(({ type }) => type === "order.packed")
      .flatMap(({ data }) => data.parcels!);
    expect(ofPacked.map(({ sscc }) => sscc).sort()).toEqual(
      parcels.map(({ data }) => data.parcels![0]!.sscc).sort(),
    );
    expect(types).toHaveLength(2 + parcels.length);
    toldParcels.push(...parcels.map(({ data }) => data.parcels![0]!.sscc));
    const left = await floor.shippedOf(order);
    expect([order, unitsBySku(parcels)]).toEqual([order, left]);
    if (ended === "order.cancelled") continue;
    const last = ofOrder.at(-1)!.data;
    expect(unitsBySku([{ data: last }])).toEqual(left);
    const short = unitsBySku([{ data: { lines: last.short ?? [] } }]);
    for (const [sku, units] of Object.entries(lines))
      expect((left[sku] ?? 0) + (short[sku] ?? 0)).toBe(units);
  }
  expect(toldParcels.toSorted()).toEqual(floor.parcelsGone.toSorted());
}

function unitsBySku(told: readonly Pick<Told, "data">[]): Record<string, number> {
  const units: Record<string, number> = {};
  for (const { data } of told)
    for (const { sku, quantity } of data.lines ?? [])
      if (quantity > 0) units[sku] = (units[sku] ?? 0) + quantity;
  return units;
}
