/** The floor of a sandbox: the house and its world on one virtual clock, small enough to start in a second, and the same every time. Nobody orders there but the integrator. */
import type { HttpOut } from "@floorplane/contracts/http";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import { itemGtin } from "@floorplane/contracts/labels";
import { secondMs } from "@floorplane/contracts/units";
import type { Item } from "@floorplane/contracts/wms.schema";
import { generateSite } from "@floorplane/layout/generate-site";
import { wallClock } from "@floorplane/runtime/clock/wall-clock";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { seededRandom } from "@floorplane/runtime/random";
import type { Mishaps } from "@floorplane/simulator/mishaps/mishaps";
import type { GivenProgram } from "@floorplane/wms-bridge/programs/programs";
import type { DayPlan } from "../day/plan-day.ts";
import { simulatedPrograms } from "../simulate/simulated-programs.ts";
import { type VirtualFloor, virtualFloor } from "../simulate/virtual-floor.ts";
import { loadSite } from "../site/site-files.ts";

/** Monday, 8 o'clock: a day with all its cut-offs before it. */
export const sandboxStartAt = Date.UTC(2026, 2, 2, 8);
/** A second client, to find out what another's goods and numbers are answered with. */
export const secondClient = "acme";
const seed = 1;
const faces = 48;
const robots = 4;
/** Units of each item in one bin. */
const opening = 40;
/** Items and stock are booked within this, of the sandbox's time. */
const openWithinMs = 60 * secondMs;

const goods: readonly (readonly [sku: string, name: string, litres: number, kilograms: number])[] = [
  ["LAMP", "desk lamp", 2, 0.8],
  ["MUG", "coffee mug", 0.6, 0.35],
  ["BOOK", "cook book", 1.2, 0.9],
  ["CABLE", "charging cable", 0.2, 0.08],
  ["TEA", "green tea, 100 g", 0.5, 0.12],
  ["SOAP", "soap, three pieces", 0.3, 0.3],
  ["CLOCK", "wall clock", 2.5, 0.7],
  ["PEN", "pens, ten", 0.1, 0.1],
];

export const sandboxItems: readonly Item[] = goods.map(
  ([sku, name, litres, kilograms], index): Item => ({
    sku,
    kind: "goods",
    name,
    gtin: itemGtin(index, 0),
    litres,
    kilograms,
    class: index < 3 ? "A" : "B",
  }),
);

function plan(): DayPlan {
  const { site, lif, locations, bounds } = generateSite({ siteId: "sandbox", faces, robots });
  const places = locations.filter(({ kind }) => kind === "face");
  return {
    demand: { items: [], requests: [] },
    items: sandboxItems,
    opening: sandboxItems.map(({ sku }, index) => ({
      location: places[index]!.location,
      sku: sku as Sku,
      lot: "L1" as never,
      units: opening,
    })),
    site: loadSite({ site: { ...site, name: "sandbox", clients: [secondClient] }, lif, locations }),
    bounds,
  };
}

export interface SandboxFloorOptions {
  readonly programs: readonly GivenProgram[];
  /** Of the house, for webhooks that programs register. */
  readonly http: HttpOut;
  readonly mishaps: Mishaps;
  readonly witness: (row: Row) => void;
  readonly drawSecret: () => string;
}

export interface SandboxFloor extends VirtualFloor {
  readonly client: ClientId;
  /** What the catalogue has at the beginning. */
  readonly items: readonly Item[];
  stop(): Promise<void>;
}

/** Open and stocked. */
export async function openSandboxFloor(options: SandboxFloorOptions): Promise<SandboxFloor> {
  const { programs, http, mishaps, witness, drawSecret } = options;
  const made = plan();
  const { site } = made.site;
  const floor = virtualFloor({
    plan: made,
    seed,
    startAt: sandboxStartAt - openWithinMs,
    reads: { missed: 0, stray: 0 },
    wrongBins: 0,
    // An integrator's program builds them.
    pallets: "driven-out",
    mishaps,
    witness,
    ports: {
      http,
      webhooks: [],
      // The simulated WMS brings items and stock in, and is silent then.
      programs: [
        ...simulatedPrograms(site, true).filter(({ program }) => program !== "operator"),
        ...programs,
      ],
      privateWebhooks: true,
      // Receivers look at the time of a signature: that is the wall's.
      wall: wallClock,
      drawSecret,
      // Whoever knows events by their ids has those of the life before.
      naming: seededRandom(drawSecret()),
    },
  });
  await floor.composed.start();
  floor.world.start();
  floor.clock.run(() => false, sandboxStartAt);
  return {
    ...floor,
    client: site.client as ClientId,
    items: sandboxItems,
    stop: async () => {
      await floor.world.stop();
      await floor.composed.stop();
    },
  };
}
