/** A site of twenty places, two packing stations, a check lane and a receiving bench, and goods with tags: enough for every rule of this room. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import { itemGtin } from "@floorplane/contracts/labels";
import type { LocationRow, Site } from "@floorplane/contracts/site";
import type { WayOfPicking } from "@floorplane/contracts/site-picking";
import { hash32 } from "@floorplane/runtime/random";

/** Each code has its own, whoever's it is: letters are numbered by their place, other codes by a hash. */
export function gtinOf(sku: string): string {
  const code = codeOf(sku as Sku);
  return itemGtin(/^[A-Z]$/.test(code) ? code.charCodeAt(0) - 65 : 100 + (hash32(code) % 90_000), 0);
}

export const anItem = (sku: string, more: object = {}) => ({
  sku,
  kind: "goods",
  name: `item ${sku}`,
  gtin: gtinOf(sku),
  litres: 0.5,
  kilograms: 0.2,
  class: "A",
  ...more,
});

/** Fourteen faces of half a shelf, and six pallets' places in reserve. */
export function locations(): LocationRow[] {
  return Array.from({ length: 20 }, (_, index) => ({
    location: `P${String(index + 1).padStart(2, "0")}`,
    kind: index < 14 ? "face" : "reserve",
    litres: index < 14 ? 250 : 5_000,
    kilograms: index < 14 ? 150 : 3_000,
    zone: "Z1",
  }));
}

export function aSite(): Site {
  return {
    site: "test",
    name: "a small site",
    client: "house",
    timezone: "UTC",
    vehicle: {
      type: "amr",
      manufacturer: "floorplane",
      lengthM: 0.9,
      widthM: 0.7,
      speedMps: 1.5,
      accelerationMps2: 0.7,
      quarterTurnS: 1.5,
    },
    robots: [],
    stations: [
      { station: "PACK1", kind: "packing" },
      { station: "PACK2", kind: "packing" },
      { station: "CHECK1", kind: "check" },
      { station: "RECV", kind: "receiving" },
    ],
    // For those who name it: it stands at no station, and prints nothing by itself.
    printers: [{ printer: "OFFICE", address: "10.0.0.9:9100", language: "zpl" }],
    zones: [],
    devices: ["PACK1", "PACK2", "CHECK1"].map((station) => ({
      device: `PLC-${station}`,
      kind: "station" as const,
      wire: "opcua" as const,
      station,
      x: 0,
      y: 0,
    })),
    racks: [],
  };
}

/** Its stations sort what several orders share, and it has nine robots. */
export const aSharingSite = (): Site => ({
  ...aSite(),
  waves: "shared",
  robots: Array.from({ length: 9 }, (_, at) => ({ robot: `R${at + 1}`, manufacturer: "floorplane" })),
});

/** A person alone, or one who meets a robot, picks at these places. */
export function handsAt(
  floor: { site: Site; locations: LocationRow[] },
  place: string,
  by: WayOfPicking = "person",
): void {
  const zone = `by-${by}`;
  const rules = [...(floor.site.picking?.rules ?? []), { by, zones: [zone] }];
  floor.site = { ...floor.site, picking: { ...floor.site.picking, rules } };
  floor.locations = floor.locations.map((row) => (row.location === place ? { ...row, zone } : row));
}
