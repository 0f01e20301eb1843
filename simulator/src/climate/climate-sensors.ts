/** The climate boxes of a site, each in the air of its zone. */
import { SiteId, type StationId } from "@floorplane/contracts/ids";
import type { Site, ZoneRow } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Random } from "@floorplane/runtime/random";
import { ClimateSensor } from "./climate-sensor.ts";

export interface ClimateSensorsOptions {
  readonly site: Site;
  readonly layout: Layout;
  readonly timers: Timers;
  readonly random: Random;
  /** A connection of its own for each box on the MQTT wire. */
  readonly connect: (clientId: string) => Bus;
}

export function climateSensors({
  site,
  layout,
  timers,
  random,
  connect,
}: ClimateSensorsOptions): ClimateSensor[] {
  const zones = new Map(site.zones.map((zone) => [zone.zone, zone]));
  const air = random.split("climate");
  const sensors: ClimateSensor[] = [];
  for (const row of site.devices) {
    const zone = zones.get(row.zone ?? "") ?? site.zones[0];
    if (row.kind !== "climate" || !zone) continue;
    sensors.push(
      new ClimateSensor({
        site: SiteId(site.site),
        row,
        zone,
        doors: hasPacking(zone, site, layout),
        timers,
        random: air.split(row.device),
        ...(row.wire === "mqtt" ? { bus: connect(row.device) } : {}),
      }),
    );
  }
  return sensors;
}

/** Where goods are packed, trucks are not far. */
const hasPacking = ({ area }: ZoneRow, site: Site, layout: Layout): boolean =>
  site.stations.some(({ station, kind }) => {
    const place = kind === "packing" ? layout.stations.get(station as StationId) : undefined;
    if (!place) return false;
    const isAcross = place.x >= area.x && place.x < area.x + area.width;
    return isAcross && place.y >= area.y && place.y < area.y + area.height;
  });
