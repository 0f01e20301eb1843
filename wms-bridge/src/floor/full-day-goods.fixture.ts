/** What is done about goods on a full day: holds, returns, counts, deliveries late or never, losses that nobody knows of, and a gate that does not see. */
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { announce, answerTask, arriveAt, unload } from "../receiving/delivery.fixture.ts";
import type { Deeds, FullDay } from "./full-day.fixture.ts";
import { clients, named, nameOf, query, reserveOf, skus } from "./full-floor.fixture.ts";
import { add } from "./world.fixture.ts";

/** Each with how often it is done beside the others. */
export const goodsDeeds: Deeds = [
  [8, holdGoods],
  [6, releaseGoods],
  [8, sendBack],
  [5, countBins],
  [4, loseUnits],
  [3, writeOff],
  [6, announceDelivery],
  [8, bringAnnounced],
  [4, bringDelivery],
  [3, turnGate],
];

function holdGoods(day: FullDay): void {
  const { random } = day;
  const client = day.client();
  const hold = `H${++day.numbers}`;
  const what = day.one<object>([
    { sku: day.one(skus) },
    { sku: day.one(skus), lot: "L1" },
    { lot: "L2" },
    { goodsClass: "general" },
    { everything: true },
  ]);
  const until = random.chance(0.4)
    ? { until: isoTime(day.floor.clock.now() + (1 + random.below(90)) * minuteMs) }
    : {};
  const body = { hold, reason: "looked at", ...what, ...until, ...named(client) };
  day.hasHeld = true;
  if (day.post("hold", wmsPaths.holds, body) === 201) day.holds.push({ client, number: hold });
}

function releaseGoods(day: FullDay): void {
  const [hold] = day.holds.splice(day.random.below(Math.max(1, day.holds.length)), 1);
  if (hold) day.say("hold.release", wmsPaths.holdRelease(hold.number), hold.client);
}

function sendBack(day: FullDay): void {
  const { floor, random } = day;
  const order = day.anyOrder();
  if (!order) return;
  // Of goods that are kept by serial number somebody would have to read which ones came back.
  const lines = (
    floor.get(wmsPaths.order(order.number) + query(order.client)).body.lines as {
      sku: string;
      shipped: number;
    }[]
  ).filter(({ sku, shipped }) => shipped > 0 && !floor.serialKept.has(nameOf(order.client, sku)));
  if (lines.length === 0) return;
  const { sku, shipped } = day.one(lines);
  const quantity = 1 + random.below(shipped);
  const body = {
    return: `R${++day.numbers}`,
    lines: [{ sku, quantity }],
    ...(random.chance(0.6) ? { order: order.number } : {}),
    ...named(order.client),
  };
  if (day.post("return", wmsPaths.returns, body) !== 201) return;
  add(day.cameIn, nameOf(order.client, sku), quantity);
}

function countBins(day: FullDay): void {
  const { random } = day;
  const client = day.client();
  const ended = random.chance(0.3) ? day.counts[random.below(Math.max(1, day.counts.length))] : undefined;
  if (ended) {
    const path = random.chance(0.5) ? wmsPaths.countEnd : wmsPaths.countCancellation;
    day.say("count.end", path(ended.number), ended.client);
    return;
  }
  const scope = day.one<object>([
    { locations: day.some(["P01", "P02", "P03", "P04", "P05", "P06", "P15", "P16"], 3) },
    { skus: [day.one(skus)] },
    { doubt: true },
  ]);
  const number = `C${++day.numbers}`;
  if (day.post("count", wmsPaths.counts, { count: number, scope, ...named(client) }) === 201)
    day.counts.push({ client, number });
}

/** Nobody knows where it went. */
function loseUnits(day: FullDay): void {
  const { floor, random } = day;
  const bin = floor.bins.get(`P0${1 + random.below(6)}`);
  for (const [sku, units] of bin ?? [])
    if (units > 0 && random.chance(0.5)) add(bin!, sku, -Math.min(units, 1 + random.below(9)));
}

function writeOff(day: FullDay): void {
  const client = day.client();
  const body = { writeOff: `X${++day.numbers}`, sku: day.one(skus), quantity: 2, reason: "broken" };
  day.post("write-off", wmsPaths.writeOffs, { ...body, ...named(client) });
}

function announceDelivery(day: FullDay): void {
  const [client, sku, number] = [day.client(), day.one(skus), `D${++day.numbers}`];
  const units = 10 + day.random.below(60);
  const { status } = announce(day.floor, number, [{ sku, quantity: units }], named(client));
  day.note("announced", status);
  if (status < 300) day.announced.push({ client, number, sku, units });
}

/** What was announced comes late, or otherwise; some never does. */
function bringAnnounced(day: FullDay): void {
  const [one] = day.announced.splice(day.random.below(Math.max(1, day.announced.length)), 1);
  if (one)
    day.receive(
      one.client,
      one.sku,
      one.units,
      reserveOf(one.client, skus.indexOf(one.sku)),
      "L1",
      one.number,
    );
}

function bringDelivery(day: FullDay): void {
  const [client, sku] = [day.client(), day.one(skus)];
  const quantity = 5 + day.random.below(30);
  const inspect = day.random.chance(0.3) ? { inspect: true } : {};
  const number = `D${++day.numbers}`;
  const task = arriveAt(day.floor, number, [{ sku, quantity }], { ...inspect, ...named(client) });
  unload(day.floor, [{ sku: nameOf(client, sku), quantity }]);
  const { status, body } = answerTask(day.floor, task, [{ sku, quantity }], named(client));
  day.note("delivery", status < 300 ? status : `${status} ${body.code}`);
  add(day.cameIn, nameOf(client, sku), quantity);
}

/** The gate's reader is down for a while: what leaves meanwhile is known when somebody says so. */
function turnGate(day: FullDay): void {
  day.floor.portalBlind = day.random.chance(0.5);
}

export function sayWhatLeft(day: FullDay): void {
  for (const client of clients) {
    const path = `${wmsPaths.parcels}?state=packed&perPage=500${client === "house" ? "" : `&client=${client}`}`;
    for (const { sscc } of day.floor.get(path).body.parcels as { sscc: string }[])
      if (day.floor.goneWith.has(sscc)) day.say("departure", wmsPaths.departure(sscc), client);
  }
}
