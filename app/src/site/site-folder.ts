/** What a site's folder holds, read and written. */
import type { LocationRow, Site } from "@floorplane/contracts/site";
import type { EdgeTimes } from "@floorplane/fleet/traffic/guidance";
import type { Layout } from "@floorplane/layout/layout";
import type { Lif } from "@floorplane/layout/lif.schema";
import type { Finding } from "./finding.ts";

export const siteFileNames = {
  site: "site.yaml",
  layout: "layout.lif.json",
  locations: "locations.csv",
} as const;
/** Made by `floorplane optimise guidance`; a site may do without. */
export const guidanceFileName = "guidance.json";

export interface SiteFiles {
  readonly site: Site;
  readonly lif: Lif;
  readonly locations: readonly LocationRow[];
}

/** A site that may be started. */
export interface LoadedSite extends SiteFiles {
  readonly layout: Layout;
  readonly guidance?: EdgeTimes;
  /** Warnings alone: what a person should look at. */
  readonly findings: readonly Finding[];
}
