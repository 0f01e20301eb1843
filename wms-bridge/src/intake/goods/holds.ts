/** Holds at the door: goods that must not leave, why, and until when. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HoldRequest } from "@floorplane/contracts/holds.schema";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, LotId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { readGoods, unreadSentence } from "../../goods/reader.ts";
import type { OrderMeans } from "../../orders/means.ts";
import { endHold, type Stopped, setHold } from "../../orders/stopping.ts";
import type { Hold } from "../../stock/hold.kind.ts";
import type { WithHolds } from "../../stock/holds.ts";
import { unitsKept } from "../../stock/on-hold.ts";
import type { WithStock } from "../../stock/stock-book.ts";
import { watchHold } from "../../tasks/hold-tickets.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { hashOfContent } from "../reading/hash.ts";
import { perPageIn, wordsIn } from "../reading/list-query.ts";
import { nearTime } from "../reading/near-time.ts";
import type { Addressed, Asking } from "../route.ts";

/** Holds that keep goods at once: more are a rule about goods, and belong into the catalogue. */
const holdsMax = 1_000;

type Said = Omit<HoldRequest, "client">;

export function postHold(means: OrderMeans, desk: Desk, client: ClientId, request: Said): HttpResponse {
  const { holds } = means;
  const { until: end, ...what } = request;
  const until = untilOf(end, desk.now);
  const requestHash = hashOfContent(what);
  const known = holds.get(request.hold, client);
  if (known) return again(means, desk, known, requestHash, until);
  if (holds.isRemembered(request.hold, client))
    throw new Refusal("conflict", `hold ${request.hold} ended long ago; set a new one under a new number`, {
      field: "hold",
    });
  const keeps = whatOf(means, client, what);
  if (holds.active >= holdsMax)
    throw new Refusal("too-busy", `${holds.active} holds keep goods; release those that are over`, {
      headers: { "retry-after": "3600" },
    });
  const { hold: number, reason } = request;
  const hold: Hold = {
    client,
    hold: number,
    reason,
    ...keeps,
    since: desk.now,
    until,
    releasedAt: null,
    ticket: null,
    requestHash,
  };
  const stopped = setHold(means, desk, hold);
  return jsonAnswer(201, { ...shown(hold), units: { ...unitsOf(means, hold), ...stopped } satisfies Units });
}

interface Units extends Stopped {
  /** At their places, frozen by now. */
  readonly frozen: number;
}

/** With what is frozen at the end of this step. */
function unitsOf({ stock, holds }: WithStock & WithHolds, hold: Hold): Pick<Units, "frozen"> {
  let frozen = 0;
  for (const row of hold.sku === null ? stock.rows() : stock.rowsOf(hold.sku))
    if (holds.isAbout(hold, row)) frozen += row.held + row.available;
  return { frozen };
}

function untilOf(text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  return nearTime(text, { field: "until", now, pastMsMax: -1 });
}

/** The same again is nothing; its end alone may be another. */
function again(
  means: OrderMeans,
  desk: Desk,
  hold: Hold,
  requestHash: string,
  until: number | null,
): HttpResponse {
  if (hold.requestHash !== requestHash)
    throw new Refusal(
      "conflict",
      `hold ${hold.hold} is known with another content; release it, and set another`,
      {
        field: "hold",
      },
    );
  if (hold.releasedAt === null && hold.until !== until) {
    means.holds.endAt(hold, until);
    watchHold(means, desk, hold);
  }
  return jsonAnswer(200, { ...shown(hold), units: { frozen: unitsKept(means, hold) } });
}

function whatOf(
  means: OrderMeans,
  client: ClientId,
  { sku: text, lot, goodsClass, everything }: Omit<Said, "until">,
): Pick<Hold, "sku" | "lot" | "goodsClass"> {
  const named = [text, lot, goodsClass].some((one) => one !== undefined);
  if (named === (everything === true))
    throw new Refusal(
      "malformed-message",
      named
        ? "everything is said in place of sku, lot and goodsClass; leave one of them out"
        : "say what it keeps: sku, lot, goodsClass, or everything",
      { field: "everything" },
    );
  return {
    sku: text === undefined ? null : skuOf(means, client, text),
    lot: lot === undefined ? null : LotId(lot),
    goodsClass: goodsClass ?? null,
  };
}

function skuOf(means: OrderMeans, client: ClientId, text: string): Sku {
  const reading = readGoods(means, text, { client });
  if (reading.kind === "goods") return reading.sku;
  throw new Refusal("unknown-item", unreadSentence(reading), { field: "sku" });
}

export function postHoldRelease(
  means: OrderMeans,
  desk: Desk,
  client: ClientId,
  number: string,
): HttpResponse {
  const hold = find(means, client, number);
  endHold(means, desk, hold);
  return jsonAnswer(200, { ...shown(hold), units: { frozen: unitsKept(means, hold) } });
}

export function getHold(means: WithStock & WithHolds, client: ClientId, number: string): HttpResponse {
  const hold = find(means, client, number);
  return jsonAnswer(200, { ...shown(hold), units: { frozen: unitsKept(means, hold) } });
}

function find({ holds }: WithHolds, client: ClientId, number: string): Hold {
  const hold = holds.get(oneSpelling(number), client);
  if (hold) return hold;
  throw new Refusal(doorCodes.unknownHold, `hold ${number} is not known here`, { field: "hold" });
}

export const holdsQuery = ["after", "perPage", "state"] as const;
const states = { active: true, released: true };

export function getHolds(
  means: WithStock & WithHolds,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "holds");
  const wanted = wordsIn(query, "state", states);
  const isWanted = (hold: Hold): boolean => hold.client === client && (!wanted || wanted.has(stateOf(hold)));
  return {
    cause: "http.holds-asked",
    decide() {
      const page = pageOf(means.holds.all(), { key: ({ hold }) => hold, isWanted, after, perPage });
      const units = unitsOfEach(means, page.rows);
      const holds = page.rows.map((hold) => ({ ...shown(hold), units: { frozen: units.get(hold) ?? 0 } }));
      return jsonAnswer(200, { holds, count: page.count, next: page.next });
    },
  };
}

/** In one walk over what is on hold. */
function unitsOfEach({ stock, holds }: WithStock & WithHolds, page: readonly Hold[]): Map<Hold, number> {
  const units = new Map<Hold, number>();
  const active = page.filter(({ releasedAt }) => releasedAt === null);
  if (active.length === 0) return units;
  for (const row of stock.rows())
    if (row.held > 0)
      for (const hold of active)
        if (holds.isAbout(hold, row)) units.set(hold, (units.get(hold) ?? 0) + row.held);
  return units;
}

const stateOf = ({ releasedAt }: Hold): keyof typeof states => (releasedAt === null ? "active" : "released");

const shown = (hold: Hold): object => ({
  hold: hold.hold,
  state: stateOf(hold),
  reason: hold.reason,
  ...(hold.sku === null ? {} : { sku: codeOf(hold.sku) }),
  ...(hold.lot === null ? {} : { lot: hold.lot }),
  ...(hold.goodsClass === null ? {} : { goodsClass: hold.goodsClass }),
  ...(hold.sku === null && hold.lot === null && hold.goodsClass === null ? { everything: true } : {}),
  since: isoTime(hold.since),
  until: hold.until === null ? null : isoTime(hold.until),
  releasedAt: hold.releasedAt === null ? null : isoTime(hold.releasedAt),
  task: hold.ticket,
});
