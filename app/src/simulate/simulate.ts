/**
 * A whole warehouse in one thread on a virtual clock: the house's rooms and the simulated world, joined by a memory broker, memory machines and direct
 * calls through the HTTP doors. VDA 5050, RFID and handheld messages are bytes here too. Equal options and seed give an equal `traceHash`.
 */
import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { Trace } from "@floorplane/runtime/house";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import { MemoryMachines } from "@floorplane/runtime/machine-port";
import { seededRandom } from "@floorplane/runtime/random";
import { World } from "@floorplane/simulator/world";
import { shipments, shipmentsCsv, stock, stockCsv, worldResults } from "@floorplane/simulator/world-results";
import { type ComposedHouse, composeHouse, wmsName } from "../compose.ts";
import { type DayPlan, openingTime, planDay } from "../day/plan-day.ts";
import { WorkWatch } from "../live/work-watch.ts";
import { readSiteFiles } from "../site/site-files.ts";
import { HttpExchange } from "./http-exchange.ts";
import type { SimulateOptions } from "./simulate-options.ts";

/** Where profiles begin; any day would do, and it must be the same every time. */
const profileStartAt = Date.UTC(2026, 2, 2);
/** Whatever is open this long after the last request stays open: a carrier's next-day cut-off has passed twice. */
const patienceMs = 72 * hourMs;
/** Progress is shown this often, wall ms. */
const progressMs = 500;
const houseUrl = "http://house";
const wmsUrl = "http://wms/confirmations";
/** Nothing secret about it: both ends are in this process. */
const webhookSecret = `whsec_${Buffer.from("a simulated day has no secrets!!").toString("base64")}`;

export interface SimulateAnswer {
  readonly json: Readonly<Record<string, unknown>>;
  /** All that was asked was done, nothing lost, nothing met. */
  readonly holds: boolean;
}

export async function simulate(options: SimulateOptions, progress: Writable): Promise<SimulateAnswer> {
  const startedAt = performance.now();
  const plan = planDay({
    seed: options.seed,
    robots: options.robots,
    rate: options.rate,
    tight: options.stock === "tight",
    startAt: profileStartAt,
    ...(options.orders ? { orders: options.orders } : {}),
    ...(options.profile ? { profile: options.profile } : {}),
    ...(options.perDay === undefined ? {} : { perDay: options.perDay }),
    ...(options.within === undefined ? {} : { within: options.within }),
    ...(options.layout === undefined ? {} : { site: readSiteFiles(options.layout) }),
  });
  const positions = options.out === undefined ? undefined : openPositions(options.out);
  const floor = buildFloor(plan, options.seed, positions ? (text) => positions.write(text) : undefined);
  await floor.composed.house.start();
  floor.world.start();
  const outcome = run(floor, plan, options, progress);
  const answer = answerOf(floor, outcome, options, startedAt);
  await floor.world.stop();
  await floor.composed.house.stop();
  if (options.out !== undefined && positions) await writeOut(options.out, floor.world, positions);
  return answer;
}

interface Floor {
  readonly clock: VirtualClock;
  readonly composed: ComposedHouse;
  readonly world: World;
  readonly trace: Trace;
}

function buildFloor(
  plan: DayPlan,
  seed: number,
  writePositions: ((text: string) => void) | undefined,
): Floor {
  const clock = new VirtualClock(openingTime(plan.demand));
  const random = seededRandom(seed);
  const trace = new Trace();
  const broker = new MemoryBroker(clock, {
    witness: (at, topic, payload) => trace.message(at, topic, payload),
  });
  const exchange = new HttpExchange(clock);
  const work = new WorkWatch();
  const machines = new MemoryMachines(clock, (device) => world.store(device));
  const composed = composeHouse({
    site: plan.site,
    ledger: new MemoryLedger({ keepRows: false }),
    timers: clock,
    random: random.split("house"),
    bus: broker.connect({ clientId: "house" }),
    machines,
    http: exchange,
    webhooks: [{ name: wmsName, url: wmsUrl, secret: webhookSecret }],
    log: silentLog,
    fleet: { positionsHz: 0 },
    witness: (row) => {
      trace.row(row);
      work.row(row);
    },
  });
  const { site, layout, locations } = plan.site;
  const world: World = new World({
    site,
    layout,
    locations,
    items: plan.items,
    opening: plan.opening,
    // One day (or the given ones): a profile that would go on for ever ends here.
    demand: { items: plan.demand.items, requests: plan.demand.requests },
    timers: clock,
    random: random.split("world"),
    connector: broker,
    http: exchange,
    houseUrl,
    webhookSecret,
    log: silentLog,
    options: {
      robot: { visualizationHz: 0 },
      hasTransport: (robot) => work.hasTransport(robot),
      ...(writePositions ? { writePositions } : {}),
    },
  });
  exchange.listen(houseUrl, composed.wmsBridge.door);
  exchange.listen(wmsUrl, world.webhooks);
  return { clock, composed, world, trace };
}

