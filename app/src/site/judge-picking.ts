/** Whose hands pick where: rules of zones that there are, and no rule that nothing is left for. */
import type { SiteUnderJudgement } from "./under-judgement.ts";

export function judgePicking({ site, locations, sheets, findings }: SiteUnderJudgement): void {
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
