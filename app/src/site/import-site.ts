/** Makes a site's folder of what another tool knows: its first draft, with a line for all that was guessed or left out. */
import { existsSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Draft, Remark } from "@floorplane/layout/drafts/draft";
import { draftFromGrid } from "@floorplane/layout/drafts/from-grid";
import { draftFromLif } from "@floorplane/layout/drafts/from-lif";
import { draftFromOpenTcs } from "@floorplane/layout/drafts/opentcs/from-opentcs";
import { FaultySite, type Finding, Findings } from "./finding.ts";
import type { Origin } from "./origins.ts";
import { textOf } from "./read-text.ts";
import { writeSiteFiles } from "./site-files.ts";
import { siteFileNames } from "./site-folder.ts";

export interface ImportWish {
  readonly from: Origin;
  readonly file: string;
  readonly out: string;
  /** Of a LIF file with several layouts. */
  readonly layoutId?: string;
  /** Of a grid map, m. */
  readonly cellM?: number;
}

export interface Imported {
  readonly draft: Draft;
  /** All of them warnings. */
  readonly remarks: readonly Finding[];
}

const cellDefaultM = 1;

/** Throws `bad-option` where a site is there already, and with the file, place and remedy where it cannot be read. */
export function importSite(wish: ImportWish): Imported {
  const { file, out } = wish;
  const there = Object.values(siteFileNames).find((name) => existsSync(join(out, name)));
  if (there !== undefined)
    throw new FloorplaneError({
      code: "bad-option",
      message: `--out names "${out}", where ${there} is already; name a folder without a site`,
      field: "--out",
    });
  const findings = new Findings();
  const text = textOf(file, findings, { message: "the file is missing", remedy: "name one that is there" });
  if (text === undefined) throw new FaultySite(file, findings.all, "imported");
  const { draft, layoutText } = drawn(wish, text);
  writeSiteFiles(out, draft, { layoutText, remarks: draft.remarks.map(commentOf) });
  for (const remark of draft.remarks) findings.warning(sheetOf(file, remark), findingOf(remark));
  return { draft, remarks: findings.all };
}

function drawn({ from, file, layoutId, cellM = cellDefaultM }: ImportWish, text: string) {
  // Of the file, so that the same file gives the same site.
  const exportedAt = statSync(file).mtime.toISOString();
  try {
    if (from === "opentcs") return { draft: draftFromOpenTcs(text, exportedAt), layoutText: undefined };
    if (from === "grid") {
      const name = basename(file, extname(file));
      return { draft: draftFromGrid(text, { name, cellM, exportedAt }), layoutText: undefined };
    }
    const draft = draftFromLif(text, layoutId);
    return { draft, layoutText: draft.isLif2 ? text : undefined };
  } catch (error) {
    if (!(error instanceof FloorplaneError)) throw error;
    const place = error.field === undefined ? "" : `, ${error.field}`;
    throw new FloorplaneError({
      code: error.code,
      message: `${file}${place}: ${error.message}`,
      field: error.field ?? "",
    });
  }
}

const sheetOf = (file: string, { line }: Remark) => ({ file, line: () => line });
const findingOf = ({ place, message, remedy }: Remark) => ({
  code: "draft" as const,
  field: place,
  message,
  remedy,
});
const commentOf = ({ line, place, message, remedy }: Remark): string =>
  `${line === undefined ? "" : `line ${line}, `}${place}: ${message}. ${remedy}.`;
