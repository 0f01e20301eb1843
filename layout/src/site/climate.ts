/** Climate zones of a planned site, and where its devices hang: climate sensors, the outbound portal, the packing stations' controllers. */
import type { DeviceRow, StationRow, ZoneRow } from "@floorplane/contracts/site";
import { padded } from "./lanes.ts";
import { centimetres, columnPitchM, crossPitchM, pitchM, type SitePlan } from "./plan.ts";
import type { Bench } from "./service.ts";

/** Columns of one storage zone: 25 m, about what one ventilation duct serves. */
const zoneColumns = 5;
const squareMetresPerSensor = 200;
/** Seconds between readings of a climate sensor. */
const climatePeriodS = 60;
const wires = ["mqtt", "modbus", "opcua"] as const;

const storageAir = { temperatureC: { min: 12, max: 28 }, humidityPercent: { min: 25, max: 65 } };
const packingAir = { temperatureC: { min: 16, max: 28 }, humidityPercent: { min: 25, max: 70 } };

/** One zone for packing and parking, then storage block by block in strips of five columns. They tile the floor. */
export function zonesOf(plan: SitePlan): ZoneRow[] {
  const storage = plan.rows.filter((row) => row.kind === "storage");
  const blocks = storage.at(-1)!.block;
  const south = centimetres(storage[0]!.y - pitchM / 2 - crossPitchM);
  const zones: ZoneRow[] = [
    { zone: "PACKING", ...packingAir, area: { x: 0, y: 0, width: plan.width, height: south } },
  ];
  const strips = Math.ceil(plan.columns / zoneColumns);
  let y = south;
  for (let block = 1; block <= blocks; block++) {
    const last = storage.findLast((row) => row.block === block)!;
    const north = block === blocks ? plan.height : centimetres(last.y + pitchM / 2 + crossPitchM);
    let x = 0;
    for (let strip = 1; strip <= strips; strip++) {
      const column = Math.round((plan.columns * strip) / strips);
      const east = strip === strips ? plan.width : plan.columnX(column) - columnPitchM / 2;
      zones.push({
        zone: `STORE-${block}-${padded(strip, strips)}`,
        ...storageAir,
        area: { x, y, width: centimetres(east - x), height: centimetres(north - y) },
      });
      x = east;
    }
    y = north;
  }
  return zones;
}

/** The zone whose area holds a point; the first zone where none does. */
export function zoneFinder(zones: readonly ZoneRow[]): (x: number, y: number) => string {
  return (x, y) =>
    (
      zones.find(
        ({ area }) => x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height,
      ) ?? zones[0]!
    ).zone;
}

/** About one sensor per 200 m2, at least one a zone, in turn on each kind of wire. */
export function climateSensors(zones: readonly ZoneRow[]): DeviceRow[] {
  const places = zones.flatMap(({ zone, area }) => {
    const wanted = Math.max(1, Math.round((area.width * area.height) / squareMetresPerSensor));
    const across = Math.max(1, Math.round(Math.sqrt((wanted * area.width) / area.height)));
    const up = Math.max(1, Math.round(wanted / across));
    return Array.from({ length: across * up }, (_, i) => ({
      zone,
      x: centimetres(area.x + (area.width * ((i % across) + 0.5)) / across),
      y: centimetres(area.y + (area.height * (Math.floor(i / across) + 0.5)) / up),
    }));
  });
  return places.map((place, i) => ({
    device: `CLIMATE-${padded(i + 1, places.length)}`,
    kind: "climate",
    wire: wires[i % wires.length]!,
    periodS: climatePeriodS,
    ...place,
  }));
}

/** Parcels leave through one portal in the south-east; every bench that packs, check lanes among them, is a machine with a controller of its own. */
export function fixedDevices(
  plan: SitePlan,
  stations: readonly StationRow[],
  benches: readonly Bench[],
): DeviceRow[] {
  const packing = new Set(
    stations.filter(({ kind }) => kind === "packing" || kind === "check").map(({ station }) => station),
  );
  return [
    { device: "PORTAL-OUT", kind: "portal", wire: "mqtt", zone: "PACKING", x: plan.width - 3, y: 0.5 },
    ...benches
      .filter(({ station }) => packing.has(station))
      .map(
        ({ station, x, y, width, height }): DeviceRow => ({
          device: `PLC-${station}`,
          kind: "station",
          wire: "opcua",
          zone: "PACKING",
          station,
          x: centimetres(x + width / 2),
          y: centimetres(y + height / 2),
        }),
      ),
  ];
}
