/** A site's files: `site.yaml`, `layout.lif.json`, `locations.csv`, and `guidance.json` where it has one. Read whole and checked at the door; written by the generator. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { type LocationRow, parseLocation, parseSite, type Site } from "@floorplane/contracts/site";
import type { EdgeTimes } from "@floorplane/fleet/traffic/guidance";
import { readSiteGuidance } from "@floorplane/fleet/traffic/guiding/site-guidance-file";
import { footprintOf } from "@floorplane/layout/footprint";
import { type Layout, layoutFromLif } from "@floorplane/layout/layout";
import { readLif, writeLif } from "@floorplane/layout/lif";
import type { Lif } from "@floorplane/layout/lif.schema";
import { parse as parseCsv } from "csv-parse/sync";
import YAML, { type Document, isNode, LineCounter, parseDocument } from "yaml";

export const siteFileNames = {
  site: "site.yaml",
  layout: "layout.lif.json",
  locations: "locations.csv",
} as const;
/** Made by `floorplane optimise guidance`; a site may do without. */
export const guidanceFileName = "guidance.json";
/** Names listed in one sentence. */
const namesMax = 5;
/** Larger files are not a warehouse. */
const fileBytesMax = 256 * 1024 * 1024;

export interface SiteFiles {
  readonly site: Site;
  readonly lif: Lif;
  readonly locations: readonly LocationRow[];
}

export interface LoadedSite extends SiteFiles {
  readonly layout: Layout;
  readonly guidance?: EdgeTimes;
  /** What was mended on the way in, for a person to look at. */
  readonly warnings: readonly string[];
}

export function writeSiteFiles(folder: string, files: SiteFiles): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, siteFileNames.site), YAML.stringify(files.site, { lineWidth: 0 }));
  writeFileSync(join(folder, siteFileNames.layout), writeLif(files.lif));
  const rows = files.locations.map((row) =>
    [row.location, row.kind, row.litres, row.kilograms, row.zone].join(","),
  );
  writeFileSync(
    join(folder, siteFileNames.locations),
    `${["location,kind,litres,kilograms,zone", ...rows].join("\n")}\n`,
  );
}

/** Throws `malformed-file` with the file and the place in it. */
export function readSiteFiles(folder: string): LoadedSite {
  const loaded = readUnguidedSite(folder);
  const { graph } = loaded.layout;
  if (!existsSync(join(folder, guidanceFileName))) return loaded;
  return { ...loaded, guidance: inFile(folder, guidanceFileName, (text) => readSiteGuidance(text, graph)) };
}

/** Without its guidance: what guidance is made from, also where that of yesterday's layout still lies there. */
export function readUnguidedSite(folder: string): LoadedSite {
  const site = inFile(folder, siteFileNames.site, readSite);
  const { lif, warnings } = inFile(folder, siteFileNames.layout, readLif);
  const locations = inFile(folder, siteFileNames.locations, readLocations);
  const loaded = loadSite({ site, lif, locations });
  return { ...loaded, warnings: [...warnings, ...unaddressed(site)] };
}

/** Machines that the house must reach by itself and cannot: it runs without them and raises their alarms. */
function unaddressed({ devices }: Site): string[] {
  const lost = devices
    .filter(({ wire, address }) => wire !== "mqtt" && address === undefined)
    .map(({ device }) => device);
  if (lost.length === 0) return [];
  const named = lost.slice(0, namesMax).join(", ");
  const others = lost.length > namesMax ? ` and ${lost.length - namesMax} others` : "";
  return [
    `${siteFileNames.site}: ${named}${others} cannot be reached: give each OPC UA or Modbus device its address`,
  ];
}

