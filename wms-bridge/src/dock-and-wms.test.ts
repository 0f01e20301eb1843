/** What left the dock equals what the WMS was told, at every instant and a minute later at most: orders in parts, cartons of which several make one tote, totes that orders share, and a house that is rebuilt in between. */
import { secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { Floor } from "./floor/floor.fixture.ts";
import { aSharingSite } from "./floor/small-site.fixture.ts";

const skus = ["A", "B", "C", "D", "E"];
const cartons = [
  { carton: "S", lengthMm: 200, widthMm: 150, heightMm: 150, gramsMax: 5_000 },
  { carton: "M", lengthMm: 300, widthMm: 200, heightMm: 150, gramsMax: 5_000 },
];
/** So long a parcel that left may be untold. */
const toldWithinMs = 60 * secondMs;
/** One looks so often. */
const lookS = 5;

class Watch {
  readonly #floor: Floor;
  readonly #goneAt = new Map<string, number>();
  readonly #order = new Map<string, string>();
  #heard = 0;
  looks = 0;

  constructor(floor: Floor) {
    this.#floor = floor;
  }

  run(seconds: number): void {
    for (let passed = 0; passed < seconds; passed += lookS) {
      this.#floor.run(lookS);
      this.#look();
    }
  }

  #look(): void {
    const { clock, parcelsGone, confirmations, goneWith } = this.#floor;
    this.looks++;
    for (const sscc of parcelsGone) if (!this.#goneAt.has(sscc)) this.#goneAt.set(sscc, clock.now());
    for (const { type, data } of confirmations.slice(this.#heard)) {
      if (type !== "parcel.shipped") continue;
      const [{ sscc }] = data.parcels as [{ sscc: string }];
      // Told: it left, with these goods, and not for two orders.
      expect([sscc, unitsOf(data.lines!.map(({ sku, quantity }) => [sku, quantity]))]).toEqual([
        sscc,
        unitsOf((goneWith.get(sscc) ?? []).map(({ sku, units }) => [sku, units])),
      ]);
      expect([sscc, this.#order.get(sscc) ?? data.order]).toEqual([sscc, data.order]);
      this.#order.set(sscc, data.order!);
    }
    this.#heard = confirmations.length;
    const untold = [...this.#goneAt].filter(
      ([sscc, at]) => at <= clock.now() - toldWithinMs && !this.#order.has(sscc),
    );
    expect(untold).toEqual([]);
  }
}

function unitsOf(lines: readonly (readonly [string, number])[]): Record<string, number> {
  const units: Record<string, number> = {};
  for (const [sku, count] of lines) units[sku] = (units[sku] ?? 0) + count;
  return units;
}

it.each([
  { seed: 1, shared: false, restarts: 0.4 },
  { seed: 2, shared: true, restarts: 0.4 },
  { seed: 3, shared: true, restarts: 0 },
])("through a day, seed $seed", async ({ seed, shared, restarts }) => {
  const floor = new Floor({ seed, luck: { shortPick: 0.05, missedTag: 0.03, failedTransport: 0.005 } });
  floor.site = { ...(shared ? aSharingSite() : floor.site), cartons };
  const { random } = floor;
  const watch = new Watch(floor);
  await floor.open();
  floor.items(...skus);
  for (const [index, sku] of skus.entries()) floor.stock(`P0${index + 1}`, sku, 60);
  let asked = 0;
  for (let n = 1; n <= 40; n++) {
    const lines: Record<string, number> = {};
    for (let line = 1 + random.below(3); line > 0; line--)
      lines[skus[random.below(skus.length)]!] = 1 + random.below(16);
    floor.order(`O${n}`, lines);
    asked += Object.values(lines).reduce((sum, units) => sum + units, 0);
    watch.run(random.below(90));
    if (random.chance(restarts)) await floor.reopen();
    // More comes in, and what waited goes in parts.
    if (n % 10 === 0) for (const [index, sku] of skus.entries()) floor.stock(`P1${index}`, sku, 25);
  }
  watch.run(3_600);
  for (const [index, sku] of skus.entries()) floor.stock(`P1${index}`, sku, 300);
  watch.run(7_200);

  const { shipped } = floor.bridge.figures().units;
  expect(watch.looks).toBeGreaterThan(2_000);
  expect(shipped).toBe(asked);
  expect(floor.parcelsGone.length).toBeGreaterThan(45);
  const ended = floor.confirmations.filter(({ type }) => type === "order.shipped");
  expect(ended).toHaveLength(40);
});
