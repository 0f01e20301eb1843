/**
 * What a closed order takes of the house's memory. Two simulated days are kept in files, one of parcels and a real one of orders of 22 lines; a house is started on as many copies of their closed orders as
 * a busy site has at hand after two days, and again on twice as many; an hour later what one more order takes is seen.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type DayPlan, planDay } from "@floorplane/app/day/plan-day";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import { InThreadSqliteLedger } from "@floorplane/runtime/ledger/sqlite-in-thread";
import { expect, it, onTestFinished } from "vitest";
import { dataFolder } from "../data-folder.ts";
import { figure } from "./figures.ts";

const bytesMax = 1_024;
/** More than the 2,000 that screens show in any case. */
const closedOrders = 4_000;
/** Begin the names of copies. Screens show the last ones by name after a start: those of the first, both times, so that they weigh the same. */
const marks = { first: "Z", second: "A" } as const;
/** Totes and answers have left by then, and every order is packed. */
const laterMs = 2 * hourMs;
const startAt = Date.UTC(2026, 2, 2);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

it("a parcel's order takes a kilobyte at most, once it is closed", async () => {
  const plan = planDay({ seed: 1, robots: 12, profile: "b2c", perDay: 600, rate: 1, tight: false, startAt });

  await measure("of one line and a half", plan);
});

const { path, isAbsent, reason } = dataFolder("data/online-retail/2010-12-01.csv");
it.skipIf(isAbsent)(`so does an order of 22 lines${reason}`, async () => {
  const plan = planDay({ seed: 1, robots: 20, orders: [path], rate: 1, tight: false, startAt });

  await measure("of 22 lines", plan);
});

async function measure(which: string, plan: DayPlan): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-closed-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "ledger.sqlite");
  const endsAt = await aDay(plan, file);

  copyOrders(file, closedOrders, marks.first);
  // What the process compiles and keeps for itself, it has by the second time.
  await weigh(plan, file, endsAt);
  const once = await weigh(plan, file, endsAt);
  copyOrders(file, closedOrders, marks.second);
  const twice = await weigh(plan, file, endsAt);

  const bytes = Math.round((twice.bytes - once.bytes) / (twice.orders - once.orders));
  figure(`memory of a closed order ${which}`, `${bytes} bytes`, `at most ${bytesMax}`);
  expect(twice.orders - once.orders).toBe(closedOrders);
  expect(bytes).toBeLessThanOrEqual(bytesMax);
}

/** Answers when it was over. */
async function aDay(plan: DayPlan, file: string): Promise<number> {
  const { clock, world, composed } = virtualFloor({ plan, seed: 1, ledger: new InThreadSqliteLedger(file) });
  await composed.start();
  world.start();
  clock.run(() => world.done(), clock.now() + 40 * hourMs);
  await world.stop();
  await composed.stop();
  return clock.now();
}

/** What a house that started on this file holds, less what is left when it is gone: what ran before in this process weighs nothing. */
async function weigh(
  plan: DayPlan,
  file: string,
  startAt: number,
): Promise<{ bytes: number; orders: number }> {
  const held = await withHouse(plan, file, startAt);
  return { bytes: held.bytes - (await bytesHeld()), orders: held.orders };
}

async function withHouse(
  plan: DayPlan,
  file: string,
  startAt: number,
): Promise<{ bytes: number; orders: number }> {
  const ledger = new InThreadSqliteLedger(file);
  const { clock, composed } = virtualFloor({ plan, seed: 1, ledger, startAt });
  await composed.start();
  for (const until = clock.now() + laterMs; clock.now() < until; )
    clock.run(() => false, clock.now() + minuteMs);
  const bytes = await bytesHeld();
  const { received } = composed.wmsBridge.orderCounts();
  await composed.stop();
  return { bytes, orders: received };
}

async function bytesHeld(): Promise<number> {
  for (let again = 0; again < 4; again++) {
    await new Promise((resolve) => setTimeout(resolve, secondMs / 10));
    collect();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

type Mark = (typeof marks)[keyof typeof marks];

/** So many more, each under a number of its own and at a time of its own, with its totes, parcels and answer. */
function copyOrders(file: string, count: number, mark: Mark): void {
  const database = new DatabaseSync(file);
  database.exec("begin");
  const put = database.prepare("insert into documents (kind, id, version, body) values (?, ?, ?, ?)");
  const rows = database
    .prepare(
      "select kind, id, version, body from documents where kind in ('order', 'parcel', 'tote') and id not like '%~%'",
    )
    .all() as { kind: string; id: string; version: number; body: string }[];
  const closed = new Map<string, typeof rows>();
  for (const row of rows) {
    const { order, closedAt } = JSON.parse(row.body) as { order: string | null; closedAt?: number | null };
    if (order === null || closedAt === null) continue;
    const ofOrder = closed.get(order) ?? [];
    if (ofOrder.push(row) === 1) closed.set(order, ofOrder);
  }
  const whole = [...closed.values()].filter((ofOrder) => ofOrder.some(({ kind }) => kind === "order"));
  expect(whole.length).toBeGreaterThan(100);
  for (let n = 0; n < count; n++) {
    const round = Math.floor(n / whole.length);
    for (const row of whole[n % whole.length]!) put.run(row.kind, ...copied(row, round, mark));
  }
  database.exec("commit");
  database.close();
}

/** Names of its own: what the house numbers, its order's, and that of its parcel. */
function copied(
  { id, version, body }: { id: string; version: number; body: string },
  round: number,
  mark: Mark,
): [string, number, string] {
  const beginning = `${mark}${round}~`;
  const own = (text: string): string =>
    text
      .replaceAll(/"(order|tote|job|transport|rides)":"([^"]+)"/g, `"$1":"${beginning}$2"`)
      .replaceAll(
        /"(totes)":\["([^\]]+)"\]/g,
        (_all, name, ids) => `"${name}":["${beginning}${ids.split('","').join(`","${beginning}`)}"]`,
      )
      .replaceAll(
        /"(\d{3})(\d{15})"/g,
        (_all, _first, rest) => `"${mark === marks.first ? 1 : 2}${String(round).padStart(2, "0")}${rest}"`,
      )
      .replaceAll(/\b(1[27]\d{11})\b/g, (at) => String(Number(at) - round * 7_919));
  const [client, ...rest] = id.split("/");
  const name = rest.join("/");
  const copiedName = /^\d{18}$/.test(name) ? own(`"${name}"`).slice(1, -1) : `${beginning}${name}`;
  return [`${client}/${copiedName}`, version, own(body)];
}
