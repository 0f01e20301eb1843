/** A site's files: `site.yaml`, `layout.lif.json`, `locations.csv`, and `guidance.json` where it has one. Judged at the door (`judge-site.ts`); written by the generator. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeLif } from "@floorplane/layout/lif";
import YAML from "yaml";
import { FaultySite } from "./finding.ts";
import { judgeSite, judgeValues, type SiteWish, type Verdict } from "./judge-site.ts";
import { locationColumns } from "./read-locations.ts";
import { type LoadedSite, type SiteFiles, siteFileNames } from "./site-folder.ts";

export type { LoadedSite, SiteFiles } from "./site-folder.ts";
export { guidanceFileName, siteFileNames } from "./site-folder.ts";

/** Throws `FaultySite` with everything that is wrong, or `bad-option` where there is no such folder. */
export const readSiteFiles = (folder: string, wish: SiteWish = {}): LoadedSite =>
  soundOf(folder, judgeSite(folder, wish));

/** Without its guidance: what guidance is made from, also where that of yesterday's layout still lies there. */
export const readUnguidedSite = (folder: string, layoutId?: string): LoadedSite =>
  readSiteFiles(folder, { unguided: true, ...(layoutId === undefined ? {} : { layoutId }) });

/** The same from values: what a generator drew. */
export const loadSite = (files: SiteFiles): LoadedSite => soundOf(files.site.site, judgeValues(files));

function soundOf(name: string, { findings, loaded }: Verdict): LoadedSite {
  if (!loaded) throw new FaultySite(name, findings);
  return loaded;
}

export interface WritingOptions {
  /** Of the layout, where another than what is written of `lif`. */
  readonly layoutText?: string | undefined;
  /** For people, above all else in `site.yaml`. */
  readonly remarks?: readonly string[];
}

export function writeSiteFiles(
  folder: string,
  files: SiteFiles,
  { layoutText, remarks = [] }: WritingOptions = {},
): void {
  mkdirSync(folder, { recursive: true });
  const comments = remarks.map((remark) => `# ${remark.replace(/\s+/g, " ")}\n`).join("");
  writeFileSync(join(folder, siteFileNames.site), comments + YAML.stringify(files.site, { lineWidth: 0 }));
  writeFileSync(join(folder, siteFileNames.layout), layoutText ?? writeLif(files.lif));
  // A site that keeps nothing has no list of bins.
  if (files.locations.length === 0 && !files.site.stations.some(({ kind }) => kind === "packing")) return;
  const rows = files.locations.map((row) => locationColumns.map((column) => row[column]).join(","));
  writeFileSync(
    join(folder, siteFileNames.locations),
    `${[locationColumns.join(","), ...rows].join("\n")}\n`,
  );
}
