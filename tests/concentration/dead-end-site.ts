/** A small hall as people draw it by hand: every lane goes both ways, and all goods stand in one aisle with a single mouth. */
import type { LocationRow, Site, StationRow } from "@floorplane/contracts/site";
import { type GeneratedSite, toteAmr } from "@floorplane/layout/generate-site";
import { Drawing, offered } from "@floorplane/layout/site/drawing";

const places = 24;
const pitchM = 2.5;
const southY = -5;
const aislePlace = 10;
const aislePlaces = 12;
const speedMps = 1.5;

export function deadEndSite(robots: number): Pick<GeneratedSite, "site" | "lif" | "locations"> {
  const drawing = new Drawing("hall", toteAmr.type);
  const stations: StationRow[] = [];
  const locations: LocationRow[] = [];
  const named = (letter: string, n: number) => `${letter}${String(n).padStart(2, "0")}`;
  const both = (a: string, b: string) => {
    drawing.lane(a, b, speedMps);
    drawing.lane(b, a, speedMps);
  };
  const place = (station: string, nodes: readonly string[], x: number, y: number) =>
    drawing.station({
      stationId: station,
      interactionNodeIds: [...nodes],
      stationPosition: { x, y, theta: 0 },
    });
  const pocket = (id: string, lane: string, x: number, y: number, theta: number, actions: string[]) => {
    drawing.node({ id, x, y, theta, actions: actions.map(offered) });
    drawing.pocket(lane, id, 1);
  };

  for (let i = 0; i < places; i++) {
    drawing.node({ id: named("M", i), x: i * pitchM, y: 0 });
    drawing.node({ id: named("K", i), x: i * pitchM, y: southY });
    if (i > 0) both(named("M", i - 1), named("M", i));
    if (i > 0) both(named("K", i - 1), named("K", i));
  }
  for (const i of [0, places / 2, places - 1]) both(named("M", i), named("K", i));

  const benches = [
    ["PACK1", "packing"],
    ["PACK2", "packing"],
    ["CHECK1", "check"],
    ["RECV", "receiving"],
  ] as const;
  for (const [index, [station, kind]] of benches.entries()) {
    const docks = [2, 4].map((step, dock) => {
      const i = 4 * index + step;
      pocket(`${station}-${dock + 1}`, named("K", i), i * pitchM, southY - 2, -Math.PI / 2, ["pick", "drop"]);
      return `${station}-${dock + 1}`;
    });
    place(station, docks, (4 * index + 3) * pitchM, southY - 3);
    stations.push({ station, kind });
  }
  const own = (
    station: string,
    kind: StationRow["kind"],
    lane: string,
    at: [number, number],
    north: boolean,
  ) => {
    const actions = kind === "charging" ? ["startCharging", "stopCharging"] : [];
    pocket(station, lane, ...at, north ? Math.PI / 2 : -Math.PI / 2, actions);
    place(station, [station], ...at);
    stations.push({ station, kind });
  };
  for (let i = 1, parked = 0; i < places - 1 && parked < robots; i++)
    if (i !== aislePlace) own(named("PARK", ++parked), "parking", named("M", i), [i * pitchM, 2], true);
  for (const i of [20, 21])
    own(`CHARGE${i - 19}`, "charging", named("K", i), [i * pitchM, southY - 2], false);

  for (let j = 1; j <= aislePlaces; j++) {
    const lane = named("A", j);
    const y = 3 + 2 * j;
    drawing.node({ id: lane, x: aislePlace * pitchM, y });
    both(j === 1 ? named("M", aislePlace) : named("A", j - 1), lane);
    for (const [side, towards] of [["L", -1] as const, ["R", 1] as const]) {
      const x = aislePlace * pitchM + 2 * towards;
      pocket(`${lane}${side}`, lane, x, y, towards < 0 ? Math.PI : 0, ["pickItems"]);
      for (const level of [1, 2, 3]) {
        const location = `${lane}${side}-${level}`;
        place(location, [`${lane}${side}`], x + towards, y);
        locations.push({
          location,
          kind: level < 3 ? "face" : "reserve",
          litres: 250,
          kilograms: 150,
          zone: "HALL",
        });
      }
    }
  }
  return { site: siteOf(robots, stations), lif: drawing.lif("dead-end"), locations };
}

function siteOf(robots: number, stations: readonly StationRow[]): Site {
  const area = { x: -5, y: -10, width: places * pitchM + 10, height: 50 };
  return {
    site: "dead-end",
    name: "one aisle with a single mouth",
    client: "house",
    timezone: "UTC",
    vehicle: toteAmr,
    robots: Array.from({ length: robots }, (_, i) => ({
      robot: `R${String(i + 1).padStart(2, "0")}`,
      manufacturer: toteAmr.manufacturer,
    })),
    stations: [...stations],
    zones: [{ zone: "HALL", temperatureC: { min: 5, max: 35 }, humidityPercent: { min: 10, max: 90 }, area }],
    devices: [
      { device: "PORTAL-OUT", kind: "portal", wire: "mqtt", zone: "HALL", x: 50, y: -9 },
      ...["PACK1", "PACK2", "CHECK1"].map((station, i) => ({
        device: `PLC-${station}`,
        kind: "station" as const,
        wire: "opcua" as const,
        zone: "HALL",
        station,
        x: 5 + 10 * i,
        y: -9,
      })),
    ],
    racks: [],
  };
}
