/**
 * The composition root: the only file that knows how the rooms of the house stand together. It takes one record of ports and builds everything from it; `up`, `demo` and
 * `simulate` differ in that record alone, so that what is verified is what runs.
 */

import type { BrokerFigures } from "@floorplane/broker/figures";
import type { HttpDoor, HttpOut } from "@floorplane/contracts/http";
import { StationId } from "@floorplane/contracts/ids";
import type { HousePace } from "@floorplane/contracts/pace";
import type { PrintOut } from "@floorplane/contracts/printing";
import { Gateway, type GatewayDoor } from "@floorplane/dashboards/gateway";
import { Travel } from "@floorplane/fleet/dispatch/travel";
import { Fleet } from "@floorplane/fleet/fleet";
import type { FleetSettings } from "@floorplane/fleet/settings/fleet-settings";
import { type MakePlanner, trafficOn } from "@floorplane/fleet/traffic/fleet-traffic";
import type { Blobs } from "@floorplane/runtime/blobs/blobs";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Clock, Timers } from "@floorplane/runtime/clock/clock";
import { type BrokenStep, House } from "@floorplane/runtime/house";
import type { Ledger, Row } from "@floorplane/runtime/ledger/ledger";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import type { Restore } from "@floorplane/runtime/room";
import type { Series } from "@floorplane/runtime/series/series";
import { Sensors } from "@floorplane/sensors/sensors";
import type { WebhookTarget } from "@floorplane/wms-bridge/confirmations/confirmations";
import type { Restoration } from "@floorplane/wms-bridge/keeping/restorations";
import type { Settings } from "@floorplane/wms-bridge/keeping/settings";
import type { GivenProgram, ProgramAccount } from "@floorplane/wms-bridge/programs/programs";
import { WmsBridge } from "@floorplane/wms-bridge/wms-bridge";
import { followedKinds } from "./kinds.ts";
import { type OneParty, parties } from "./live/accounts.ts";
import type { HouseMetrics } from "./live/house-metrics.ts";
import type { LoadedSite } from "./site/site-files.ts";

/** A house has one WMS; confirmations wait for it under this name, whatever its address is today. */
export const wmsName = "WMS";

/** The house's own connection to the broker of its site. */
export interface HouseLine {
  readonly bus: Bus;
  /** Comes true when there is a broker to connect to; at once where absent. */
  readonly ready?: Promise<void>;
  /** Calls once a second with the figures of the house's own broker; another's are not the house's to tell. */
  readonly onBroker?: (hear: (figures: BrokerFigures) => void) => void;
  /** Has it let in these programs beside the parties, and no others; absent of a broker whose accounts are not the house's to give. */
  readonly admit?: (programs: readonly ProgramAccount[]) => void;
}

export interface HousePorts {
  readonly site: LoadedSite;
  readonly timers: Timers;
  /** House seconds per wall second, 1 where absent: screens are served by the wall's clock. */
  readonly speed?: number;
  /** The time that those outside know; the house's own where absent. */
  readonly wall?: Clock;
  readonly random: Random;
  /** Whence the house draws its name, where it is to be another each time though all else is the same. */
  readonly naming?: Random;
  readonly log: Log;
  readonly ledger: Ledger;
  /** Where photos lie; in memory where absent. */
  readonly blobs?: Blobs;
  /** Connects to a broker that admits these parties, each to what is its own, and nobody else. */
  readonly line: (parties: readonly OneParty[]) => HouseLine;
  /** Where readings go; nowhere where absent. */
  readonly history?: Series;
  readonly machines: MachineConnector;
  readonly http: HttpOut;
  /** The way to printers; nothing is printed where absent. */
  readonly printing?: PrintOut;
  readonly webhooks: readonly WebhookTarget[];
  /** Programs that may ask at the WMS's door from the first start; further ones are made there. */
  readonly programs: readonly GivenProgram[];
  /** 256 bits that nobody can guess, in base64url: for tokens that the door makes. */
  readonly drawSecret: () => string;
  /** 256 bits in base64 for a name, made of the house's own secret: for webhooks that programs register. */
  readonly secretFor: (name: string) => string;
  /** Such webhooks may be at this machine and its network; what the site's file says where absent. */
  readonly privateWebhooks?: boolean;
  /** Opens the WMS's door to the world. */
  readonly wmsDoor: (door: HttpDoor) => Promise<OpenDoor>;
  /** Where screens are served; the room that they look into is there without them too. */
  readonly screens?: GatewayDoor;
  /** Who plans traffic; in the house's own thread where absent, as everything on a virtual clock is. */
  readonly planner?: MakePlanner;
  readonly fleet?: Partial<FleetSettings>;
  /** Who counts and times what the house does. */
  readonly metrics?: HouseMetrics;
  /** Whether the house keeps up with its clock, where somebody measures it. */
  readonly pace?: () => HousePace;
  /** Sees every row as it is written, and once it is durable. */
  readonly witness?: (row: Row) => void;
  readonly committed?: (row: Row) => void;
  /** Where the ledger was put back from a backup. */
  readonly restoration?: Restoration;
  /** Reads what the ledger holds, before the first step. */
  readonly restored?: (read: Restore) => Promise<void>;
  /** Hears of a bug in a step: the process must end and come back from the ledger. Absent: it is thrown. */
  readonly broke?: (bug: BrokenStep) => void;
}

/** What a site's file says of the door's limits. */
const limitsIn = ({ limits = {} }: LoadedSite["site"]): Partial<Settings> => ({
  ...(limits.openOrders === undefined ? {} : { openOrdersMax: limits.openOrders }),
  ...(limits.requestsPerMinute === undefined ? {} : { requestsPerMinute: limits.requestsPerMinute }),
  ...(limits.privateWebhooks === undefined ? {} : { privateWebhooks: limits.privateWebhooks }),
});

