/** The first draft of a site, made from what another tool knows: what it does not know is set to something usual, and each such choice is remarked. */
import type { LocationRow, RobotRow, Site, StationRow, Vehicle, ZoneRow } from "@floorplane/contracts/site";
import { named } from "../layout-faults.ts";
import type { Lif } from "../lif.schema.ts";
import { centimetres } from "../site/plan.ts";

/** Something that a person should look at before the draft is believed. */
export interface Remark {
  /** In the file that was read; absent where no place is meant. */
  readonly line?: number;
  /** What it is about; empty for the whole file. */
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

export interface Draft {
  readonly site: Site;
  readonly lif: Lif;
  readonly locations: readonly LocationRow[];
  readonly remarks: readonly Remark[];
}

export type RemarkWords<Kind extends string> = Readonly<
  Record<Kind, readonly [message: string, remedy: string]>
>;

/** What holds for many things is said once, with the names of the first. */
export class Remarks<Kind extends string> {
  readonly #words: RemarkWords<Kind>;
  readonly #said = new Map<Kind, { readonly line: number | undefined; readonly names: string[] }>();

  constructor(words: RemarkWords<Kind>) {
    this.#words = words;
  }

  add(kind: Kind, name: string, line?: number): void {
    const said = this.#said.get(kind);
    if (!said) this.#said.set(kind, { line, names: [name] });
    // Both ways of one path, say.
    else if (said.names.at(-1) !== name) said.names.push(name);
  }

  get all(): Remark[] {
    return [...this.#said].map(([kind, { line, names }]) => {
      const [message, remedy] = this.#words[kind];
      return { ...(line === undefined ? {} : { line }), place: named(names), message, remedy };
    });
  }
}

export interface DraftParts {
  /** As its owners call it. */
  readonly name: string;
  readonly site: string;
  readonly vehicle: Vehicle;
  readonly robots: readonly RobotRow[];
  readonly stations: readonly StationRow[];
  /** Places of loads: bins where the site packs, else stops of transports alone. */
  readonly bins: readonly string[];
  readonly lif: Lif;
}

/** What no drawing says of a bin: a shelf's usual box. */
const usualBin = { kind: "face", litres: 60, kilograms: 30 } as const;
const zone = "FLOOR";
/** Around the outermost nodes, m: shelves and benches stand beside them. */
const besideM = 5;

/** The rest of a site that is nobody's yet: one zone, no devices, no racks, the house's own client. */
export function roundOff(parts: DraftParts): Omit<Draft, "remarks"> {
  return {
    site: {
      site: parts.site,
      name: parts.name.slice(0, 80) || parts.site,
      client: "house",
      timezone: "UTC",
      vehicle: parts.vehicle,
      robots: [...parts.robots],
      stations: [...parts.stations],
      zones: [zoneOver(parts.lif)],
      devices: [],
      racks: [],
    },
    lif: parts.lif,
    locations: packs(parts) ? parts.bins.map((location) => ({ location, ...usualBin, zone })) : [],
  };
}

const packs = ({ stations }: Pick<DraftParts, "stations">): boolean =>
  stations.some(({ kind }) => kind === "packing");

/** What a draft cannot know, whatever it was made from. */
export function usualRemarks({ site, locations }: Pick<Draft, "site" | "locations">): Remark[] {
  const remark = (place: string, message: string, remedy: string): Remark => ({ place, message, remedy });
  return [
    remark("timezone, client, carriers", "are the usual ones", "write your own into site.yaml"),
    remark(
      `zones.${zone}`,
      "one zone lies over the whole floor, of 5 to 30 °C and 10 to 80 % humidity",
      "draw your zones, and the sensors in them",
    ),
    ...(packs(site)
      ? [
          remark(
            "locations.csv",
            `each of its bins (${locations.length}) is said to hold ${usualBin.litres} litres and ${usualBin.kilograms} kg`,
            "write what fits, and a row for each further bin",
          ),
          remark(
            "stations",
            "people pack at the packing stations",
            "write by: machine, and its device, where one does",
          ),
        ]
      : [
          remark(
            "stations",
            "none is known to be for packing: the site keeps nothing, and robots carry loads between its stations for whoever asks",
            "for orders, write kind: packing where they leave the robots, and add a locations.csv with the bins",
          ),
        ]),
  ];
}

function zoneOver({ layouts }: Lif): ZoneRow {
  const positions = layouts.flatMap(({ nodes }) => nodes.map(({ nodePosition }) => nodePosition));
  const bound = (axis: "x" | "y", pick: (a: number, b: number) => number): number =>
    positions.reduce((found, position) => pick(found, position[axis]), positions[0]?.[axis] ?? 0);
  const [left, bottom] = [bound("x", Math.min) - besideM, bound("y", Math.min) - besideM];
  return {
    zone,
    temperatureC: { min: 5, max: 30 },
    humidityPercent: { min: 10, max: 80 },
    area: {
      x: centimetres(left),
      y: centimetres(bottom),
      width: centimetres(bound("x", Math.max) + besideM - left),
      height: centimetres(bound("y", Math.max) + besideM - bottom),
    },
  };
}
