/**
 * A whole warehouse in one thread on a virtual clock: the house's rooms and the simulated world, joined by a memory broker, memory machines and direct
 * calls through the HTTP doors. VDA 5050, RFID and handheld messages are bytes here too. Equal options and seed give an equal `traceHash`.
 */
import { existsSync, writeFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Site } from "@floorplane/contracts/site";
import { hourMs, minuteMs } from "@floorplane/contracts/units";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { InThreadSqliteLedger } from "@floorplane/runtime/ledger/sqlite-in-thread";
import { type DayPlan, planDay } from "../day/plan-day.ts";
import { findingLine } from "../site/finding.ts";
import { type LoadedSite, readSiteFiles } from "../site/site-files.ts";
import { DayEnds } from "./day-ends.ts";
import { DayProgress, type ProgressOut } from "./day-progress.ts";
import { scheduleFaults } from "./field-faults.ts";
import { judge, type Outcome, type SimulateAnswer, withReason } from "./judge-day.ts";
import { OutFolder } from "./out-folder.ts";
import { RobotWatch } from "./robot-watch.ts";
import type { SimulateOptions } from "./simulate-options.ts";
import { Technician } from "./technician.ts";
import { type VirtualFloor, virtualFloor } from "./virtual-floor.ts";

/** Where profiles begin; any day would do, and it must be the same every time. */
const profileStartAt = Date.UTC(2026, 2, 2);
/** Whatever is open this long after the last request stays open: a carrier's next-day cut-off has passed twice. */
const patienceMs = 72 * hourMs;
/** Progress is shown this often, wall ms. */
const robotsDefault = 40;
/** Of a reader a hand's breadth from the goods. */
const readsMissedUsual = 0.001;
/** Two of forty are not missed where work comes. */
const countingRobotsMin = 2;
/** So many places are read by one robot and by people in turn, between their work, by the evening of a first day that begins at noon, but for the last fifth: most of what is wrong on the first morning is found by then. */
const placesPerCountingRobot = 2_500;
/** A person may book so many units too many or too few of a bin; more than any that this world plants. */
const approvalUnitsDefault = 5;

/** `witness` sees every row that the house writes. */
export async function simulate(
  options: SimulateOptions,
  progress: ProgressOut,
  witness?: (row: Row) => void,
): Promise<SimulateAnswer> {
  const startedAt = performance.now();
  const plan = planOf(options, givenSite(options, progress));
  const robots = plan.site.site.robots.length;
  if (options.robots !== undefined && options.robots !== robots)
    throw new FloorplaneError({
      code: "bad-option",
      message: `the site of --layout has ${robots} robots, not ${options.robots}: leave --robots out, or change its site.yaml`,
      field: "--robots",
    });
  const out = options.out === undefined ? undefined : new OutFolder(options.out);
  const watch = options.faults === undefined ? undefined : new RobotWatch();
  const floor = virtualFloor({
    plan,
    seed: options.seed,
    ...(options.ledger === undefined ? {} : { ledger: newLedger(options.ledger) }),
    reads: { missed: options.readsMissed ?? readsMissedUsual, stray: options.readsStray ?? 0 },
    ...(options.wrongForms === undefined ? {} : { wrongForms: options.wrongForms }),
    ...(options.wrongScans === undefined ? {} : { wrongScans: options.wrongScans }),
    ...(options.plantedWrong === undefined ? {} : { wrongBins: options.plantedWrong }),
    ...(options.portalMissed === undefined ? {} : { portalMissed: options.portalMissed }),
    ...(out ? { writePositions: (text: string) => out.writePositions(text) } : {}),
    witness: (row) => {
      watch?.see(row.change);
      witness?.(row);
    },
  });
  await floor.composed.start();
  floor.world.start();
  const technician = watch && technicianOf(floor, watch);
  technician?.start();
  const begun = scheduleFaults(options.faults ?? [], floor.kit, floor.world.robots, floor.clock);
  const days = new DayEnds(floor, plan.demand.requests[0]!.at);
  const outcome = run(floor, plan, options, progress, days);
  const unwritten = await floor.composed.house.differences();
  const judged = judge(
    floor,
    { outcome, begun, acts: technician?.done ?? [], unwritten, startedAt, days: days.all },
    { hasFaults: options.faults !== undefined, isTight: options.stock === "tight" },
  );
  await floor.world.stop();
  await floor.composed.stop();
  const unwrittenOut = await out?.finish(floor.world);
  return unwrittenOut === undefined ? judged : withReason(judged, unwrittenOut);
}

const technicianOf = ({ composed, kit, clock }: VirtualFloor, watch: RobotWatch): Technician =>
  new Technician({ house: composed.house, kit, watch, timers: clock });

/** What is going to be asked for, and where: the same options give the same plan. */
export const planOf = (options: SimulateOptions, site?: LoadedSite): DayPlan =>
  withCounting(
    withPolicy(
      planDay({
        seed: options.seed,
        robots: options.robots ?? robotsDefault,
        rate: options.rate,
        tight: options.stock === "tight",
        startAt: profileStartAt,
        ...(options.orders ? { orders: options.orders } : {}),
        ...(options.profile ? { profile: options.profile } : {}),
        ...(options.perDay === undefined ? {} : { perDay: options.perDay }),
        ...(options.deliveries === undefined ? {} : { deliveries: options.deliveries }),
        ...(options.onPallets === undefined ? {} : { onPallets: options.onPallets }),
        ...(options.within === undefined ? {} : { within: options.within }),
        ...(site ? { site } : {}),
      }),
      options,
    ),
    options,
  );

