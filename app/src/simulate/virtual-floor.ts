/** A house and its world joined on one virtual clock: memory broker and machines, HTTP doors called directly. VDA 5050, RFID and handheld messages are bytes here too. */

import { isoTime } from "@floorplane/contracts/units";
import { plannerInThread } from "@floorplane/fleet/traffic/fleet-traffic";
import { verified } from "@floorplane/fleet/traffic/plan-verifier";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { Ledger, Row } from "@floorplane/runtime/ledger/ledger";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import { MemoryMachines } from "@floorplane/runtime/machine-port";
import { seededRandom } from "@floorplane/runtime/random";
import { Trace } from "@floorplane/runtime/trace";
import { FieldKit } from "@floorplane/simulator/field-kit/field-kit";
import { asksForPallets } from "@floorplane/simulator/orders/on-pallets";
import { World } from "@floorplane/simulator/world";
import type { WorldOptions } from "@floorplane/simulator/world-options";
import { type ComposedHouse, composeHouse, type HousePorts, wmsName } from "../compose.ts";
import { type DayPlan, openingTime } from "../day/plan-day.ts";
import { houseClientId, rightsOf } from "../live/accounts.ts";
import { WorkWatch } from "../live/work-watch.ts";
import { HttpExchange } from "./http-exchange.ts";
import { drawnFrom, headersOf, secretFor, simulatedPrograms } from "./simulated-programs.ts";
import { benchDoor, virtualPrinters } from "./virtual-benches.ts";

const houseUrl = "http://house";
const screensUrl = "http://screens";
const wmsUrl = "http://wms/confirmations";
/** Nothing secret about it: both ends are in this process. */
const webhookSecret = `whsec_${Buffer.from("a simulated day has no secrets!!").toString("base64")}`;

/** Troubles of plans that are told one by one. */
const troublesMax = 5;

export interface VirtualFloor {
  readonly clock: VirtualClock;
  readonly composed: ComposedHouse;
  readonly world: World;
  readonly trace: Trace;
  /** What somebody said or asked for without the right to it: what a real broker would have refused. */
  readonly refused: readonly string[];
  /** Of the world's robots, honest until a fault begins. */
  readonly kit: FieldKit;
  /** Of the plans that traffic made, each checked from the layout alone. */
  readonly plans: CheckedPlans;
}

export interface CheckedPlans {
  count: number;
  troubled: number;
  /** The first few. */
  readonly troubles: string[];
}

export interface VirtualFloorOptions
  extends Pick<
    NonNullable<WorldOptions["options"]>,
    "writePositions" | "wrongForms" | "wrongScans" | "wrongBins" | "mishaps" | "portalMissed" | "pallets"
  > {
  readonly plan: DayPlan;
  readonly seed: number;
  /** Shares of tags that readers miss, and take for another bin's; the usual ones where absent. */
  readonly reads?: { readonly missed: number; readonly stray: number };
  /** In memory where absent. */
  readonly ledger?: Ledger;
  /** The house's own line to the broker, where a test means to cut it. */
  readonly line?: (bus: Bus) => Bus;
  /** Sees every row that the house writes. */
  readonly witness?: (row: Row) => void;
  /** Hears every message on the bus. */
  readonly overhear?: (topic: string, payload: Uint8Array) => void;
  /** When the house opens, ms; just before the first order of the plan where absent. */
  readonly startAt?: number;
  /** What the house is given instead. */
  readonly ports?: Partial<
    Pick<HousePorts, "http" | "webhooks" | "programs" | "privateWebhooks" | "wall" | "drawSecret" | "naming">
  >;
}

/** Built, not started: the house is started before its world. */
export function virtualFloor(options: VirtualFloorOptions): VirtualFloor {
  const {
    plan,
    seed,
    ledger,
    line,
    witness,
    overhear,
    writePositions,
    wrongForms,
    wrongScans,
    wrongBins,
    portalMissed,
    reads,
  } = options;
  const { startAt = openingTime(plan.demand), mishaps } = options;
  // Where nothing asks for a pallet nobody at the dock looks for any.
  const { pallets = asksForPallets(plan.demand) ? ("built" as const) : undefined } = options;
  const { site, layout, locations } = plan.site;
  const clock = new VirtualClock(startAt);
  const random = seededRandom(seed);
  const trace = new Trace();
  const broker = new MemoryBroker(clock, {
    witness: (at, topic, payload) => {
      trace.message(at, topic, payload);
      overhear?.(topic, payload);
    },
  });
  const exchange = new HttpExchange(clock);
  const work = new WorkWatch();
  const plans: CheckedPlans = { count: 0, troubled: 0, troubles: [] };
  const planner = verified(plannerInThread, (troubles) => {
    plans.count++;
    if (troubles.length === 0) return;
    plans.troubled++;
    if (plans.troubles.length < troublesMax) plans.troubles.push(`${isoTime(clock.now())} ${troubles[0]}`);
  });
  const machines = new MemoryMachines(clock, (device) => world.store(device));
  const composed = composeHouse({
    site: plan.site,
    ledger: ledger ?? new MemoryLedger({ keepRows: false }),
    timers: clock,
    random: random.split("house"),
    line: (admitted) => {
      broker.admit(rightsOf(admitted, site.site));
      const bus = broker.connect({ clientId: houseClientId });
      return { bus: line?.(bus) ?? bus };
    },
    planner,
    machines,
    http: exchange,
    printing: virtualPrinters(clock),
    webhooks: [{ name: wmsName, url: wmsUrl, secret: webhookSecret }],
    programs: simulatedPrograms(site, (portalMissed ?? 0) > 0 || pallets !== undefined),
    drawSecret: drawnFrom(random.split("secrets")),
    secretFor,
    wmsDoor: async (door) => {
      exchange.listen(houseUrl, door);
      return { url: houseUrl, close: async () => {} };
    },
    log: silentLog,
    fleet: { positionsHz: 0 },
    witness: (row) => {
      trace.row(row);
      work.row(row);
      witness?.(row);
    },
    ...options.ports,
  });
  const kit = new FieldKit({ graph: layout.graph, timers: clock, random: random.split("field kit") });
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
    screensUrl,
    headersOf,
    webhookSecret,
    log: silentLog,
    options: {
      robot: {
        visualizationHz: 0,
        ...(reads ? { readProbability: 1 - reads.missed, strayProbability: reads.stray } : {}),
      },
      hasTransport: (robot) => work.hasTransport(robot),
      misbehaviour: kit.misbehaviour,
      ...(writePositions ? { writePositions } : {}),
      ...(wrongForms === undefined ? {} : { wrongForms }),
      ...(wrongScans === undefined ? {} : { wrongScans }),
      ...(wrongBins === undefined ? {} : { wrongBins }),
      ...(mishaps ? { mishaps } : {}),
      ...(portalMissed === undefined ? {} : { portalMissed }),
      ...(pallets === undefined ? {} : { pallets }),
    },
  });
  exchange.listen(wmsUrl, world.webhooks);
  exchange.listen(screensUrl, benchDoor(composed.wmsBridge));
  kit.join(world.robots);
  return { clock, composed, world, trace, refused: broker.refused, kit, plans };
}
