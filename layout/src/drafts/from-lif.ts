/** A site's first draft around a LIF file: LIF says where vehicles drive and work, and nothing of their measures, of what places are for, or of goods. */
import type { StationRow } from "@floorplane/contracts/site";
import { toteAmr } from "../generate-site.ts";
import { chosenLayout, vehicleTypesOf } from "../layout.ts";
import type { Lif, LifLayout } from "../lif.schema.ts";
import { readLif } from "../lif.ts";
import { type Draft, Remarks, roundOff, usualRemarks } from "./draft.ts";
import { plain } from "./names.ts";
import { placeGuess } from "./places.ts";

const words = {
  mended: ["was mended on the way in", "correct it in the tool that exported the file"],
  types: [
    "are vehicle types of the file; the site is for the first of them",
    "write another one as vehicle.type in site.yaml where that is meant",
  ],
  vehicle: [
    "is as large and as fast as a picking robot of 0.9 by 0.7 m: LIF does not say it",
    "write the measures of your vehicle, with load",
  ],
  robots: [
    "are none yet: LIF knows none",
    "add a row for each, with manufacturer and serialNumber as in its topics",
  ],
  charging: ["are taken for chargers, by their actions or names", "correct their kind in site.yaml"],
  parking: ["are taken for parking places, by their actions or names", "correct their kind in site.yaml"],
  packing: ["are taken for packing stations, by their names", "correct their kind in site.yaml"],
  check: ["are taken for places where totes are counted, by their names", "correct their kind in site.yaml"],
  receiving: ["are taken for places where goods come in, by their names", "correct their kind in site.yaml"],
  bin: [
    "are places where loads are taken or put: bins of locations.csv where the site packs, else stations for transports",
    "move those that are more than that to site.yaml, with their kind",
  ],
  "no-kind": [
    "are stations of which it is not known what they are for, and nobody uses them",
    "add them to site.yaml with a kind, or to locations.csv",
  ],
} as const;

export interface LifDraft extends Draft {
  /** LIF 2.0 stays what it is: it says more than the house's form can be written as. */
  readonly isLif2: boolean;
}

/** `layoutId`: which layout, where there are several. */
export function draftFromLif(text: string, layoutId?: string): LifDraft {
  const { lif, warnings, from2 } = readLif(text);
  const remarks = new Remarks<keyof typeof words>(words);
  const layout = chosenLayout(lif, layoutId === undefined ? {} : { layoutId });
  for (const warning of warnings) remarks.add("mended", warning.slice(0, warning.indexOf(" ")));
  const types = vehicleTypesOf(layout);
  if (types.length > 1) for (const type of types) remarks.add("types", type);
  remarks.add("vehicle", "vehicle");
  remarks.add("robots", "robots");
  const { stations, bins } = placesOf(layout, types[0], remarks);
  const name = layout.layoutName || lif.metaInformation.projectIdentification || layout.layoutId;
  const parts = roundOff({
    name,
    site: plain(lif.metaInformation.projectIdentification || layout.layoutId),
    vehicle: { ...toteAmr, type: types[0] ?? toteAmr.type },
    robots: [],
    stations,
    bins,
    lif: only(lif, layout),
  });
  const site = lif.layouts.length > 1 ? { ...parts.site, layoutId: layout.layoutId } : parts.site;
  const own = (from2?.doubts ?? []).map(({ path, message, remedy }) => ({ place: path, message, remedy }));
  return {
    ...parts,
    site,
    lif,
    remarks: [...own, ...remarks.all, ...usualRemarks(parts)],
    isLif2: from2 !== undefined,
  };
}

/** The zone is drawn around the chosen layout alone. */
const only = (lif: Lif, layout: LifLayout): Lif => ({ ...lif, layouts: [layout] });

function placesOf(
  { nodes, stations }: LifLayout,
  vehicleType: string | undefined,
  remarks: Remarks<keyof typeof words>,
): { readonly stations: readonly StationRow[]; readonly bins: readonly string[] } {
  const actions = new Map(
    nodes.map(({ nodeId, vehicleTypeNodeProperties }) => {
      const property = vehicleTypeNodeProperties.find((each) => each.vehicleTypeId === vehicleType);
      return [nodeId, (property?.actions ?? []).map(({ actionType }) => actionType)];
    }),
  );
  const rows: StationRow[] = [];
  const bins: string[] = [];
  for (const { stationId, stationName = "", interactionNodeIds } of stations) {
    const operations = interactionNodeIds.flatMap((node) => actions.get(node) ?? []);
    const guess = placeGuess({ operations, names: [stationId, stationName] });
    remarks.add(guess ?? "no-kind", stationId);
    if (guess === "bin") bins.push(stationId);
    else if (guess === "packing") rows.push({ station: stationId, kind: guess, by: "person" });
    else if (guess !== undefined) rows.push({ station: stationId, kind: guess });
  }
  return { stations: rows, bins };
}
