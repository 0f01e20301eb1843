/** A WMS that lost its memory sends its whole day again, in whatever order, over and over: nothing of the house changes. */
import { hash } from "node:crypto";
import type { LocationId } from "@floorplane/contracts/ids";
import type { OpeningStock } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { type Random, seededRandom } from "@floorplane/runtime/random";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const skus = ["A", "B", "C", "D", "E"];
const resendings = 10;
const encoder = new TextEncoder();

interface Sent {
  readonly path: string;
  readonly key: string;
  readonly body: object;
}

function aDay(random: Random): Sent[] {
  const sent: Sent[] = [];
  const send = (path: string, body: object): void => void sent.push({ path, key: `K${sent.length}`, body });
  const units = (most: number): number => 1 + random.below(most);
  const sku = (): string => skus[random.below(skus.length)]!;
  send(wmsPaths.items, { items: skus.map((name) => anItem(name)) });
  skus.forEach((name, index) => {
    send(wmsPaths.openingStock, { rows: [{ location: `P0${index + 1}`, sku: name, lot: "L1", units: 60 }] });
  });
  for (let n = 1; n <= 30; n++) {
    const lines = Array.from({ length: units(4) }, (_, line) => ({
      line: `${line + 1}`,
      sku: sku(),
      quantity: units(6),
    }));
    send(wmsPaths.orders, { order: `O${n}`, country: random.chance(0.5) ? "France" : "Japan", lines });
    if (random.chance(0.2)) send(wmsPaths.cancellation(`O${n}`), {});
    if (random.chance(0.2))
      send(wmsPaths.returns, {
        return: `R${n}`,
        shippedBefore: true,
        lines: [{ sku: sku(), quantity: units(2) }],
      });
    if (random.chance(0.2))
      send(wmsPaths.openingStock, {
        receipt: `G${n}`,
        rows: [{ location: `P${15 + random.below(5)}`, sku: sku(), lot: `L${n}`, units: units(9) }],
      });
    if (random.chance(0.1)) send(wmsPaths.orders, { order: `S${n}`, country: "France", lines: [] });
  }
  return sent;
}

const ask = (floor: Floor, { path, key, body }: Sent): number =>
  floor.request({
    method: "POST",
    url: path,
    headers: { "idempotency-key": key },
    body: encoder.encode(JSON.stringify(body)),
  }).status;

/** What the house was told of lies on the shelves of the world too. */
function lay(floor: Floor, { path, body }: Sent): void {
  if (path !== wmsPaths.openingStock) return;
  for (const { location, sku, units } of (body as OpeningStock).rows) {
    const bin = floor.bins.get(location as LocationId) ?? new Map();
    bin.set(sku, (bin.get(sku) ?? 0) + units);
    floor.bins.set(location as LocationId, bin);
  }
}

/** Of every document that a restart would read. */
function stateOf(floor: Floor, but?: string): string {
  const kept = [...floor.bridge.kept()].filter(({ kind }) => kind.name !== but);
  const texts = kept.map(({ kind, id, body }) => JSON.stringify([kind.name, id, body]));
  return hash("sha256", texts.sort().join("\n"));
}

function shuffled<One>(list: readonly One[], random: Random): One[] {
  const left = [...list];
  return list.map(() => left.splice(random.below(left.length), 1)[0]!);
}

it.each([1, 2, 3])("ten times, with its own keys or with new ones, seed %i", async (seed) => {
  const random = seededRandom(seed);
  const floor = new Floor({ seed });
  await floor.open();
  const day = aDay(random);
  for (const sent of day) {
    if (ask(floor, sent) === 200) lay(floor, sent);
    floor.run(random.below(300));
  }
  floor.run(12 * 60 * 60);
  expect(floor.bridge.figures().orders.shipped).toBeGreaterThan(15);
  const before = { state: stateOf(floor), unanswered: stateOf(floor, "answer"), rows: floor.house.sequence };

  for (let time = 1; time <= resendings; time++) for (const sent of shuffled(day, random)) ask(floor, sent);
  expect(stateOf(floor)).toBe(before.state);
  expect(floor.house.sequence).toBe(before.rows);

  for (let time = 1; time <= resendings; time++)
    for (const sent of shuffled(day, random)) ask(floor, { ...sent, key: `${sent.key}-${time}` });
  expect(stateOf(floor, "answer")).toBe(before.unanswered);
  expect(floor.bridge.figures().units.conserved).toBe(true);
  expect(await floor.house.differences()).toEqual([]);
});
