/** A site while it is judged: its files' values, where they came from, and what was found. */
import type { LocationRow, Site } from "@floorplane/contracts/site";
import type { Layout } from "@floorplane/layout/layout";
import type { Findings, Sheet } from "./finding.ts";

export interface SiteUnderJudgement {
  readonly site: Site;
  readonly locations: readonly LocationRow[];
  readonly sheets: { readonly site: Sheet; readonly layout: Sheet; readonly locations: Sheet };
  readonly findings: Findings;
  /** As far as the file could be used. */
  readonly layout: Layout | undefined;
}

/** ` (also on line 7)`, where somebody wrote lines. */
export function alsoAt(sheet: Sheet, field: string): string {
  const line = sheet.line(field);
  return line === undefined ? "" : ` (also on line ${line})`;
}
