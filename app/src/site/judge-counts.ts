/** How a site counts: each scheduled count named once, of zones and bins that there are. */
import { alsoAt, type SiteUnderJudgement } from "./under-judgement.ts";

export function judgeCounts({ site, locations, sheets, findings }: SiteUnderJudgement): void {
  const schedule = site.counts?.schedule ?? [];
  const names = schedule.map(({ name }) => name);
  const zones = new Set(locations.map(({ zone }) => zone));
  const bins = new Set(locations.map(({ location }) => location));
  for (const [i, { name, scope }] of schedule.entries()) {
    const at = `counts.schedule[${i}]`;
    const first = names.indexOf(name);
    if (first < i)
      findings.error(sheets.site, {
        code: "doubled-name",
        field: `${at}.name`,
        message: `count ${name} stands twice${alsoAt(sheets.site, `counts.schedule[${first}].name`)}, and one would keep the other from beginning`,
        remedy: "give one of them another name",
      });
    const unknown = (field: string, what: string): void =>
      findings.error(sheets.site, {
        code: "unknown-name",
        field: `${at}.scope.${field}`,
        message: `${what}, so that nothing of it is counted`,
        remedy: "write it as it stands in locations.csv",
      });
    for (const [j, zone] of (scope.zones ?? []).entries())
      if (!zones.has(zone)) unknown(`zones[${j}]`, `${zone} is no zone with bins`);
    for (const [j, location] of (scope.locations ?? []).entries())
      if (!bins.has(location)) unknown(`locations[${j}]`, `${location} is no bin`);
  }
}
