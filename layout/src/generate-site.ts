/** Draws a warehouse from a few numbers: layout (LIF), storage places, stations, racks, zones and devices. The same numbers give the same bytes. */
import { byCodeUnits, SiteId } from "@floorplane/contracts/ids";
import type { LocationRow, Site, Vehicle } from "@floorplane/contracts/site";
import type { Rectangle } from "./geometry.ts";
import type { Lif } from "./lif.schema.ts";
import { usualCartons } from "./site/cartons.ts";
import { climateSensors, fixedDevices, zoneFinder, zonesOf } from "./site/climate.ts";
import { Drawing } from "./site/drawing.ts";
import { drawLanes, padded } from "./site/lanes.ts";
import { planSite, type SiteNumbers } from "./site/plan.ts";
import { type Bench, drawBenches, drawParking } from "./site/service.ts";
import { drawStorage, racksOf } from "./site/storage.ts";

/** The robot that the drawing leaves room for: a piece-picking AMR that carries one tote within its outline. */
export const toteAmr: Vehicle = {
  type: "floorplane.tote-amr",
  manufacturer: "floorplane",
  lengthM: 0.9,
  widthM: 0.7,
  speedMps: 1.5,
  accelerationMps2: 0.7,
  quarterTurnS: 1.5,
};

export interface GeneratedSite {
  /** What belongs in `site.yaml`: stations, zones, devices, racks, robots. */
  readonly site: Site;
  readonly lif: Lif;
  readonly locations: readonly LocationRow[];
  /** The walls. */
  readonly bounds: Rectangle;
  readonly benches: readonly Bench[];
}

export type { SiteNumbers } from "./site/plan.ts";

export function generateSite(numbers: SiteNumbers): GeneratedSite {
  const siteId = SiteId(numbers.siteId);
  const plan = planSite(numbers);
  const drawing = new Drawing("ground-floor", toteAmr.type);
  const zones = zonesOf(plan);

  drawLanes(drawing, plan);
  const locations = drawStorage(drawing, plan, zoneFinder(zones));
  const { stations, benches } = drawBenches(drawing, plan);
  const parking = drawParking(drawing, plan);
  const devices = [...climateSensors(zones), ...fixedDevices(plan, stations, benches)];

  return {
    site: {
      site: siteId,
      name: `${siteId}: ${numbers.faces} faces, ${numbers.robots} robots`,
      client: "house",
      timezone: "UTC",
      cartons: [...usualCartons],
      vehicle: toteAmr,
      robots: Array.from({ length: numbers.robots }, (_, i) => ({
        robot: `R${padded(i + 1, numbers.robots)}`,
        manufacturer: toteAmr.manufacturer,
      })),
      stations: [...stations, ...parking].sort((a, b) => byCodeUnits(a.station, b.station)),
      zones,
      devices: devices.sort((a, b) => byCodeUnits(a.device, b.device)),
      racks: racksOf(plan),
    },
    lif: drawing.lif(siteId),
    locations: locations.sort((a, b) => byCodeUnits(a.location, b.location)),
    bounds: { x: 0, y: 0, width: plan.width, height: plan.height },
    benches,
  };
}
