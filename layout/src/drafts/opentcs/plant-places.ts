/** Locations and parking positions of a plant model as stations of the layout, with what each is for. */
import type { StationRow } from "@floorplane/contracts/site";
import type { LifStation } from "../../lif.schema.ts";
import { Names } from "../names.ts";
import { isCharging, type PlaceGuess, placeGuess } from "../places.ts";
import type { PlantLocation, PlantLocationType, PlantModel } from "./plant-model.ts";
import type { PlantRemarks } from "./plant-remarks.ts";

export interface PlantPlaces {
  readonly stations: readonly LifStation[];
  /** For `site.yaml`. */
  readonly rows: readonly StationRow[];
  /** For `locations.csv`. */
  readonly bins: readonly string[];
  /** Points where robots charge. */
  readonly chargers: ReadonlySet<string>;
}

/** No operation: vehicles only go there. */
const noOperation = "NOP";

export function placesOf(
  model: PlantModel,
  nodeIds: ReadonlyMap<string, string>,
  remarks: PlantRemarks,
): PlantPlaces {
  const names = new Names();
  const stations: LifStation[] = [];
  const rows: StationRow[] = [];
  const bins: string[] = [];
  const chargers = new Set<string>();
  const charges = chargingWords(model);
  for (const location of model.locations.values()) {
    const type = model.locationTypes.get(location.type)!;
    if (location.isLocked) {
      remarks.add("locked-locations", location.name, location.line);
      continue;
    }
    if (location.links.length === 0) {
      remarks.add("device", location.name, location.line);
      continue;
    }
    const stationId = names.of(location.name);
    if (stationId !== location.name) remarks.add("renamed-locations", location.name, location.line);
    stations.push({
      stationId,
      interactionNodeIds: [...new Set(location.links.map(({ point }) => nodeIds.get(point)!))],
      ...(stationId === location.name ? {} : { stationName: location.name }),
      stationPosition: { x: location.x / 1000, y: location.y / 1000 },
    });
    const guess = guessOf(location, type, charges);
    remarks.add(guess ?? "no-kind", location.name, location.line);
    if (guess === "bin") bins.push(stationId);
    else if (guess !== undefined) rows.push(rowOf(stationId, guess));
    if (guess !== "charging") continue;
    for (const { point, operations } of location.links)
      if (operations.length === 0 || operations.some((each) => charges.has(each) || isCharging(each)))
        chargers.add(point);
  }
  for (const point of model.points.values()) {
    if (point.type !== "PARK_POSITION") continue;
    const stationId = names.of(nodeIds.get(point.name)!);
    stations.push({ stationId, interactionNodeIds: [nodeIds.get(point.name)!] });
    rows.push(rowOf(stationId, "parking"));
  }
  return { stations, rows, bins, chargers };
}

/** A person packs until a machine is known. */
const rowOf = (station: string, kind: StationRow["kind"]): StationRow =>
  kind === "packing" ? { station, kind, by: "person" } : { station, kind };

/** What the drivers of its vehicles are told to charge by. */
function chargingWords({ vehicles }: PlantModel): ReadonlySet<string> {
  const words = [...vehicles.values()].map(({ properties }) => properties.get("vda5050:rechargeOperation"));
  return new Set(words.filter((word) => word !== undefined));
}

function guessOf(location: PlantLocation, type: PlantLocationType, charges: ReadonlySet<string>): PlaceGuess {
  const allowed = location.links.flatMap(({ operations }) => operations);
  const operations = (allowed.length > 0 ? allowed : type.operations).filter((each) => each !== noOperation);
  if (operations.some((each) => charges.has(each) || isCharging(each))) return "charging";
  if (operations.length === 0 && type.look.representation.startsWith("RECHARGE")) return "charging";
  const guess = placeGuess({ operations, names: [location.name, type.name] });
  return guess ?? (type.look.representation.startsWith("LOAD_TRANSFER") ? "bin" : undefined);
}
