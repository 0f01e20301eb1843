/** `GET /v1/serials`: each serial number that is known, where it was seen last, or with which order it left. */
import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { WithItems } from "../../goods/items.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { KnownSerial, WithSerials } from "../../serials/serials.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";
import { skuIn } from "./stock-list.ts";

export const serialsQuery = ["after", "perPage", "sku", "serial", "state", "location"] as const;

type SerialMeans = WithSerials & WithItems & WithSite;

interface Row {
  readonly sku: Sku;
  readonly one: KnownSerial;
}

export function getSerials(
  means: SerialMeans,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "serials");
  const states = wordsIn(query, "state", { here: true, left: true, gone: true });
  const sku = skuIn(means, client, query.get("sku"));
  const [serial, location] = [query.get("serial"), query.get("location")];
  const isWanted = ({ one }: Row): boolean =>
    (!states || states.has(one.state)) &&
    (location === undefined || (one.state === "here" && one.in === "place" && one.name === location));
  return {
    cause: "http.serials-asked",
    decide() {
      const rows = rowsOf(means, client, { sku, serial });
      const key = ({ sku: of, one }: Row): string => `${codeOf(of)}/${one.serial}`;
      const page = pageOf(rows, { key, isWanted, after, perPage });
      return jsonAnswer(200, {
        serials: page.rows.map((row) => shown(means, row)),
        count: page.count,
        next: page.next,
      });
    },
  };
}

function* rowsOf(
  { serials, client: own }: SerialMeans,
  client: ClientId,
  { sku, serial }: { readonly sku: Sku | undefined; readonly serial: string | undefined },
): Iterable<Row> {
  for (const of of sku === undefined ? [...serials.skus()] : [sku]) {
    if (clientOf(of, own) !== client) continue;
    if (serial === undefined) for (const one of serials.ofSku(of)) yield { sku: of, one };
    else {
      const one = serials.of(of, serial);
      if (one) yield { sku: of, one };
    }
  }
}

/** A place from which units were taken without being scanned is where it was seen, and may not be where it is. */
function shown({ serials }: WithSerials, { sku, one }: Row): object {
  const { serial, state, in: kind, name, order, at, lot, kept, unseen } = one;
  const where = kind === "place" ? "location" : kind;
  const isSure = state !== "here" || serials.isSure(sku, one);
  return {
    sku: codeOf(sku),
    serial,
    state,
    ...(isSure ? { [where]: name } : { lastSeen: { [where]: name } }),
    ...(order === null ? {} : { order }),
    ...(lot === null ? {} : { lot }),
    ...(state === "here" && kept !== null ? { kept } : {}),
    ...(state === "here" && unseen ? { notSeen: true } : {}),
    since: isoTime(at),
  };
}
