/** A site of twenty places, two packing stations, a check lane and a receiving bench, and goods with tags: enough for every rule of this room. */
import type { LocationRow, Site } from "@floorplane/contracts/site";

const skus = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const gtinOf = (sku: string): string => `0952132100${String(skus.indexOf(sku)).padStart(3, "0")}0`;

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

export function locations(): LocationRow[] {
  return Array.from({ length: 20 }, (_, index) => ({
    location: `P${String(index + 1).padStart(2, "0")}`,
    kind: index < 14 ? "face" : "reserve",
    litres: 250,
    kilograms: 150,
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
    zones: [],
    devices: [],
    racks: [],
  };
}
