/** Whose hands pick where, and what confirms it: rules of zones and clients that there are, and no rule that nothing is left for. */
import { clientOfRow } from "@floorplane/contracts/site";
import type { SiteUnderJudgement } from "./under-judgement.ts";

export function judgePicking(judged: SiteUnderJudgement): void {
  const { site, locations, sheets, findings } = judged;
  judgeDealing(judged);
  const rules = site.picking?.rules ?? [];
  const zones = new Set(locations.map(({ zone }) => zone));
  for (const [i, rule] of rules.entries()) {
    for (const [j, zone] of (rule.zones ?? []).entries())
      if (!zones.has(zone))
        findings.error(sheets.site, {
          code: "unknown-name",
          field: `picking.rules[${i}].zones[${j}]`,
          message: `${zone} is no zone with bins, so that nothing is picked by this rule`,
          remedy: "write it as it stands in locations.csv",
        });
    const isForAll = rule.zones === undefined && (rule.kinds?.length ?? 2) === 2;
    if (isForAll && i < rules.length - 1)
      findings.warning(sheets.site, {
        code: "not-used",
        field: `picking.rules[${i + 1}]`,
        message: `rule ${i + 1} holds for every place, and those behind it for none`,
        remedy: "put rules for all places last, or say them as picking.by",
      });
  }
}

/** Goods are brought to packing stations alone: there the totes that they go into are packed, or brought on. */
function judgeDealing({ site, sheets, findings }: SiteUnderJudgement): void {
  const { picking = {}, stations } = site;
  const packing = stations.filter(({ kind }) => kind === "packing");
  for (const [i, station] of (picking.stations ?? []).entries())
    if (!packing.some((one) => one.station === station))
      findings.error(sheets.site, {
        code: "unknown-name",
        field: `picking.stations[${i}]`,
        message: `${station} is no packing station of this site, so that no goods can be brought there`,
        remedy: `name one of ${packing.map((one) => one.station).join(", ")}`,
      });
  const isAsked =
    picking.by === "goods-to-person" || picking.rules?.some(({ by }) => by === "goods-to-person");
  if (picking.stations !== undefined && !isAsked)
    findings.warning(sheets.site, {
      code: "not-used",
      field: "picking.stations",
      message: "no rule picks by goods-to-person, so that nothing is brought to these stations",
      remedy: "add a rule with by: goods-to-person, or leave stations out",
    });
}

export function judgeEvidence({ site, sheets, findings }: SiteUnderJudgement): void {
  // Of names that may be none, too: those have a finding of their own.
  const known = new Set([site.client, ...(site.clients ?? []).map(clientOfRow)]);
  const rules = site.evidence?.rules ?? [];
  for (const [i, { clients, classes }] of rules.entries())
    if (clients === undefined && classes === undefined && i < rules.length - 1)
      findings.warning(sheets.site, {
        code: "not-used",
        field: `evidence.rules[${i + 1}]`,
        message: `rule ${i + 1} holds for all goods, and those behind it for none`,
        remedy: "put rules for all goods last, or say them as evidence.needs",
      });
  for (const [i, { clients = [] }] of rules.entries())
    for (const [j, client] of clients.entries())
      if (!known.has(client))
        findings.error(sheets.site, {
          code: "unknown-name",
          field: `evidence.rules[${i}].clients[${j}]`,
          message: `${client} is no client of this site, so that nothing is confirmed by this rule`,
          remedy: "write it as it stands under client or clients",
        });
}
