/** The composition root: the only file that knows how the rooms of the house stand together. The same house runs on a virtual clock and on a live one. */
import type { HttpOut } from "@floorplane/contracts/http";
import { StationId } from "@floorplane/contracts/ids";
import { Fleet } from "@floorplane/fleet/fleet";
import type { FleetSettings } from "@floorplane/fleet/settings";
import { type MakePlanner, trafficOn } from "@floorplane/fleet/traffic/fleet-traffic";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Clock, Timers } from "@floorplane/runtime/clock/clock";
import { type BrokenStep, House } from "@floorplane/runtime/house";
import type { Ledger, Row } from "@floorplane/runtime/ledger/ledger";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import type { Restore } from "@floorplane/runtime/room";
import { Sensors } from "@floorplane/sensors/sensors";
import type { Series } from "@floorplane/sensors/series";
import type { WebhookTarget } from "@floorplane/wms-bridge/confirmations/confirmations";
import { WmsBridge } from "@floorplane/wms-bridge/wms-bridge";
import type { LoadedSite } from "./site/site-files.ts";

/** A house has one WMS; confirmations wait for it under this name, whatever its address is today. */
export const wmsName = "WMS";

export interface HouseParts {
  readonly site: LoadedSite;
  readonly ledger: Ledger;
  readonly timers: Timers;
  /** The time that those outside know; the house's own where absent. */
  readonly wall?: Clock;
  readonly random: Random;
  readonly bus: Bus;
  readonly machines: MachineConnector;
  readonly http: HttpOut;
  readonly webhooks: readonly WebhookTarget[];
  readonly log: Log;
  readonly fleet?: Partial<FleetSettings>;
  readonly series?: Series;
  /** Who plans traffic; in the house's own thread where absent, as everything on a virtual clock is. */
  readonly planner?: MakePlanner;
  /** Sees every row as it is written, and once it is durable. */
  readonly witness?: (row: Row) => void;
  readonly committed?: (row: Row) => void;
  /** Reads what the ledger holds, before the first step. */
  readonly restored?: (read: Restore) => Promise<void>;
  /** Hears of a bug in a step: the process must end and come back from the ledger. Absent: it is thrown. */
  readonly broke?: (bug: BrokenStep) => void;
}

export interface ComposedHouse {
  readonly house: House;
  readonly fleet: Fleet;
  readonly sensors: Sensors;
  readonly wmsBridge: WmsBridge;
}

export function composeHouse(parts: HouseParts): ComposedHouse {
  const { ledger, timers, random, bus, machines, http, webhooks, log, witness, committed, restored, broke } =
    parts;
  const { site, layout, locations, guidance } = parts.site;
  const house = new House({
    ledger,
    timers,
    bus,
    ...(witness ? { witness } : {}),
    ...(committed ? { committed } : {}),
    ...(restored ? { restored } : {}),
    ...(broke ? { broke } : {}),
  });
  const wmsBridge = new WmsBridge({
    site,
    locations,
    travel: { spotOf: (location) => String(layout.stations.get(StationId(location))?.nodes[0] ?? location) },
    office: house.office("wms-bridge"),
    bus,
    log,
    webhooks,
    http,
    random: random.split("wms-bridge"),
    ...(parts.wall ? { wall: parts.wall } : {}),
  });
  const traffic = trafficOn(layout.graph, site.vehicle, { edgeTimes: guidance }, parts.planner);
  const fleet = new Fleet({
    site,
    layout,
    office: house.office("fleet"),
    bus,
    timers,
    traffic,
    log,
    ...(parts.fleet ? { settings: parts.fleet } : {}),
  });
  traffic.onLatePlan(() => fleet.planArrived());
  const sensors = new Sensors({
    site,
    office: house.office("sensors"),
    bus,
    timers,
    machines,
    log,
    ...(parts.series ? { series: parts.series } : {}),
  });
  for (const room of [wmsBridge, fleet, sensors]) house.moveIn(room);
  return { house, fleet, sensors, wmsBridge };
}
