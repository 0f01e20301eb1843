/** `GET /v1/activity`: every handling step of a client's goods, to be read on with a cursor, so that a logistics provider bills from it and misses none. */
import type { WithHandling } from "../../handling/handling.ts";
import { steps } from "../../handling/steps.ts";
import { activityOf, isHandling } from "../../trace/activity.ts";
import { numberBefore, type ReadTo, readOn } from "../../trace/reading.ts";
import { lostShown } from "../answering/lost-rows.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { afterIn, instantIn, perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const activityQuery = ["after", "from", "to", "type", "perPage"] as const;

export function getActivity(
  { handling: { journal } }: WithHandling,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const from = instantIn(query, "from");
  const to = instantIn(query, "to") ?? Number.POSITIVE_INFINITY;
  const types = wordsIn(query, "type", steps);
  const cursor = afterIn(query, journal.reach(client));
  const lost = journal.lost(client, cursor ?? 0);
  const activities: object[] = [];
  let read: ReadTo;
  let isPast = false;
  return {
    cause: "http.activity-asked",
    look(office, then) {
      const readFrom = (after: number): void =>
        readOn(
          journal,
          office,
          {
            client,
            after,
            take(placed) {
              const { row, number, hash } = placed;
              isPast = row.at >= to;
              if (isPast) return false;
              const isWanted = isHandling(row) && (from === undefined || row.at >= from);
              if (isWanted && (!types || types.has(row.step)))
                activities.push(activityOf({ number, row, hash }));
              return activities.length < perPage;
            },
          },
          (found) => {
            read = found;
            then();
          },
        );
      if (cursor !== undefined) readFrom(cursor);
      else if (from !== undefined) numberBefore(journal, office, { client, since: from }, readFrom);
      else readFrom(0);
    },
    decide() {
      const { last, head } = read;
      // A row past the end was looked at and not given: whoever asks on without `to` gets it.
      const next = isPast ? last - 1 : last;
      return jsonAnswer(200, {
        activities,
        next,
        more: !isPast && last < head.number,
        head,
        ...lostShown(lost),
      });
    },
  };
}
