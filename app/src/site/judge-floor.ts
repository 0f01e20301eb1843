/** Stations, bins and robots of a site against its layout: everything that is named stands somewhere, and everyone has room. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { StationId } from "@floorplane/contracts/ids";
import { startPlaces } from "@floorplane/simulator/world-robots";
import { ZoneClock } from "@floorplane/wms-bridge/orders/zone-clock";
import { unknownName } from "./judge-names.ts";
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

export function judgeFloor(judged: SiteUnderJudgement): void {
  const { site, layout, sheets, findings, locations } = judged;
  try {
    new ZoneClock(site.timezone);
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    findings.error(sheets.site, {
      code: "unknown-timezone",
      field: "timezone",
      message: `timezone ${unknownName(site.timezone, ["UTC", ...Intl.supportedValuesOf("timeZone")]).split("; ")[0]}`,
      remedy: "write an IANA name such as Europe/Berlin, or UTC",
    });
  }
  const packs = site.stations.some(({ kind }) => kind === "packing");
  if (packs && locations.length === 0)
    findings.error(sheets.locations, {
      code: "no-bin",
      field: "",
      message: "there is a packing station and not one bin: nothing could be picked",
      remedy: "add bins, or remove the packing stations where robots only carry loads",
    });
  if (!packs && locations.length === 0 && layout && ![...layout.stations.values()].some(isStop))
    findings.error(sheets.layout, {
      code: "no-bin",
      field: "layouts",
      message: "there is nowhere to pick and drop: no station but those for parking and charging",
      remedy: "add stations to the layout where loads stand, or bins and a packing station",
    });
  if (!packs && locations.length > 0)
    findings.error(sheets.site, {
      code: "no-packing",
      field: "stations",
      message: "no station is of kind packing: no order could ever leave",
      remedy:
        "add a station with kind: packing, at a LIF station that robots reach; or remove locations.csv where robots only carry loads",
    });
  if (site.robots.length === 0)
    findings.warning(sheets.site, {
      code: "no-robot",
      field: "robots",
      message: "the site has no robot: nothing is carried",
      remedy: "add one row for each robot",
    });
  judgeStations(judged);
  judgeBins(judged);
  judgeRoom(judged);
}

const isStop = ({ kind }: { readonly kind?: string | undefined }): boolean =>
  kind !== "parking" && kind !== "charging";

function judgeStations({ site, layout, sheets, findings }: SiteUnderJudgement): void {
  if (!layout) return;
  const { stations, nodeActions } = layout;
  const known = [...stations.keys()];
  for (const [i, { station, kind }] of site.stations.entries()) {
    const place = stations.get(station as StationId);
    if (!place)
      findings.error(sheets.site, {
        code: "unknown-name",
        field: `stations[${i}].station`,
        message: `station ${unknownName(station, known)}`,
        remedy: "add the LIF station with a node that the vehicle may use, or correct the name",
      });
    else if (
      kind === "charging" &&
      !place.nodes.some((node) =>
        nodeActions.get(node)?.some(({ actionType }) => actionType === "startCharging"),
      )
    )
      findings.warning(sheets.site, {
        code: "not-used",
        field: `stations[${i}].kind`,
        message: `station ${station} is for charging, and the layout offers no startCharging at its node`,
        remedy: "offer the action there, or correct the kind",
      });
  }
}

function judgeBins({ site, layout, locations, sheets, findings }: SiteUnderJudgement): void {
  const zones = new Set(site.zones.map(({ zone }) => zone));
  const kinds = new Map(site.stations.map(({ station, kind }) => [station, kind]));
  const known = layout ? [...layout.stations.keys()] : [];
  const places = new Map<number, string>();
  for (const { id, kind, nodes } of layout?.stations.values() ?? [])
    if (kind !== undefined) for (const node of nodes) places.set(node, `${kind} station ${id}`);
  for (const [i, { location, zone }] of locations.entries()) {
    const kind = kinds.get(location);
    if (kind !== undefined)
      findings.error(sheets.locations, {
        code: "name-clash",
        field: `[${i}].location`,
        message: `bin ${location} is a station of kind ${kind} in site.yaml${alsoAt(sheets.site, `stations[${site.stations.findIndex(({ station }) => station === location)}].station`)}`,
        remedy: "give the bin another name, or remove the station",
      });
    if (!zones.has(zone))
      findings.error(sheets.locations, {
        code: "unknown-name",
        field: `[${i}].zone`,
        message: `zone ${unknownName(zone, [...zones])}`,
        remedy: "correct the name, or add the zone to site.yaml",
      });
    const place = layout?.stations.get(location as StationId);
    if (layout && !place)
      findings.error(sheets.locations, {
        code: "unknown-name",
        field: `[${i}].location`,
        message: `location ${unknownName(location, known)}`,
        remedy: "add the LIF station or remove the row",
      });
    const shared = kind === undefined ? place?.nodes.find((node) => places.has(node)) : undefined;
    if (shared !== undefined)
      findings.warning(sheets.locations, {
        code: "shared-place",
        field: `[${i}].location`,
        message: `robots reach bin ${location} at ${layout!.graph.nodeIds[shared]}, where ${places.get(shared)} is: while one stands there, nobody picks`,
        remedy: "give each a node of its own",
      });
  }
  if (locations.length > 0 && !locations.some(({ kind }) => kind === "face"))
    findings.error(sheets.locations, {
      code: "no-bin",
      field: "",
      message: "no bin is of kind face: nothing could be picked",
      remedy: "write face for the bins that robots pick from",
    });
}

/** Robots without work wait at parking places and chargers; without one they wait in lanes, where others want to pass. */
function judgeRoom({ site, layout, sheets, findings }: SiteUnderJudgement): void {
  if (!layout || site.robots.length === 0) return;
  const waiting = new Set<number>();
  for (const { kind, nodes } of layout.stations.values())
    if (kind === "parking" || kind === "charging") for (const node of nodes) waiting.add(node);
  try {
    startPlaces(site, layout);
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    findings.error(sheets.site, {
      code: "too-many-robots",
      field: "robots",
      message: error.message,
      remedy: "remove robots or draw a larger floor",
    });
    return;
  }
  const short = site.robots.length - waiting.size;
  if (short > 0)
    findings.warning(sheets.site, {
      code: "few-parking",
      field: "robots",
      message: `${site.robots.length} robots have ${waiting.size} places to wait (parking and charging): ${short} of them wait in lanes, in the way of others`,
      remedy: `add ${short} stations of kind parking, each at a node of its own beside the lanes`,
    });
}
