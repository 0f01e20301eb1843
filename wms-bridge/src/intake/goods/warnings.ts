/** `GET /v1/warnings`: what somebody is warned of now, with the figures of when its level was told. */
import { codeOf } from "@floorplane/contracts/client-names";
import { isoTime } from "@floorplane/contracts/units";
import type { Warning } from "../../stock/warning.kind.ts";
import type { WithWarnings } from "../../stock/warnings.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const warningsQuery = ["after", "perPage", "kind", "level"] as const;

export function getWarnings(
  { warnings }: WithWarnings,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "stock-warnings");
  const kinds = wordsIn(query, "kind", { "safety-stock": true, expiry: true, "slow-moving": true });
  const levels = wordsIn(query, "level", { notice: true, warning: true, critical: true });
  const isWanted = (one: Warning): boolean =>
    one.client === client && (!kinds || kinds.has(one.kind)) && (!levels || levels.has(one.level));
  const key = ({ sku, kind, lot }: Warning): string => `${codeOf(sku)}|${kind}|${lot ?? ""}`;
  return {
    cause: "http.warnings-asked",
    decide() {
      const page = pageOf(warnings.all(), { key, isWanted, after, perPage });
      return jsonAnswer(200, { warnings: page.rows.map(shown), count: page.count, next: page.next });
    },
  };
}

const shown = ({ kind, level, sku, lot, since, units, limit, days }: Warning): object => ({
  kind,
  level,
  sku: codeOf(sku),
  ...(lot === null ? {} : { lot }),
  since: isoTime(since),
  units,
  limit,
  ...(days === null ? {} : { days }),
});
