/**
 * EPCIS 2.0 at the door (its REST binding, 12): what this house did with a client's goods and what others have told it of them, in one list. Others' events are taken into the ledger as they came; no context
 * is ever fetched.
 */
import { epcisContext } from "@floorplane/contracts/epcis/context";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { TraceRow, WithHandling } from "../../handling/handling.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithCaptures } from "../../trace/captures.ts";
import { type AnsweredEvent, eventsOf, type WithEventMeans } from "../../trace/epcis-events.ts";
import { queryParameters, timeParameters, wantedBy } from "../../trace/epcis-query.ts";
import { numberBefore, type Placed, readOn } from "../../trace/reading.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { instantIn, perPageIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

/** Events of one answer where nobody says how many (EPCIS 2.0). */
const perPageDefault = 30;

export const epcisVersions = { "gs1-epcis-version": "2.0.0", "gs1-cbv-version": "2.0.0" } as const;

export const epcisPaths = { capture: "/epcis/capture", events: "/epcis/events" } as const;

export const epcisQuery = [...queryParameters, "perPage", "nextPageToken"];

/** A row, and how many of its events the asker has. */
interface Token {
  readonly number: number;
  readonly skip: number;
}

export function getEpcisEvents(
  means: WithHandling & WithCaptures & WithEventMeans & WithSite,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const { journal } = means.handling;
  const perPage = perPageIn(query, perPageDefault);
  for (const name of Object.keys(timeParameters)) instantIn(query, name);
  const isWanted = wantedBy(query);
  const token = tokenIn(query);
  const until = instantIn(query, "LT_recordTime") ?? Number.POSITIVE_INFINITY;
  const events: AnsweredEvent[] = [];
  let next: Token | undefined;
  return {
    cause: "http.epcis-asked",
    look(office, then) {
      let isPast = false;
      const take = (placed: Placed<TraceRow>): boolean => {
        const { number, row } = placed;
        isPast = row.at >= until;
        if (isPast) return false;
        const of = eventsOf(means.eventMeans, client, placed).filter(isWanted);
        const skip = number === token?.number ? token.skip : 0;
        const rest = of.slice(skip, skip + perPage - events.length);
        events.push(...rest);
        if (skip + rest.length < of.length) next = { number, skip: skip + rest.length };
        return events.length < perPage;
      };
      const readFrom = (after: number): void =>
        readOn(journal, office, { client, after, take }, ({ last, head }) => {
          if (!isPast && !next && last < head.number) next = { number: last + 1, skip: 0 };
          then();
        });
      const since = sinceIn(query, means.captures.aheadMs(client));
      if (token) readFrom(token.number - 1);
      else if (since === undefined) readFrom(0);
      else numberBefore(journal, office, { client, since }, readFrom);
    },
    decide: (desk) => answerOf(desk, events, next && linkTo(next, { client, query, own: means.client })),
  };
}

function tokenIn(query: Addressed["query"]): Token | undefined {
  const text = query.get("nextPageToken");
  if (text === undefined) return undefined;
  const found = /^([1-9]\d{0,14})\.(\d{1,4})$/.exec(text);
  if (found) return { number: Number(found[1]), skip: Number(found[2]) };
  throw new Refusal(
    "malformed-message",
    "nextPageToken is none that this house gave: send that of the answer before, or leave it out",
    { field: "nextPageToken" },
  );
}

/** An event of this house was written down when it happened; of others' events one may have been of later by so much. */
function sinceIn(query: Addressed["query"], aheadMs: number): number | undefined {
  const recorded = instantIn(query, "GE_recordTime");
  const happened = instantIn(query, "GE_eventTime");
  if (recorded === undefined && happened === undefined) return undefined;
  return Math.max(recorded ?? 0, happened === undefined ? 0 : happened - aheadMs);
}

interface Linked {
  readonly client: ClientId;
  readonly query: Addressed["query"];
  /** Whose are meant where nobody is named. */
  readonly own: ClientId;
}

function linkTo({ number, skip }: Token, { client, query, own }: Linked): string {
  const asked = new URLSearchParams([...query]);
  if (client !== own) asked.set("client", client);
  asked.set("nextPageToken", `${number}.${skip}`);
  return `<${epcisPaths.events}?${asked}>; rel="next"`;
}

function answerOf(desk: Desk, events: readonly AnsweredEvent[], link: string | undefined): HttpResponse {
  const document = {
    "@context": [epcisContext],
    type: "EPCISQueryDocument",
    schemaVersion: "2.0",
    creationDate: isoTime(desk.now),
    epcisBody: { queryResults: { queryName: "SimpleEventQuery", resultsBody: { eventList: events } } },
  };
  return jsonAnswer(200, document, { ...epcisVersions, ...(link ? { link } : {}) });
}
