/** What the layout forbids at a place (LIF 2.0 `forbiddenActionTypes`) and the house would send there: the robot may refuse it, or worse. */
import type { StationId } from "@floorplane/contracts/ids";
import type { StationKind } from "@floorplane/contracts/site";
import { stopActionTypes } from "@floorplane/fleet/robots/action-types";
import type { Sheet } from "./finding.ts";
import type { SiteUnderJudgement } from "./under-judgement.ts";

const { fetchTote, dropTote, pickItems, putItems, countTags } = stopActionTypes;
const sentAtBins: readonly string[] = [pickItems, putItems, countTags];
const sentAt: Readonly<Record<StationKind, readonly string[]>> = {
  packing: [fetchTote, dropTote],
  check: [fetchTote, dropTote],
  receiving: [fetchTote, dropTote],
  charging: ["startCharging", "stopCharging"],
  parking: [],
};

export function judgeForbidden({ site, layout, locations, sheets, findings }: SiteUnderJudgement): void {
  if (!layout || layout.forbiddenActions.size === 0) return;
  const judge = (sheet: Sheet, field: string, place: string, sent: readonly string[]): void => {
    for (const node of layout.stations.get(place as StationId)?.nodes ?? []) {
      const type = sent.find((each) => layout.forbiddenActions.get(node)?.has(each));
      if (type !== undefined)
        findings.error(sheet, {
          code: "unusable",
          field,
          message: `robots are sent ${type} when they work at ${place}, and the layout forbids it at node ${layout.graph.nodeIds[node]}`,
          remedy: "let the station name a node where it is allowed, or correct forbiddenActionTypes there",
        });
    }
  };
  for (const [i, { station, kind }] of site.stations.entries())
    judge(sheets.site, `stations[${i}].station`, station, sentAt[kind]);
  for (const [i, { location }] of locations.entries())
    judge(sheets.locations, `[${i}].location`, location, sentAtBins);
}
