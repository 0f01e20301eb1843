/** Printers of a site: each named once, at a packing station that is there, and one alone for each kind of label at a station, and for pallets. */

import { didYouMean } from "@floorplane/contracts/nearest-name";
import { confirmationOf, printsOf } from "@floorplane/contracts/site-printers";
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

const portMax = 65_535;

export function judgePrinters({ site, sheets, findings }: SiteUnderJudgement): void {
  const { printers = [] } = site;
  const names = printers.map(({ printer }) => printer);
  const stations = site.stations.filter(({ kind }) => kind === "packing").map(({ station }) => station);
  const taken = new Map<string, number>();
  for (const [i, row] of printers.entries()) {
    const { printer, address, station } = row;
    const at = `printers[${i}]`;
    const first = names.indexOf(printer);
    if (first < i)
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${at}.printer`,
        message: `printer ${printer} stands twice${alsoAt(sheets.site, `printers[${first}].printer`)}, and only one of the two would print`,
        remedy: "give one of them another name",
      });
    const port = Number(address.slice(address.lastIndexOf(":") + 1));
    if (port < 1 || port > portMax)
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `${at}.address`,
        message: `${address} names port ${port}, and ports go from 1 to ${portMax}`,
        remedy: "write the port of raw printing, 9100 as a rule",
      });
    if (confirmationOf(row) === "status" && row.language === "pdf")
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `${at}.confirms`,
        message: `printer ${printer} prints PDF, and only printers that speak ZPL are asked for their count`,
        remedy: "let its labels be read (`scan`), or be content with its connection (`connection`)",
      });
    const pallets = printers.findIndex((one) => printsOf(one).includes("pallet"));
    if (pallets < i && printsOf(row).includes("pallet"))
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${at}.prints`,
        message: `pallet labels are printed by ${names[pallets]} already${alsoAt(sheets.site, `printers[${pallets}].prints`)}, and one pallet would have two`,
        remedy: "let one of them print pallets; the other prints what it is asked for by name",
      });
    if (station === undefined) {
      const atStation = printsOf(row).filter((label) => label !== "pallet");
      if (row.prints !== undefined && atStation.length > 0)
        findings.error(sheets.site, {
          code: "wrong-value",
          field: `${at}.prints`,
          message: `printer ${printer} stands at no station, and ${atStation.join(" and ")} labels are printed where a parcel is closed: it would print none by itself`,
          remedy: "name its packing station (`station`), or let it print `pallet` alone",
        });
      continue;
    }
    if (!stations.includes(station)) {
      findings.error(sheets.site, {
        code: "unknown-name",
        field: `${at}.station`,
        message: `printer ${printer} stands at ${station}, which is no packing station${didYouMean(station, stations)}: it would print nothing by itself`,
        remedy: "name a packing station, or leave it out where labels are asked for by name",
      });
      continue;
    }
    for (const label of printsOf(row).filter((one) => one !== "pallet")) {
      const other = taken.get(`${station}/${label}`);
      if (other !== undefined)
        findings.error(sheets.site, {
          code: "doubled-name",
          field: `${at}.prints`,
          message: `${label} labels of ${station} are printed by ${names[other]} already${alsoAt(sheets.site, `printers[${other}].printer`)}, and one parcel would have two`,
          remedy: "say what each of them prints (`prints: [carrier]`)",
        });
      else taken.set(`${station}/${label}`, i);
    }
  }
}
