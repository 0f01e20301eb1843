/** A site's files: `site.yaml`, `layout.lif.json`, `locations.csv`. Read whole and checked at the door; written by the generator. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { type LocationRow, parseLocation, parseSite, type Site } from "@floorplane/contracts/site";
import { footprintOf } from "@floorplane/layout/footprint";
import { type Layout, layoutFromLif } from "@floorplane/layout/layout";
import { readLif, writeLif } from "@floorplane/layout/lif";
import type { Lif } from "@floorplane/layout/lif.schema";
import { parse as parseCsv } from "csv-parse/sync";
import YAML from "yaml";

export const siteFileNames = {
  site: "site.yaml",
  layout: "layout.lif.json",
  locations: "locations.csv",
} as const;
/** Larger files are not a warehouse. */
const fileBytesMax = 256 * 1024 * 1024;

export interface SiteFiles {
  readonly site: Site;
  readonly lif: Lif;
  readonly locations: readonly LocationRow[];
}

export interface LoadedSite extends SiteFiles {
  readonly layout: Layout;
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
  const site = inFile(folder, siteFileNames.site, (text) => parseSite(YAML.parse(text)));
  const { lif, warnings } = inFile(folder, siteFileNames.layout, readLif);
  const locations = inFile(folder, siteFileNames.locations, readLocations);
  return { ...loadSite({ site, lif, locations }), warnings };
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
  for (const { location } of files.locations)
    if (!layout.stations.has(location as never))
      throw unknownPlace(siteFileNames.locations, `location ${location}`);
  return { ...files, layout, warnings: [] };
}

const unknownPlace = (file: string, place: string): FloorplaneError =>
  new FloorplaneError({
    code: "malformed-file",
    message: `${file}: ${place} has no station of that id in ${siteFileNames.layout}: add the LIF station or remove the row`,
    field: place,
  });

function readLocations(text: string): LocationRow[] {
  const rows = parseCsv(text, { columns: true, skip_empty_lines: true, trim: true }) as Record<
    string,
    string
  >[];
  return rows.map((row, index) => {
    try {
      return parseLocation({ ...row, litres: Number(row.litres), kilograms: Number(row.kilograms) });
    } catch (error) {
      if (error instanceof FloorplaneError)
        throw new FloorplaneError({
          code: "malformed-file",
          message: `line ${index + 2}: ${error.message}`,
          ...(error.field ? { field: error.field } : {}),
        });
      throw error;
    }
  });
}

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
