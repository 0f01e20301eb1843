/** `GET /api/hearers` and `GET /api/programs`: who hears of the WMS's door and who asks there, those in trouble first. */
import { type HearerMark, hearerStates, type ProgramMark } from "@floorplane/contracts/connections";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, truthIn, wordsIn } from "./list-query.ts";
import type { ListPage } from "./protocol.ts";

export const hearerFilters = ["after", "perPage", "client", "webhook", "state"] as const;
export const programFilters = ["after", "perPage", "client", "program", "good"] as const;

/** One that takes nothing, then one whose letters are dead, then the others. */
const rankOf = ({ state, dead }: HearerMark): number => (state !== "listening" ? 0 : dead > 0 ? 1 : 2);

export function hearersPage(hearers: readonly HearerMark[], query: Query, at: number): ListPage<HearerMark> {
  onlyThese(query, hearerFilters);
  const client = wordsIn(query, "client");
  const webhook = textIn(query, "webhook", 130);
  const state = wordsIn(query, "state", hearerStates);
  const wanted = hearers.filter(
    (one) =>
      (!client || client.has(one.client)) &&
      (!webhook || one.webhook === webhook) &&
      (!state || state.has(one.state)),
  );
  return pageOf(wanted, {
    mark: (one) => ({ rank: rankOf(one), name: `${one.client} ${one.webhook}` }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: (one) => one,
    at,
  });
}

/** Who asked last first; those that may ask no more at the end. */
export function programsPage(
  programs: readonly ProgramMark[],
  query: Query,
  at: number,
): ListPage<ProgramMark> {
  onlyThese(query, programFilters);
  const client = textIn(query, "client");
  const program = textIn(query, "program")?.toLowerCase();
  const good = truthIn(query, "good");
  const wanted = programs.filter(
    (one) =>
      (!client || one.clients.includes(client) || one.clients.includes("*")) &&
      (!program || `${one.program} ${one.name}`.toLowerCase().includes(program)) &&
      (good === undefined || good === (one.revokedAt === null)),
  );
  return pageOf(wanted, {
    mark: (one) => ({ rank: one.revokedAt === null ? -(one.last?.at ?? 0) : 1, name: one.program }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: (one) => one,
    at,
  });
}