/** The same from values: what a generator drew. */
export function loadSite(files: SiteFiles): LoadedSite {
  const { site } = files;
  const footprint = footprintOf({ lengthM: site.vehicle.lengthM, widthM: site.vehicle.widthM });
  const layout = layoutFromLif(files.lif, {
    vehicleType: site.vehicle.type,
    footprint,
    stations: site.stations,
  });
  for (const { station } of site.stations)
    if (!layout.stations.has(station as never))
      throw unknownPlace(siteFileNames.site, `stations: ${station}`);
  for (const { device, wire, address } of site.devices)
    if (wire !== "mqtt" && address !== undefined && !addresses[wire].pattern.test(address))
      throw new FloorplaneError({
        code: "malformed-file",
        message: `${siteFileNames.site}: address "${address}" of device ${device} must read ${addresses[wire].form}`,
        field: `device ${device}`,
      });
  for (const { location } of files.locations)
    if (!layout.stations.has(location as never))
      throw unknownPlace(siteFileNames.locations, `location ${location}`);
  return { ...files, layout, warnings: [] };
}

const host = "(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\])";
const addresses = {
  opcua: { form: "opc.tcp://host:port", pattern: new RegExp(`^opc\\.tcp://${host}:\\d{1,5}(?:/\\S*)?$`) },
  modbus: {
    form: "modbus-tcp://host:port/unit",
    pattern: new RegExp(`^modbus-tcp://${host}(?::\\d{1,5})?(?:/\\d{1,3})?$`),
  },
} as const;

const unknownPlace = (file: string, place: string): FloorplaneError =>
  new FloorplaneError({
    code: "malformed-file",
    message: `${file}: ${place} has no station of that id in ${siteFileNames.layout}: add the LIF station or remove the row`,
    field: place,
  });

/** What is wrong is told with its line: people write this file by hand. */
function readSite(text: string): Site {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [fault] = document.errors;
  // The parser's words end in `at line 7, column 3:` and a picture; the sentence is enough.
  if (fault) throw new Error(fault.message.split(":\n")[0]);
  try {
    return parseSite(document.toJS());
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    const offset = offsetOf(document, error.field ?? "");
    const line = offset === undefined ? "" : `line ${counter.linePos(offset).line}: `;
    throw new FloorplaneError({
      code: "malformed-file",
      message: `${line}${error.message.replace(`${siteFileNames.site}: `, "")}`,
      ...(error.field ? { field: error.field } : {}),
    });
  }
}

/** Where a field (`stations[2].kind`) stands in the text; for one that is missing, where it is missed. */
function offsetOf(document: Document, field: string): number | undefined {
  const path = [...field.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
  for (; path.length > 0; path.pop()) {
    const node = document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return undefined;
}

function readLocations(text: string): LocationRow[] {
  const rows = parseCsv(text, { columns: true, skip_empty_lines: true, trim: true }) as Record<
    string,
    string
  >[];
  return rows.map((row, index) => {
    try {
      return parseLocation({ ...row, litres: numberOf(row.litres), kilograms: numberOf(row.kilograms) });
    } catch (error) {
      if (error instanceof FloorplaneError)
        throw new FloorplaneError({
          code: "malformed-file",
          message: `line ${index + 2}: ${error.message.replace(`${siteFileNames.locations}: `, "")}`,
          ...(error.field ? { field: error.field } : {}),
        });
      throw error;
    }
  });
}

/** A text that is no number stays a text, and is refused as one. */
const numberOf = (text: string | undefined): unknown =>
  text === undefined || text === "" || Number.isNaN(Number(text)) ? text : Number(text);

function inFile<Value>(folder: string, name: string, read: (text: string) => Value): Value {
  const path = join(folder, name);
  try {
    const text = readFileSync(path, "utf8");
    if (text.length > fileBytesMax) throw new Error(`has more than ${fileBytesMax} bytes`);
    return read(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new FloorplaneError({
      code: "malformed-file",
      message: missing
        ? `${path} is missing: a site folder holds ${Object.values(siteFileNames).join(", ")}`
        : `${path}: ${reason}`,
      field: path,
    });
  }
}
