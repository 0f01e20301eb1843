/**
 * Whole days on which features meet: two clients with goods and numbers of the same names on one floor, orders under all policies that are held, split, raised, changed, cancelled and follow one another, holds of
 * goods, returns, transfers, counts, deliveries late or never, and the house rebuilt at any instant. All of it is drawn from one seed.
 */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { seededRandom } from "@floorplane/runtime/random";
import { FullDay, idOf } from "./full-day.fixture.ts";
import { goodsDeeds, sayWhatLeft } from "./full-day-goods.fixture.ts";
import { faultsAfter, faultsAtRest } from "./full-day-judge.fixture.ts";
import { endTransfer, orderDeeds } from "./full-day-orders.fixture.ts";
import { aFullFloor, clients, placeOf, reserveOf, skus } from "./full-floor.fixture.ts";

const deeds = [...orderDeeds, ...goodsDeeds];
const deedsADay = 110;
/** Most of what is asked for of one SKU is there; the rest waits for a delivery. */
const atStart = 45;

/** What was wrong on it. */
export async function aFullDay(seed: number): Promise<string[]> {
  const day = await begin(seed);
  await live(day);
  // What was begun is done or waits.
  day.floor.run(3 * 3_600);
  const faults = await faultsAtRest(day);
  await rest(day);
  return [...faults, ...(await faultsAfter(day))];
}

async function begin(seed: number): Promise<FullDay> {
  const draw = seededRandom(`floor of full day ${seed}`);
  const floor = await aFullFloor(seed, {
    isShared: draw.chance(0.4),
    byPeople: draw.chance(0.4),
    isTight: draw.chance(0.4),
    keepsSerials: draw.chance(0.3),
  });
  const day = new FullDay(floor, seed);
  for (const client of clients)
    for (const [index, sku] of skus.entries()) {
      day.receive(client, sku, atStart, `P0${1 + placeOf(client, index)}`);
      day.receive(client, sku, atStart, reserveOf(client, index), "L2");
    }
  return day;
}

async function live(day: FullDay): Promise<void> {
  const { floor, random } = day;
  for (let step = 0; step < deedsADay; step++) {
    day.doOne(deeds);
    if (random.chance(0.8)) floor.run(random.below(240));
    if (random.chance(day.hasHeld ? 0.4 : 0.1)) await day.restart();
    day.hasHeld = false;
  }
}

/** What the day left open is ended: holds released, goods brought, what people are asked answered. */
async function rest(day: FullDay): Promise<void> {
  const { floor, random } = day;
  for (const { client, number } of day.holds) day.say("hold.release", wmsPaths.holdRelease(number), client);
  for (const client of clients)
    for (const [index, sku] of skus.entries()) day.receive(client, sku, 400, reserveOf(client, index));
  floor.portalBlind = false;
  for (let hour = 0; hour < 10; hour++) {
    sayWhatLeft(day);
    for (const { client, number, transferTo } of day.orders) {
      day.act({ type: "order.release", order: idOf(client, number), reason: "the day is over" });
      if (transferTo) endTransfer(day, client, number);
    }
    floor.run(3_600);
    if (random.chance(0.5)) await day.restart();
  }
  floor.hears = () => 200;
  for (const { client, number } of day.counts) day.say("count.end", wmsPaths.countEnd(number), client);
  day.post("count", wmsPaths.counts, { count: "LAST", scope: { all: true } });
  // Webhooks that were not heard are sent again within a day.
  floor.run(26 * 3_600);
}
