/**
 * A whole warehouse in one thread on a virtual clock: the house's rooms and the simulated world, joined by a memory broker, memory machines and direct
 * calls through the HTTP doors. VDA 5050, RFID and handheld messages are bytes here too. Equal options and seed give an equal `traceHash`.
 */
import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { hourMs, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { World } from "@floorplane/simulator/world";
import { shipments, shipmentsCsv, stock, stockCsv, worldResults } from "@floorplane/simulator/world-results";
import { type DayPlan, planDay } from "../day/plan-day.ts";
import { findingLine } from "../site/finding.ts";
import { type LoadedSite, readSiteFiles } from "../site/site-files.ts";
import { type BegunFault, scheduleFaults } from "./field-faults.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { type VirtualFloor, virtualFloor } from "./virtual-floor.ts";

/** Where profiles begin; any day would do, and it must be the same every time. */
const profileStartAt = Date.UTC(2026, 2, 2);
/** Whatever is open this long after the last request stays open: a carrier's next-day cut-off has passed twice. */
const patienceMs = 72 * hourMs;
/** Progress is shown this often, wall ms. */
const progressMs = 500;

export interface SimulateAnswer {
  readonly json: Readonly<Record<string, unknown>>;
  /** All that was asked was done, nothing lost, nothing met. */
  readonly holds: boolean;
}

export async function simulate(options: SimulateOptions, progress: Writable): Promise<SimulateAnswer> {
  const startedAt = performance.now();
  const site = givenSite(options, progress);
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
    ...(site ? { site } : {}),
  });
  const positions = options.out === undefined ? undefined : openPositions(options.out);
  const floor = virtualFloor({
    plan,
    seed: options.seed,
    ...(positions ? { writePositions: (text: string) => positions.write(text) } : {}),
  });
  await floor.composed.house.start();
  floor.world.start();
  const begun = scheduleFaults(options.faults ?? [], floor.kit, floor.world.robots, floor.clock);
  const outcome = run(floor, plan, options, progress);
  const answer = answerOf(floor, outcome, options, begun, startedAt);
  await floor.world.stop();
  await floor.composed.house.stop();
  if (options.out !== undefined && positions) await writeOut(options.out, floor.world, positions);
  return answer;
}

/** A floor of one's own, judged as `check` does. */
function givenSite({ layout, layoutId }: SimulateOptions, progress: Writable): LoadedSite | undefined {
  if (layout === undefined) return undefined;
  const site = readSiteFiles(layout, layoutId === undefined ? {} : { layoutId });
  for (const finding of site.findings) progress.write(`${findingLine(finding)}\n`);
  return site;
}

type Outcome = "done" | "late" | "stopped";

function run(
  { clock, world }: VirtualFloor,
  plan: DayPlan,
  options: SimulateOptions,
  progress: Writable,
): Outcome {
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
  { clock, composed, world, trace }: VirtualFloor,
  outcome: Outcome,
  options: SimulateOptions,
  begun: readonly BegunFault[],
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
    ...(options.faults ? { fieldFaults: begun } : {}),
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
