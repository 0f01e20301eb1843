/**
 * The one judge of sites: what `check` prints is what keeps `up`, `demo` and `simulate` from starting. All that is wrong is said at once, each with file, line,
 * field and remedy; errors stop every command, warnings are said by every command.
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { readSiteGuidance } from "@floorplane/fleet/traffic/guiding/site-guidance-file";
import { footprintOf } from "@floorplane/layout/footprint";
import { judgeLayout } from "@floorplane/layout/layout-checks";
import { type Finding, type FindingCode, Findings, type Sheet } from "./finding.ts";
import { judgeCarriers } from "./judge-carriers.ts";
import { judgeCartons } from "./judge-cartons.ts";
import { judgeCounts } from "./judge-counts.ts";
import { judgeDevices } from "./judge-devices.ts";
import { judgeFloor } from "./judge-floor.ts";
import { judgeForbidden } from "./judge-forbidden.ts";
import { judgeGrounds } from "./judge-grounds.ts";
import { judgeMeasures, judgeRacks, solidRacks } from "./judge-measures.ts";
import { judgeNames } from "./judge-names.ts";
import { judgeEvidence, judgePicking } from "./judge-picking.ts";
import { judgePrinters } from "./judge-printers.ts";
import { type LayoutSheet, readLayoutFile } from "./read-layout.ts";
import { type LocationsSheet, readLocationsCsv } from "./read-locations.ts";
import { textOf } from "./read-text.ts";
import { readSiteYaml, type SiteSheet } from "./read-yaml.ts";
import { guidanceFileName, type LoadedSite, type SiteFiles, siteFileNames } from "./site-folder.ts";
import type { SiteUnderJudgement } from "./under-judgement.ts";
import type { UsablePart } from "./usable-part.ts";

export interface SiteWish {
  /** Which layout of the file; wins over the one that `site.yaml` names. */
  readonly layoutId?: string;
  /** Guidance is not looked at, since it is about to be made anew. */
  readonly unguided?: boolean;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  /** Absent where there are errors. */
  readonly loaded?: LoadedSite;
}

const partOfSite = {
  message: "the file is missing",
  remedy: `add it: a site folder holds ${Object.values(siteFileNames).join(", ")}`,
};

/** Throws `bad-option` where there is no such folder. */
export function judgeSite(folder: string, wish: SiteWish = {}): Verdict {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new FloorplaneError({
      code: "bad-option",
      message: `${folder} is no folder: a site is a folder with ${Object.values(siteFileNames).join(", ")}; floorplane import makes one of a LIF file, a plant model or a grid map`,
      field: folder,
    });
  const findings = new Findings();
  const read = <Read>(name: string, reader: (file: string, text: string, findings: Findings) => Read) => {
    const file = join(folder, name);
    const text = textOf(file, findings, name === guidanceFileName ? undefined : partOfSite);
    return text === undefined ? undefined : reader(file, text, findings);
  };
  const yaml = read(siteFileNames.site, readSiteYaml);
  const lif = read(siteFileNames.layout, readLayoutFile);
  const csv = keepsNothing(folder, yaml)
    ? noBins(join(folder, siteFileNames.locations))
    : read(siteFileNames.locations, readLocationsCsv);
  if (!yaml?.site || !lif?.lif || !csv?.locations) {
    judgeWhatIsRead({ yaml, lif, csv }, folder, findings, wish);
    return { findings: findings.all };
  }
  const files = { site: yaml.site, lif: lif.lif, locations: csv.locations };
  const sheets = { site: yaml, layout: lif, locations: csv };
  const loaded = judgeFiles(files, sheets, findings, wish);
  if (!loaded || wish.unguided) return verdict(findings, loaded);
  const guidance = read(guidanceFileName, (file, text) => guidanceOf(file, text, loaded, findings));
  return verdict(findings, guidance === undefined ? loaded : { ...loaded, guidance });
}

/** A fleet manager and nothing else: it packs nowhere, and has no list of bins. */
const keepsNothing = (folder: string, yaml: SiteSheet | undefined): boolean =>
  yaml?.site !== undefined &&
  !yaml.site.stations.some(({ kind }) => kind === "packing") &&
  !existsSync(join(folder, siteFileNames.locations));

const noBins = (file: string): LocationsSheet => ({ file, line: () => undefined, locations: [] });

