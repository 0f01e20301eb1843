/** Writes a site's layout as LIF 1.0.0 for other tools: what it was read from, whole, whichever version that was. */
import { existsSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Lif } from "@floorplane/layout/lif.schema";
import { exportLif } from "@floorplane/layout/lif-export";
import { FaultySite, type Finding, Findings } from "./finding.ts";
import { readLayoutFile } from "./read-layout.ts";
import { textOf } from "./read-text.ts";
import { siteFileNames } from "./site-folder.ts";

export interface WrittenLayout {
  readonly lif: Lif;
  /** What was mended or decided in reading it. */
  readonly findings: readonly Finding[];
  /** What LIF 1.0.0 has no word for. */
  readonly beyond: readonly string[];
}

/** Throws `FaultySite` where the layout cannot be read, and `bad-option` where the site's own file would be written over. */
export function exportLayout(folder: string, out: string): WrittenLayout {
  const file = join(folder, siteFileNames.layout);
  if (existsSync(file) && existsSync(out) && realpathSync(file) === realpathSync(resolve(out)))
    throw new FloorplaneError({
      code: "bad-option",
      message: `--export names "${out}", which is the site's own layout; name another file`,
      field: "--export",
    });
  const findings = new Findings();
  const missing = { message: "the file is missing", remedy: "name a site's folder with --site" };
  const text = textOf(file, findings, missing);
  const lif = text === undefined ? undefined : readLayoutFile(file, text, findings).lif;
  if (!lif || findings.hasErrors) throw new FaultySite(folder, findings.all, "written");
  const exported = exportLif(lif);
  // Never half a file.
  writeFileSync(`${out}.new`, exported.text);
  renameSync(`${out}.new`, out);
  return { lif, findings: findings.all, beyond: exported.beyond };
}
