/** Ledger, bus and history of a site's file: URLs that mean something and carry no secret. */
import { groundNames, NoGround, readGround } from "./grounds.ts";
import type { SiteUnderJudgement } from "./under-judgement.ts";

export function judgeGrounds({ site, sheets, findings }: SiteUnderJudgement): void {
  for (const name of groundNames) {
    const written = site[name];
    if (written === undefined) continue;
    try {
      readGround[name](written, ".");
    } catch (error) {
      if (!(error instanceof NoGround)) throw error;
      findings.error(sheets.site, {
        code: "wrong-value",
        field: name,
        message: `${name} ${error.message}`,
        remedy: error.remedy,
      });
    }
  }
}
