/** `GET /v1/transports`, and one of them: how far it has come, and why it waits. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, oneSpelling } from "@floorplane/contracts/ids";
import { transportReasonInEnglish } from "@floorplane/contracts/reasons/english/of-transports";
import { carryStates } from "@floorplane/contracts/transports.schema";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { aboard, type Carry, isOver, type WithCarries } from "../../carrying/carries.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { perPageIn, truthIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export interface NamedTransport {
  readonly client: ClientId;
  readonly number: string;
}

export const transportsQuery = ["after", "perPage", "state", "open", "load", "robot", "sequence"] as const;

type ShownMeans = WithCarries & WithSite;

export function getTransports(
  means: ShownMeans,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "transports");
  const states = wordsIn(query, "state", carryStates);
  const open = truthIn(query, "open");
  const [load, sequence] = [query.get("load"), query.get("sequence")].map((text) =>
    text === undefined ? undefined : oneSpelling(text),
  );
  const robot = query.get("robot");
  const isWanted = (carry: Carry): boolean =>
    carry.client === client &&
    (!states || states.has(carry.state)) &&
    (open === undefined || open !== isOver(carry)) &&
    (load === undefined || carry.stops.some((stop) => stop.load === load)) &&
    (robot === undefined || carry.robot === robot) &&
    (sequence === undefined || carry.sequence === sequence);
  return {
    cause: "http.transports-asked",
    decide(desk) {
      const key = ({ askedAt, transport }: Carry): string => `${isoTime(askedAt)}/${transport}`;
      const page = pageOf(means.carries.all(), { key, isWanted, after, perPage });
      const transports = page.rows.map((carry) => shownTransport(means, desk.now, carry));
      return jsonAnswer(200, { transports, count: page.count, next: page.next });
    },
  };
}

export const getTransport = (means: ShownMeans, desk: Desk, named: NamedTransport): HttpResponse =>
  jsonAnswer(200, shownTransport(means, desk.now, transportNamed(means, named)));

export function transportNamed({ carries }: WithCarries, { client, number }: NamedTransport): Carry {
  const carry = carries.get(number, client);
  if (carry) return carry;
  throw new Refusal("not-found", `there is no transport ${number} here`, { field: "transport" });
}

export function shownTransport({ client }: WithSite, now: number, carry: Carry): object {
  const { transport, state, robot, wanted, priority, dueAt, after, sequence, why, ending, endedAt } = carry;
  const onRobot = isOver(carry) && state !== "failed" ? undefined : aboard(carry);
  return {
    ...(carry.client === client ? {} : { client: carry.client }),
    transport,
    state,
    askedAt: isoTime(carry.askedAt),
    endedAt: endedAt === null ? null : isoTime(endedAt),
    ending,
    robot,
    stops: carry.stops.map((stop) => ({
      action: stop.action,
      stations: stop.stations,
      load: stop.load,
      loadType: stop.loadType,
      station: stop.station,
      doneAt: stop.doneAt === null ? null : isoTime(stop.doneAt),
      ...(stop.asked.length === 0 ? {} : { asked: stop.asked.at(-1) }),
    })),
    carries: onRobot === undefined ? null : { load: onRobot.load, loadType: onRobot.loadType, robot: robot! },
    ...(wanted === null ? {} : { wanted }),
    priority,
    dueAt: dueAt === null ? null : isoTime(dueAt),
    ...(dueAt !== null && now > dueAt && endedAt === null ? { late: true } : {}),
    after,
    sequence,
    dispensable: carry.isDispensable,
    ...(why === null ? {} : { why: transportReasonInEnglish(why), reason: why }),
  };
}
