/** `GET /v1/passport/…`: the history of an order, tote, parcel, pallet, item or lot with the chain that holds it, to be kept by whoever it is for and proved later (`audit verify --passport`). */
import { nameFor } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { ClientId, OrderId, oneSpelling, Sku } from "@floorplane/contracts/ids";
import type { Office } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import { upperCase } from "../../goods/spelling.ts";
import type { TraceRow, WithHandling } from "../../handling/handling.ts";
import type { Head } from "../../keeping/journal.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithOrders } from "../../orders/orders.ts";
import type { WithSerials } from "../../serials/serials.ts";
import type { WithEventMeans } from "../../trace/epcis-events.ts";
import { type PassportKind, passageOf, passportKinds, type Subject } from "../../trace/passport.ts";
import { numberBefore, type Placed, type ReadTo, readOn } from "../../trace/reading.ts";
import { jsonAnswer, problemAnswer, Refusal } from "../answering/refusal.ts";
import { afterIn, instantIn } from "../reading/list-query.ts";
import type { Addressed, Asking, Past } from "../route.ts";

export const passportQuery = ["after", "from", "serial"] as const;

type PassportMeans = WithHandling & WithItems & WithOrders & WithEventMeans & WithSerials & WithSite;

export const getPassport =
  (kind: PassportKind) =>
  (means: PassportMeans, addressed: Pick<Addressed, "client" | "query" | "number">): Asking => {
    const { client, query } = addressed;
    const { journal } = means.handling;
    const subject = subjectOf(means, kind, addressed);
    const from = instantIn(query, "from");
    const cursor = afterIn(query, journal.reach(client));
    const rows: Placed<TraceRow>[] = [];
    let start: Head = { number: 0, hash: "" };
    let read: ReadTo;
    let isCut = false;
    return {
      cause: "http.passport-asked",
      ...(kind === "order" ? { order: nameFor(client, means.client, OrderId(subject.id)) } : {}),
      look(office, then, past) {
        const readFrom = (after: number): void => {
          start = { number: after, hash: "" };
          const take = (placed: Placed<TraceRow>): boolean => {
            const last = rows.at(-1);
            // Rows of one part follow one another; past a restoration another part begins.
            isCut = last !== undefined && placed.number !== last.number + 1;
            if (isCut) return false;
            if (rows.length === 0) start = { number: placed.number - 1, hash: placed.before };
            rows.push(placed);
            return true;
          };
          readOn(journal, office, { client, after, take }, (found) => {
            read = isCut ? { ...found, last: rows.at(-1)!.number } : found;
            then();
          });
        };
        const since = from ?? receivedAt(means, kind, addressed, past.order?.receivedAt);
        if (cursor !== undefined) readFrom(cursor);
        else if (since === undefined) readFrom(0);
        else numberBefore(journal, office, { client, since }, readFrom);
      },
      decide(_desk, past) {
        const { head, last } = read;
        if (rows.length === 0) start = head;
        const passage = passageOf(subject, rows, start);
        const isWhole = cursor === undefined && from === undefined && last >= head.number;
        if (isWhole && passage.links.length === 0 && !isKnown(means, subject, addressed, past))
          throw new Refusal(
            kind === "order" ? "unknown-order" : "not-found",
            `nothing was done with ${kind} ${subject.id}${subject.serial === undefined ? "" : ` ${subject.serial}`}, and nothing is known of it`,
            {
              field: kind,
            },
          );
        return jsonAnswer(200, {
          passport: 1,
          site: means.siteId,
          client,
          about: {
            kind,
            id: subject.id,
            ...(subject.serial === undefined ? {} : { serial: subject.serial }),
          },
          ...passage,
          head,
          next: last,
          more: last < head.number,
        });
      },
    };
  };

/** As it is kept, whatever its case; one that can be none is refused as it was written. */
const skuOf = (number: string): Sku => Sku(upperCase(Sku(number)));

