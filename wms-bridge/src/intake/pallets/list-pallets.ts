/** `GET /v1/pallets`, and one of them. */
import { nameFor } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, OrderId, oneSpelling } from "@floorplane/contracts/ids";
import { palletStates } from "@floorplane/contracts/pallets.schema";
import { ssccFault, ssccOfScan } from "@floorplane/contracts/sscc";
import { isoTime } from "@floorplane/contracts/units";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithCarriers } from "../../orders/carriers.ts";
import { palletShown } from "../../packing/pallet-said.ts";
import type { Pallet, WithPallets } from "../../packing/pallets.ts";
import type { WithParcels } from "../../packing/parcels.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namesIn, perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const palletsQuery = [
  "after",
  "perPage",
  "state",
  "carrier",
  "manifest",
  "consolidation",
  "order",
  "parcel",
] as const;

export function getPallets(
  means: WithPallets & WithParcels & WithCarriers & WithSite,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const { pallets, parcels, carriers: known } = means;
  const perPage = perPageIn(query);
  const after = cursorIn(query, "pallets");
  const states = wordsIn(query, "state", palletStates);
  const manifest = query.get("manifest");
  const consolidation = spelled(query.get("consolidation"));
  const number = spelled(query.get("order"));
  const order = number === undefined ? undefined : nameFor(client, means.client, OrderId(number));
  const said = query.get("parcel");
  const parcel = said === undefined ? undefined : ssccNamed(said, "parcel");
  const carriers = namesIn(query, "carrier", {
    what: "carrier",
    known: () => [...known.names(), ...[...pallets.all()].flatMap(({ carrier }) => carrier ?? [])],
  });
  const isWanted = (pallet: Pallet): boolean =>
    pallet.client === client &&
    (!states || states.has(pallet.state)) &&
    (!carriers || carriers.includes(pallet.carrier ?? "")) &&
    (manifest === undefined || pallet.manifest === manifest) &&
    (consolidation === undefined || pallet.consolidation === consolidation) &&
    (order === undefined || pallet.parcels.some((sscc) => parcels.get(sscc)?.order === order)) &&
    (parcel === undefined || pallet.parcels.includes(parcel));
  return {
    cause: "http.pallets-asked",
    decide() {
      const key = ({ openedAt, sscc }: Pallet): string => `${isoTime(openedAt)}/${sscc}`;
      const page = pageOf(pallets.all(), { key, isWanted, after, perPage });
      const shown = page.rows.map((pallet) => palletShown(means, pallet));
      return jsonAnswer(200, { pallets: shown, count: page.count, next: page.next });
    },
  };
}

export const getPallet = (means: WithPallets & WithParcels, named: NamedPallet): HttpResponse =>
  jsonAnswer(200, palletShown(means, palletNamed(means, named)));

export interface NamedPallet {
  readonly client: ClientId;
  readonly number: string;
}

export function palletNamed({ pallets, parcels }: WithPallets & WithParcels, named: NamedPallet): Pallet {
  const { client, number } = named;
  const sscc = ssccNamed(number, "sscc");
  const pallet = pallets.get(sscc);
  if (pallet?.client === client) return pallet;
  const isParcel = parcels.get(sscc)?.client === client;
  throw new Refusal(
    "not-found",
    isParcel ? `${sscc} is a parcel and no pallet` : `there is no pallet ${sscc} here`,
    { field: "sscc" },
  );
}

/** As it was scanned or typed. */
export function ssccNamed(text: string, field: string): string {
  const sscc = ssccOfScan(text);
  if (sscc === undefined)
    throw new Refusal(
      "malformed-message",
      `${field} is ${JSON.stringify(text.slice(0, 40))}, and an SSCC has eighteen digits`,
      { field },
    );
  if (ssccFault(sscc) === undefined) return sscc;
  throw new Refusal(
    "malformed-message",
    `${field} is ${sscc}, whose last digit does not fit the others: a digit was misread; read it again`,
    { field },
  );
}

const spelled = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : oneSpelling(text);