export interface OpenDoor {
  readonly url: string;
  close(): Promise<void>;
}

export interface ComposedHouse {
  readonly house: House;
  readonly fleet: Fleet;
  readonly sensors: Sensors;
  readonly wmsBridge: WmsBridge;
  /** Bottom-up: the line, the screens (which say that the house is starting), the rooms, the WMS's door. */
  start(): Promise<{ readonly screens?: string; readonly wms: string }>;
  /** Top-down; safe to call twice, and after a start that failed. */
  stop(): Promise<void>;
}

export function composeHouse(ports: HousePorts): ComposedHouse {
  const { ledger, timers, random, machines, http, webhooks, log, witness, restored, broke } = ports;
  const { site, layout, locations, guidance } = ports.site;
  const { speed = 1, metrics } = ports;
  const { bus, ready, onBroker, admit } = ports.line(parties(site));
  const house = new House({
    ledger,
    timers,
    bus,
    committed: (row) => {
      ports.committed?.(row);
      metrics?.row(row);
      gateway.committed(row);
    },
    ...(witness ? { witness } : {}),
    restored: async (read) => {
      await restored?.(read);
      await metrics?.restore(read);
    },
    ...(metrics ? { around: metrics.around } : {}),
    ...(broke ? { broke } : {}),
  });
  const ways = new Travel(layout.graph, site.vehicle);
  const nodeOf = (station: StationId): number => layout.stations.get(station)?.nodes[0] ?? -1;
  const wmsBridge = new WmsBridge({
    site,
    locations,
    travel: {
      spotOf: (location) => String(layout.stations.get(StationId(location))?.nodes[0] ?? location),
      metresOfTours: (from, to) => ways.way(nodeOf(from), nodeOf(to)).metres,
    },
    stations: new Map([...layout.stations].map(([station, { kind }]) => [station, kind])),
    office: house.office("wms-bridge"),
    bus,
    log,
    webhooks,
    http,
    ...(ports.printing ? { printing: ports.printing } : {}),
    handhelds: parties(site).flatMap(({ party, clientId }) => (party === "handheld" ? [clientId] : [])),
    programs: ports.programs,
    drawSecret: ports.drawSecret,
    secretFor: ports.secretFor,
    settings: {
      ...limitsIn(site),
      ...(ports.privateWebhooks === undefined ? {} : { privateWebhooks: ports.privateWebhooks }),
    },
    random: random.split("wms-bridge"),
    ...(ports.naming ? { naming: ports.naming } : {}),
    ...(ports.blobs ? { blobs: ports.blobs } : {}),
    ...(ports.restoration ? { restoration: ports.restoration } : {}),
    ...(admit ? { admit } : {}),
    ...(ports.wall ? { wall: ports.wall } : {}),
  });
  const planner = ports.planner && metrics ? metrics.timed(ports.planner) : ports.planner;
  const traffic = trafficOn(layout.graph, site.vehicle, { edgeTimes: guidance }, planner);
  const fleet = new Fleet({
    site,
    layout,
    office: house.office("fleet"),
    bus,
    timers,
    traffic,
    log,
    ...(ports.fleet ? { settings: ports.fleet } : {}),
  });
  traffic.onLatePlan(() => fleet.planArrived());
  const sensors = new Sensors({
    site,
    office: house.office("sensors"),
    bus,
    timers,
    machines,
    log,
    ...(ports.history ? { series: ports.history } : {}),
  });
  const gateway: Gateway = new Gateway({
    site,
    kinds: followedKinds,
    layout,
    office: house.office("dashboards"),
    bus,
    timers,
    speed,
    log,
    passports: (asked, respond) => wmsBridge.tellPassport(asked, respond),
    benches: (asked, respond) => wmsBridge.tellBench(asked, respond),
    connections: {
      shown: () => wmsBridge.connections(),
      ask: (request, person, respond) => wmsBridge.askAtScreens(request, person, respond),
    },
    codesOf: (sku) => wmsBridge.codesOf(sku),
    dock: {
      look: (code, respond) => wmsBridge.tellDock(code, respond),
      ask: (request, person, respond) => wmsBridge.askAtScreens(request, person, respond),
    },
    photos: {
      take: (photo, respond) => wmsBridge.takePhoto(photo, respond),
      tell: (photo, respond) => wmsBridge.tellPhoto(photo, respond),
    },
    ...(ports.screens ? { door: ports.screens } : {}),
    ...(metrics ? { metrics: metrics.metrics } : {}),
    ...(ports.pace ? { pace: ports.pace } : {}),
  });
  for (const room of [wmsBridge, fleet, sensors, gateway]) house.moveIn(room);
  onBroker?.((figures) => {
    sensors.sharedIdentities(figures.flapping);
    wmsBridge.programsOnline(figures.programs);
    metrics?.heardBroker(figures);
  });
  metrics?.show({
    house,
    ledger,
    bus,
    history: ports.history,
    ordersByState: () => wmsBridge.orderCounts().byState,
  });
  let wmsDoor: OpenDoor | undefined;
  return {
    house,
    fleet,
    sensors,
    wmsBridge,
    start: async () => {
      await ready;
      const screens = await gateway.start();
      await house.start();
      wmsDoor = await ports.wmsDoor(wmsBridge.door);
      return { wms: wmsDoor.url, ...(screens ? { screens: screens.url } : {}) };
    },
    stop: async () => {
      await wmsDoor?.close();
      await house.stop();
    },
  };
}
