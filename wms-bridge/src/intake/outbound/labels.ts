/** `GET /v1/labels/…`: what hangs on parcels, pallets, totes and bins, as ZPL or PDF; `POST /v1/parcels/{sscc}/label`: a carrier's own, kept and given out as it came. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId, LocationId } from "@floorplane/contracts/ids";
import type { LabelFormat, LabelLanguage, ParcelLabel } from "@floorplane/contracts/label.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithCarrierLabels } from "../../labels/carrier-labels.ts";
import { binLabel, itemLabel, toteLabel } from "../../labels/labels.ts";
import { notShownIn, numberOf } from "../../labels/letters.ts";
import { pdfOf } from "../../labels/pdf.ts";
import type { Sheet } from "../../labels/sheet.ts";
import { labelWords } from "../../labels/words.ts";
import { zplOf } from "../../labels/zpl.ts";
import { zplFault } from "../../labels/zpl-judge.ts";
import type { WithConsignments } from "../../orders/consignments.ts";
import type { WithOrders } from "../../orders/orders.ts";
import type { WithPallets } from "../../packing/pallets.ts";
import type { Parcel, WithParcels } from "../../packing/parcels.ts";
import { printFor } from "../../printing/for-parcels.ts";
import { palletSheet, sheetOf } from "../../printing/parcel-sheet.ts";
import type { PrintingMeans } from "../../printing/printing.ts";
import type { WithPlaces } from "../../stock/places.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { palletNamed } from "../pallets/list-pallets.ts";
import { wordsIn } from "../reading/list-query.ts";
import { namedUnits } from "../reading/named-goods.ts";
import type { Addressed, Asking } from "../route.ts";

export const labelQuery = ["format", "language"] as const;

type LabelMeans = WithParcels &
  WithPallets &
  WithOrders &
  WithConsignments &
  WithPlaces &
  WithCarrierLabels &
  WithItems &
  WithSite;
type Where = Pick<Addressed, "client" | "number" | "query">;

const formats: Readonly<Record<LabelFormat, string>> = { zpl: "application/zpl", pdf: "application/pdf" };
const encoder = new TextEncoder();

const asking = (decide: () => HttpResponse): Asking => ({ cause: "http.label-asked", decide });

export const getParcelLabel = (means: LabelMeans, where: Where): Asking =>
  asking(() => {
    const parcel = parcelOf(means, where);
    return answerIn(where.query, (language) => sheetOf(means, parcel, language, 1));
  });

export const getPalletLabel = (means: LabelMeans, where: Where): Asking =>
  asking(() => {
    const pallet = palletNamed(means, where);
    return answerIn(where.query, (language) => palletSheet(means, pallet, language, 1));
  });

export const getToteLabel = (_means: LabelMeans, { number, query }: Where): Asking =>
  asking(() => {
    if (!/^T[1-9][0-9]{0,9}$/.test(number))
      throw new Refusal("not-found", `${number} is no tote: they are numbered T1, T2 and so on`, {
        field: "tote",
      });
    return answerIn(query, (language) => toteLabel(number, language));
  });

export const getBinLabel = ({ places }: LabelMeans, { number, query }: Where): Asking =>
  asking(() => {
    if (!places.get(number as LocationId))
      throw new Refusal("not-found", `there is no place ${number} at this site`, { field: "bin" });
    return answerIn(query, (language) => binLabel(number, language));
  });

/** Of what is sold again: by its code, GTIN or alias. */
export const getItemLabel = (means: LabelMeans, { client, number, query }: Where): Asking =>
  asking(() => {
    const { sku } = namedUnits(means, { client, text: number, quantity: 1 }, "sku");
    const { name, gtin, labelText: text } = means.items.need(sku);
    return answerIn(query, (language) => itemLabel({ sku: codeOf(sku), name, gtin, text }, language));
  });

/** As it came: in its own format, whatever is asked for. */
export const getCarrierLabel = (means: LabelMeans, where: Where): Asking =>
  asking(() => {
    const { sscc } = parcelOf(means, where);
    const label = means.carrierLabels.get(sscc);
    if (!label)
      throw new Refusal(
        "not-found",
        `no carrier's label was given for parcel ${sscc}; send it to /v1/parcels/${sscc}/label`,
        { field: "sscc" },
      );
    const body = Uint8Array.from(Buffer.from(label.content, "base64"));
    return { status: 200, headers: { "content-type": formats[label.format] }, body };
  });

/** Until it has left the label may be given anew: who prints it takes the one that is there then. */
export function postParcelLabel(
  means: LabelMeans & PrintingMeans,
  desk: Desk,
  { client, number }: { readonly client: ClientId; readonly number: string },
  { format, content }: Omit<ParcelLabel, "client">,
): HttpResponse {
  const parcel = parcelOf(means, { client, number });
  if (parcel.state === "left") throw new Refusal("conflict", `parcel ${number} has left`, { field: "sscc" });
  const starts = Buffer.from(content, "base64").toString("latin1", 0, 512);
  if (!(format === "pdf" ? starts.startsWith("%PDF-") : starts.includes("^XA")))
    throw new Refusal(
      "malformed-message",
      `content is no ${format === "pdf" ? "PDF: it begins with %PDF-" : "ZPL: a label begins with ^XA"}`,
      { field: "content" },
    );
  const fault = format === "zpl" ? zplFault(Buffer.from(content, "base64")) : undefined;
  if (fault)
    throw new Refusal(
      "malformed-message",
      `content has ${fault.command}, which ${fault.why}; have the carrier send the label without it`,
      { field: "content" },
    );
  means.carrierLabels.add({ client, sscc: number, order: parcel.order, format, content, givenAt: desk.now });
  if (parcel.state === "packed") printFor(means, desk, parcel);
  return jsonAnswer(200, { sscc: number, format });
}

function parcelOf({ parcels }: WithParcels, { client, number }: Pick<Where, "client" | "number">): Parcel {
  const parcel = parcels.get(number);
  if (parcel?.client === client) return parcel;
  throw new Refusal("not-found", `there is no parcel ${number} here`, { field: "sscc" });
}

function answerIn(query: Where["query"], sheetIn: (language: LabelLanguage) => Sheet): HttpResponse {
  const [format = "pdf"] = wordsIn(query, "format", formats) ?? [];
  const [language = "en"] = wordsIn(query, "language", labelWords) ?? [];
  const sheet = sheetIn(language);
  const body = format === "zpl" ? encoder.encode(zplOf([sheet])) : pdfOf([sheet]);
  const missing = notShownIn(sheet.texts.map(({ text }) => text).join(""));
  const codes = missing.map(numberOf).join(" ");
  const notShown = missing.length > 0 ? { "x-not-shown": codes } : {};
  return { status: 200, headers: { "content-type": formats[format], ...notShown }, body };
}