type Outcome = "done" | "late" | "stopped";

function run({ clock, world }: Floor, plan: DayPlan, options: SimulateOptions, progress: Writable): Outcome {
  const firstAt = plan.demand.requests[0]!.at;
  const lastAt = plan.demand.requests.at(-1)!.at;
  const until = options.hours === undefined ? lastAt + patienceMs : firstAt + options.hours * hourMs;
  let shownAt = performance.now();
  for (let minute = clock.now() + minuteMs; ; minute += minuteMs) {
    const state = clock.run(() => world.done(), Math.min(minute, until));
    const now = performance.now();
    if (now - shownAt > progressMs) {
      shownAt = now;
      const { record } = world.wms;
      progress.write(
        `\r\u001b[2K${new Date(clock.now()).toISOString().slice(0, 16).replace("T", " ")}  ${record.openOrders} orders open, ${world.judge.collisions.count} collisions`,
      );
    }
    if (state !== "done" && minute < until) continue;
    progress.write("\r\u001b[2K");
    return state === "done" ? "done" : options.hours === undefined ? "late" : "stopped";
  }
}

function answerOf(
  { clock, composed, world, trace }: Floor,
  outcome: Outcome,
  options: SimulateOptions,
  startedAt: number,
): SimulateAnswer {
  const { faults, virtualSeconds, ...results } = worldResults(world, composed.wmsBridge.book.places());
  const { judge } = world;
  const { distanceM, emptyDistanceM, busyRobotSeconds } = judge.tracks.travelled(clock.now());
  const figures = composed.wmsBridge.figures();
  const { orders, units } = results;
  const collisions = judge.collisions.count;
  const { deadlocks, stalls } = judge.progress;
  const json = {
    ...results,
    units: { ...units, conserved: units.conserved && figures.units.conserved },
    outcome,
    tasks: figures.tasks,
    robots: options.robots,
    utilisation: round(busyRobotSeconds / (options.robots * virtualSeconds), 4),
    busyRobotSeconds: Math.round(busyRobotSeconds),
    collisions,
    deadlocks,
    stalls,
    distanceM: Math.round(distanceM),
    emptyDistanceM: Math.round(emptyDistanceM),
    virtualSeconds: Math.round(virtualSeconds),
    wallSeconds: round((performance.now() - startedAt) / secondMs, 2),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    faults,
    traceHash: trace.digest(),
  };
  const isWhole = orders.received === orders.shipped + orders.rejected + orders.cancelled + orders.open;
  const isClean = Object.values(faults).every((fault) =>
    Array.isArray(fault) ? fault.length === 0 : fault === 0,
  );
  const isDone = outcome === "stopped" || orders.open === 0;
  return {
    json,
    holds: isWhole && isDone && isClean && json.units.conserved && collisions === 0 && deadlocks === 0,
  };
}

const round = (value: number, digits: number): number =>
  Number.isFinite(value) ? Math.round(value * 10 ** digits) / 10 ** digits : 0;

function openPositions(folder: string): WriteStream {
  mkdirSync(folder, { recursive: true });
  return createWriteStream(join(folder, "positions.csv"));
}

async function writeOut(folder: string, world: World, positions: WriteStream): Promise<void> {
  writeFileSync(join(folder, "shipments.csv"), shipmentsCsv(shipments(world)));
  writeFileSync(join(folder, "stock.csv"), stockCsv(stock(world)));
  positions.end();
  await finished(positions);
}