/** Nothing is done for an order before it is there. */
function receivedAt(
  { orders, client: own }: PassportMeans,
  kind: PassportKind,
  { client, number }: Pick<Addressed, "client" | "number">,
  past: number | undefined,
): number | undefined {
  if (kind !== "order") return undefined;
  return orders.get(nameFor(client, own, OrderId(oneSpelling(number))))?.receivedAt ?? past;
}

/** Something may be here of which nothing was handled yet. */
function isKnown(
  { orders, serials, client: own }: PassportMeans,
  { kind, serial }: Subject,
  { client, number }: Pick<Addressed, "client" | "number">,
  past: Past,
): boolean {
  if (kind === "item")
    return serial === undefined || serials.of(nameFor(client, own, skuOf(number)), serial) !== undefined;
  return (
    kind === "order" &&
    (orders.get(nameFor(client, own, OrderId(oneSpelling(number)))) ?? past.order) !== undefined
  );
}

function subjectOf(
  { eventMeans: { names }, items, client: own }: PassportMeans,
  kind: PassportKind,
  { client, number: id, query }: Pick<Addressed, "client" | "number" | "query">,
): Subject {
  const serial = query.get("serial");
  if (serial !== undefined && kind !== "item")
    throw new Refusal("malformed-message", `a ${kind} has no serial number; ask for an item's`, {
      field: "serial",
    });
  switch (kind) {
    case "order": {
      const order = OrderId(oneSpelling(id));
      return { kind, id: order, names: [names.business(client, "order", order)] };
    }
    case "tote":
      return { kind, id, names: /^T[1-9]\d{0,9}$/.test(id) ? [names.tote(id)] : [] };
    case "parcel":
    case "pallet":
      return { kind, id, names: [names.parcel(id)] };
    case "item": {
      const sku = skuOf(id);
      const item = items.get(nameFor(client, own, sku));
      if (!item) throw new Refusal("unknown-item", `${id} is not in the catalogue`, { field: "item" });
      const gtin = item.gtin ?? "";
      if (serial === undefined) return { kind, id: sku, names: [names.goods(client, sku, "", gtin)] };
      return { kind, id: sku, serial, names: [names.piece(client, sku, serial, gtin)] };
    }
    case "lot":
      return { kind, id, names: [] };
    default:
      return kind satisfies never;
  }
}

export interface PassportQuestion {
  readonly kind: string;
  readonly client: string;
  /** As its client calls it. */
  readonly id: string;
  /** `next` of the answer before; absent: from where it may begin. */
  readonly after: string | undefined;
  /** Of an item: of this unit of it alone. */
  readonly serial?: string | undefined;
}

/** For the screens of this site, which ask from inside of it: the answer that a program gets at the door. */
export function answerPassport(
  means: PassportMeans,
  office: Office,
  { kind, client, id, after, serial }: PassportQuestion,
  respond: (response: HttpResponse) => void,
): void {
  try {
    const known = passportKinds.find((one) => one === kind);
    if (!known)
      throw new Refusal("malformed-message", `kind must be one of ${passportKinds.join(", ")}`, {
        field: "kind",
      });
    const query = new Map<string, string>();
    if (after !== undefined) query.set("after", after);
    if (serial !== undefined) query.set("serial", serial);
    const { cause, look, decide } = getPassport(known)(means, {
      client: ClientId(client),
      number: id,
      query,
    });
    look!(office, () => office.act({ type: cause }, (desk) => respond(answered(() => decide(desk, {})))), {});
  } catch (error) {
    respond(refusedWith(error));
  }
}

function answered(decide: () => HttpResponse): HttpResponse {
  try {
    return decide();
  } catch (error) {
    return refusedWith(error);
  }
}

function refusedWith(error: unknown): HttpResponse {
  const answer = problemAnswer(error);
  if (!answer) throw error;
  return answer;
}