/** A floor that is drawn counts as a floor should; a site of one's own says itself how. */
const withCounting = (
  plan: DayPlan,
  { layout, countingRobots = countingRobotsFor(plan), wrongScans = 0, ...options }: SimulateOptions,
): DayPlan => {
  // Where people miscount, nothing that differs is booked on the word of one.
  const { approvalUnits = wrongScans > 0 ? 0 : approvalUnitsDefault } = options;
  return layout === undefined
    ? withSite(plan, { counts: { robots: countingRobots, approval: { units: approvalUnits } } })
    : plan;
};

/** Of a small fleet no more than a quarter. */
const countingRobotsFor = ({ site: { site, locations } }: DayPlan): number => {
  const most = Math.max(countingRobotsMin, Math.floor(site.robots.length / 4));
  return Math.min(most, Math.max(countingRobotsMin, Math.ceil(locations.length / placesPerCountingRobot)));
};

const withSite = (plan: DayPlan, more: Partial<DayPlan["site"]["site"]>): DayPlan => ({
  ...plan,
  site: { ...plan.site, site: { ...plan.site.site, ...more } },
});

/** The site's word on orders that lack stock, which no order of a file says itself, and on shared totes, which the benches of this floor sort. */
function withPolicy(plan: DayPlan, options: SimulateOptions): DayPlan {
  const { allocation, waves, picking, people, packing } = options;
  const { site } = plan.site;
  const evidence = evidenceFor(options);
  const hands = { ...(picking ? { by: picking } : {}), ...(people === undefined ? {} : { people }) };
  const said = {
    ...site,
    ...(allocation === undefined ? {} : { allocation }),
    waves: waves ?? site.waves ?? "shared",
    ...(Object.keys(hands).length === 0 ? {} : { picking: { ...site.picking, ...hands } }),
    ...(evidence === undefined ? {} : { evidence: { needs: [...new Set(evidence)] } }),
    ...(packing === "person" ? packedByPeople(site) : {}),
  };
  return withSite(plan, said);
}

/** Into a tote that a person carries no reader looks, and a machine packs what is in it: where hands err, a drawn floor has such totes counted. */
function evidenceFor({
  evidence,
  wrongScans = 0,
  picking,
  packing,
  layout,
}: SimulateOptions): SimulateOptions["evidence"] {
  const isUnseen = picking === "person" && packing !== "person" && layout === undefined;
  return evidence ?? (wrongScans > 0 && isUnseen ? ["rfid"] : undefined);
}

/** A person at each packing station, with a screen and a scanner: no machine stands there. */
function packedByPeople({ stations, devices }: Site): Pick<Site, "stations" | "devices"> {
  const byPerson = new Set(stations.flatMap(({ station, kind }) => (kind === "packing" ? station : [])));
  const isIn = (station: string | undefined): boolean =>
    station !== undefined && (byPerson as ReadonlySet<string>).has(station);
  return {
    stations: stations.map((row) => (isIn(row.station) ? { ...row, by: "person" as const } : row)),
    devices: devices.filter(({ kind, station }) => kind !== "station" || !isIn(station)),
  };
}

function run(
  { clock, world }: VirtualFloor,
  plan: DayPlan,
  options: SimulateOptions,
  progress: ProgressOut,
  days: DayEnds,
): Outcome {
  const firstAt = plan.demand.requests[0]!.at;
  const lastAt = plan.demand.requests.at(-1)!.at;
  const until = options.hours === undefined ? lastAt + patienceMs : firstAt + options.hours * hourMs;
  const shown = new DayProgress(progress, () => performance.now());
  for (let minute = clock.now() + minuteMs; ; minute += minuteMs) {
    const state = clock.run(() => world.done(), Math.min(minute, until));
    shown.say(() => {
      const at = new Date(clock.now()).toISOString().slice(0, 16).replace("T", " ");
      return `${at}  ${world.wms.record.openOrders} orders open, ${world.judge.collisions.count} collisions`;
    });
    days.look();
    if (state !== "done" && minute < until) continue;
    days.end();
    shown.end();
    return state === "done" ? "done" : options.hours === undefined ? "late" : "stopped";
  }
}

/** A day begins with an empty house: what another one wrote is never gone on with, nor overwritten. */
function newLedger(file: string): InThreadSqliteLedger {
  if (existsSync(file))
    throw new FloorplaneError({
      code: "bad-option",
      message: `--ledger ${file} exists already: name a new file`,
      field: "--ledger",
    });
  try {
    writeFileSync(file, "");
  } catch (error) {
    throw new FloorplaneError({
      code: "bad-option",
      message: `--ledger ${file} cannot be written (${error instanceof Error ? error.message : String(error)}): name a new file in a folder of yours`,
      field: "--ledger",
    });
  }
  return new InThreadSqliteLedger(file);
}

/** A floor of one's own, judged as `check` does. */
function givenSite({ layout, layoutId }: SimulateOptions, progress: ProgressOut): LoadedSite | undefined {
  if (layout === undefined) return undefined;
  const site = readSiteFiles(layout, layoutId === undefined ? {} : { layoutId });
  for (const finding of site.findings) progress.write(`${findingLine(finding)}\n`);
  return withPortal(site, progress);
}

const simulatedPortal = { device: "PORTAL-SIMULATED", kind: "portal", wire: "mqtt", x: 0, y: 0 } as const;

/** The simulated dock reads what leaves; a real one without a portal has people to say so. */
function withPortal(loaded: LoadedSite, progress: ProgressOut): LoadedSite {
  const { site } = loaded;
  if (site.devices.some(({ kind }) => kind === "portal")) return loaded;
  progress.write("the site has no portal: the simulated floor has one, and reads what leaves\n");
  return { ...loaded, site: { ...site, devices: [...site.devices, simulatedPortal] } };
}
