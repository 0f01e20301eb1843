/**
 * `GET /v1/events`: what the webhooks say, for a WMS that nobody can call. CloudEvents 1.0.2 in structured JSON, to be read on with a cursor: who comes back with the last one that he has misses none and
 * hears none twice.
 */

import { confirmationTypes } from "@floorplane/contracts/confirmation-types";
import type { ClientId, SiteId } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { ToldRow, WithConfirmations } from "../../confirmations/confirmations.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { type Placed, type ReadTo, readOn } from "../../trace/reading.ts";
import { lostShown } from "../answering/lost-rows.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { afterIn, perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

interface Told {
  readonly siteId: SiteId;
  readonly houseName: string;
  readonly client: ClientId;
  /** In the client's list. */
  readonly number: number;
  readonly row: ToldRow;
}

export const eventsQuery = ["after", "type", "perPage"] as const;

export function eventOf({ siteId, houseName, client, number, row }: Told): object {
  const { type, subject, at, data } = row;
  return {
    specversion: "1.0",
    // Of this house and never given twice, also by one begun anew on the site.
    id: `${houseName}-${number}`,
    source: `/sites/${siteId}/clients/${client}`,
    type,
    subject,
    time: isoTime(at),
    datacontenttype: "application/json",
    data,
  };
}

export function getEvents(
  { confirmations, siteId }: WithConfirmations & WithSite,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const { told, houseName } = confirmations;
  const perPage = perPageIn(query);
  const types = wordsIn(query, "type", confirmationTypes);
  const after = afterIn(query, told.reach(client)) ?? 0;
  const lost = told.lost(client, after);
  const events: object[] = [];
  let read: ReadTo;
  return {
    cause: "http.events-asked",
    look(office, then) {
      const take = ({ number, row }: Placed<ToldRow>): boolean => {
        if (!types || types.has(row.type)) events.push(eventOf({ siteId, houseName, client, number, row }));
        return events.length < perPage;
      };
      readOn(told, office, { client, after, take }, (found) => {
        read = found;
        then();
      });
    },
    decide: () =>
      jsonAnswer(200, {
        events,
        next: read.last,
        more: read.last < read.head.number,
        ...lostShown(lost),
      }),
  };
}