/** Of files of which one cannot be used as it stands, what can be: all that is wrong is told at once. */
function judgeWhatIsRead(
  {
    yaml,
    lif,
    csv,
  }: {
    readonly yaml: SiteSheet | undefined;
    readonly lif: LayoutSheet | undefined;
    readonly csv: LocationsSheet | undefined;
  },
  folder: string,
  findings: Findings,
  wish: SiteWish,
): void {
  const site = yaml?.site ?? yaml?.part?.value;
  if (!site) return;
  const unread = (name: string): Sheet => ({ file: join(folder, name), line: () => undefined });
  const sheets = {
    site: partSheet(yaml!, yaml!.part),
    layout: lif ?? unread(siteFileNames.layout),
    locations: csv ? partSheet(csv, csv.part) : unread(siteFileNames.locations),
  };
  const files = { site, lif: lif?.lif, locations: csv?.locations ?? csv?.part?.value ?? [] };
  const before = findings.all.length;
  judgeFiles(files, sheets, findings, wish);
  findings.forget(before, (code) => ofAbsence.has(code));
}

const partSheet = (sheet: Sheet, part: UsablePart<object> | undefined): Sheet =>
  part ? { file: sheet.file, line: (field) => sheet.line(part.inFile(field)), inFile: part.inFile } : sheet;

/** What may be missed only since the row that has it could not be read. */
const ofAbsence: ReadonlySet<FindingCode> = new Set([
  "unknown-name",
  "unknown-layout",
  "unreachable",
  "no-zone",
  "zone-unwatched",
  "no-machine",
  "no-address",
  "not-used",
  "no-packing",
  "no-carrier",
  "no-robot",
  "no-bin",
  "no-charger",
  "not-sent",
  "few-parking",
]);

/** The same from values: what a generator drew. */
export function judgeValues(files: SiteFiles, wish: SiteWish = {}): Verdict {
  const findings = new Findings();
  const sheet = (file: string): Sheet => ({ file, line: () => undefined });
  const sheets = {
    site: sheet(siteFileNames.site),
    layout: sheet(siteFileNames.layout),
    locations: sheet(siteFileNames.locations),
  };
  return verdict(findings, judgeFiles(files, sheets, findings, wish));
}

const verdict = (findings: Findings, loaded: LoadedSite | undefined): Verdict => ({
  findings: findings.all,
  ...(loaded && !findings.hasErrors ? { loaded: { ...loaded, findings: findings.all } } : {}),
});

function judgeFiles(
  files: Omit<SiteFiles, "lif"> & { readonly lif: SiteFiles["lif"] | undefined },
  sheets: SiteUnderJudgement["sheets"],
  findings: Findings,
  wish: SiteWish,
): LoadedSite | undefined {
  const { site, lif } = files;
  const layout = lif && judgeDrawing({ site, lif }, sheets, findings, wish);
  const judged = { ...files, sheets, findings, layout };
  judgeNames(judged);
  judgeGrounds(judged);
  judgeDevices(judged);
  judgeCarriers(judged);
  judgeCartons(judged);
  judgePrinters(judged);
  judgeCounts(judged);
  judgePicking(judged);
  judgeEvidence(judged);
  judgeFloor(judged);
  judgeForbidden(judged);
  judgeRacks(judged);
  judgeMeasures(judged);
  return lif && layout && !findings.hasErrors ? { ...files, lif, layout, findings: findings.all } : undefined;
}

function judgeDrawing(
  { site, lif }: Pick<SiteFiles, "site" | "lif">,
  sheets: SiteUnderJudgement["sheets"],
  findings: Findings,
  wish: SiteWish,
): SiteUnderJudgement["layout"] {
  const layoutId = wish.layoutId ?? site.layoutId;
  const levelId = wish.layoutId === undefined ? site.levelId : undefined;
  const { faults, layout } = judgeLayout(lif, {
    vehicleType: site.vehicle.type,
    footprint: footprintOf({ lengthM: site.vehicle.lengthM, widthM: site.vehicle.widthM }),
    stations: site.stations,
    solids: solidRacks(site.racks),
    ...(layoutId === undefined ? {} : { layoutId }),
    ...(levelId === undefined ? {} : { levelId }),
  });
  for (const { severity, code, where, path, message, remedy } of faults) {
    // Which layout is chosen, and for which vehicle, stands in the site's own file.
    const isSites = code === "unknown-layout" || where === "vehicleType";
    const field = where === "vehicleType" ? "vehicle.type" : path;
    findings[severity](isSites ? sheets.site : sheets.layout, { code, field, message, remedy });
  }
  return layout;
}

function guidanceOf(
  file: string,
  text: string,
  { layout }: LoadedSite,
  findings: Findings,
): LoadedSite["guidance"] {
  try {
    return readSiteGuidance(text, layout.graph);
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    const [message = "", remedy = "remove the file"] = error.message.split("; ");
    findings.error(
      { file, line: () => undefined },
      { code: "stale-guidance", field: error.field ?? "", message, remedy },
    );
    return undefined;
  }
}
