/** Carriers of a site: each named once, every country reached by somebody, every truck on days that there are. */
import type { CarrierRow } from "@floorplane/contracts/site-carriers";
import { countryOf } from "@floorplane/wms-bridge/orders/countries";
import { usualCarriers } from "@floorplane/wms-bridge/orders/usual-carriers";
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

export function judgeCarriers(judged: SiteUnderJudgement): void {
  const { site, sheets, findings } = judged;
  judgeDays(judged, "closed", site.closed);
  judgeDocks(judged);
  const { carriers } = site;
  if (!carriers) return;
  const names = carriers.map(({ carrier }) => carrier);
  for (const [i, row] of carriers.entries()) {
    const at = `carriers[${i}]`;
    const first = names.indexOf(row.carrier);
    if (first < i)
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${at}.carrier`,
        message: `carrier ${row.carrier} stands twice${alsoAt(sheets.site, `carriers[${first}].carrier`)}, and only one of the two would count`,
        remedy: "write its regions and departures into one row",
      });
    judgeDays(judged, `${at}.closed`, row.closed);
    judgeCountries(judged, row, at);
  }
  if (carriers.some(({ regions }) => regions.some(({ countries }) => countries === undefined))) return;
  findings.error(sheets.site, {
    code: "no-carrier",
    field: "carriers",
    message: "no region is for the countries that none names: an order to one of them would have no carrier",
    remedy: "give one carrier a region without countries, for all the others",
  });
}

/** A dock of a carrier that nobody knows would take no parcel. */
function judgeDocks({ site, sheets, findings }: SiteUnderJudgement): void {
  const names = (site.carriers ?? usualCarriers).map(({ carrier }) => carrier);
  for (const [i, { device, kind, carrier }] of site.devices.entries()) {
    if (carrier === undefined) continue;
    const field = `devices[${i}].carrier`;
    if (kind !== "portal")
      findings.error(sheets.site, {
        code: "wrong-value",
        field,
        message: `${device} is no portal, and stands at no carrier's dock`,
        remedy: "take it away",
      });
    else if (!names.includes(carrier))
      findings.error(sheets.site, {
        code: "unknown-name",
        field,
        message: `${carrier} is no carrier of this site: the dock of ${device} would refuse every parcel`,
        remedy: `name one of ${names.join(", ")}`,
      });
  }
}

/** One carrier serves a country from one region. */
function judgeCountries({ sheets, findings }: SiteUnderJudgement, row: CarrierRow, at: string): void {
  const served = new Map<string, string>();
  for (const [i, { countries = ["all others"] }] of row.regions.entries())
    for (const [j, country] of countries.entries()) {
      const field = `${at}.regions[${i}].countries[${j}]`;
      const code = country === "all others" ? country : countryOf(country);
      const first = code === undefined ? undefined : served.get(code);
      if (code === undefined)
        findings.error(sheets.site, {
          code: "unknown-name",
          field,
          message: `${country} is no country that is known here`,
          remedy: "write its ISO 3166-1 code, such as DE",
        });
      else if (first !== undefined)
        findings.error(sheets.site, {
          code: "doubled-name",
          field,
          message: `${country} stands twice for ${row.carrier}${alsoAt(sheets.site, first)}`,
          remedy: "keep it in one region",
        });
      else served.set(code, field);
    }
}

/** `2026-02-30` fits the form and is no day. */
function judgeDays(
  { sheets, findings }: SiteUnderJudgement,
  field: string,
  days: readonly string[] = [],
): void {
  for (const [i, day] of days.entries())
    if (Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day)
      findings.error(sheets.site, {
        code: "wrong-value",
        field: `${field}[${i}]`,
        message: `${day} is no day of the calendar`,
        remedy: "write a day as 2026-12-25",
      });
}
