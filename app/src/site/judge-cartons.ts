/** Cartons of a site: each named once, one default, each with room for something beside itself; and numbers enough for parcels. */
import { ssccsUnder } from "@floorplane/contracts/labels";
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

/** A site that ships a thousand parcels a day needs as many in a year: GS1 lets a number be given again after that time. */
const ssccsFew = 400_000;

export function judgeCartons(judged: SiteUnderJudgement): void {
  judgeNumbers(judged);
  const { site, sheets, findings } = judged;
  const { cartons = [] } = site;
  const names = cartons.map(({ carton }) => carton);
  const firstDefault = cartons.findIndex((row) => row.default);
  for (const [i, { carton, gramsMax, tareGrams = 0, default: isDefault }] of cartons.entries()) {
    const at = `cartons[${i}]`;
    const first = names.indexOf(carton);
    if (first < i)
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${at}.carton`,
        message: `carton ${carton} stands twice${alsoAt(sheets.site, `cartons[${first}].carton`)}, and only one of the two would count`,
        remedy: "give one of them another name",
      });
    if (isDefault && i > firstDefault)
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${at}.default`,
        message: `a second carton is the default${alsoAt(sheets.site, `cartons[${firstDefault}].default`)}, and only one can be`,
        remedy: "let one of them be it",
      });
    if (tareGrams >= gramsMax)
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `${at}.tareGrams`,
        message: `carton ${carton} weighs ${tareGrams} g and may weigh ${gramsMax} g with goods: nothing could go into it`,
        remedy: "write gramsMax as goods and carton together",
      });
  }
}

function judgeNumbers({ site, sheets, findings }: SiteUnderJudgement): void {
  if (!site.gs1) return;
  const left = ssccsUnder(site.gs1);
  if (left < 1)
    findings.error(sheets.site, {
      code: "wrong-value",
      field: "gs1.firstSerial",
      message: `${site.gs1.firstSerial} has more digits than a serial behind the company prefix ${site.gs1.companyPrefix}`,
      remedy: "write the first serial that was never given, without prefix and check digit",
    });
  else if (left < ssccsFew)
    findings.warning(sheets.site, {
      code: "implausible",
      field: "gs1",
      message: `${left} parcels can be numbered under ${site.gs1.companyPrefix}, and no number is given twice`,
      remedy: "ask GS1 for a shorter company prefix before they are used up",
    });
}
