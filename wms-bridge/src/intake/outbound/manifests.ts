/** `GET /v1/manifests`, one of them closed by hand, and what a person says of a parcel that no portal read. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithCarriers } from "../../orders/carriers.ts";
import {
  closeManifest,
  type OutboundMeans,
  onManifest,
  palletsOn,
  stillHere,
} from "../../orders/outbound.ts";
import type { Manifest } from "../../packing/manifest.kind.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namesIn, perPageIn, truthIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const manifestsQuery = ["after", "perPage", "open", "carrier"] as const;

export function getManifests(
  means: OutboundMeans & WithCarriers,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "manifests");
  const open = truthIn(query, "open");
  const carriers = namesIn(query, "carrier", {
    what: "carrier",
    known: () => [...means.carriers.names(), ...[...means.manifests.all()].map(({ carrier }) => carrier)],
  });
  const isWanted = (manifest: Manifest): boolean =>
    manifest.client === client &&
    (open === undefined || open === (manifest.closedAt === null)) &&
    (!carriers || carriers.includes(manifest.carrier));
  return {
    cause: "http.manifests-asked",
    decide() {
      const key = ({ leavesAt, manifest }: Manifest): string => `${isoTime(leavesAt)}/${manifest}`;
      const page = pageOf(means.manifests.all(), { key, isWanted, after, perPage });
      const manifests = page.rows.map((manifest) => shown(means, manifest));
      return jsonAnswer(200, { manifests, count: page.count, next: page.next });
    },
  };
}

export function postClosing(
  means: OutboundMeans,
  desk: Desk,
  { client, number }: { readonly client: ClientId; readonly number: string },
): HttpResponse {
  const manifest = means.manifests.get(number, client);
  if (!manifest) throw new Refusal("not-found", `there is no manifest ${number} here`, { field: "manifest" });
  closeManifest(means, desk, manifest, "hand");
  return jsonAnswer(200, shown(means, manifest));
}

/** It is not on the truck: it goes with the next. Where nobody asks it is where the book has it. */
export function postStay(
  means: OutboundMeans,
  desk: Desk,
  { client, number }: { readonly client: ClientId; readonly number: string },
): HttpResponse {
  const parcel = means.parcels.get(number);
  if (parcel?.client !== client)
    throw new Refusal("not-found", `there is no parcel ${number} here`, { field: "sscc" });
  if (parcel.state === "left") throw new Refusal("conflict", `parcel ${number} has left`, { field: "sscc" });
  const pallet = means.pallets.under(number);
  if (pallet)
    throw new Refusal(
      "conflict",
      `parcel ${number} stands on pallet ${pallet.sscc}: say that the pallet is here, or take the parcel off it`,
      { field: "sscc" },
    );
  if (parcel.state !== "packed")
    throw new Refusal("conflict", `parcel ${number} is packing: nobody asks where it is`, { field: "sscc" });
  stillHere(means, desk, parcel);
  return jsonAnswer(200, { sscc: number, manifest: parcel.manifest });
}

function shown(means: OutboundMeans, manifest: Manifest): object {
  const { carrier, leavesAt, openedAt, closedAt, closedBy, unread } = manifest;
  return {
    manifest: manifest.manifest,
    carrier,
    leavesAt: isoTime(leavesAt),
    openedAt: isoTime(openedAt),
    closedAt: closedAt === null ? null : isoTime(closedAt),
    closedBy,
    unread,
    pallets: palletsOn(means, manifest).map(({ sscc, state, parcels, endedAt }) => ({
      sscc,
      parcels: parcels.length,
      shippedAt: state === "left" && endedAt !== null ? isoTime(endedAt) : null,
    })),
    parcels: onManifest(means, manifest).map(({ sscc, order, state, grams, leftAt }) => ({
      sscc,
      ...(means.pallets.under(sscc) ? { pallet: means.pallets.under(sscc)!.sscc } : {}),
      order: order && codeOf(order),
      ...howItLeaves(means, order),
      grams,
      shippedAt: state === "left" && leftAt !== null ? isoTime(leftAt) : null,
    })),
  };
}

/** For whoever loads the truck: what goes on a pallet, and together. */
function howItLeaves({ orders, consignments }: OutboundMeans, id: OrderId | null): object {
  const order = id === null ? undefined : orders.get(id);
  const { shipOn, consolidation } = order ? consignments.of(order) : {};
  return {
    ...(shipOn === undefined ? {} : { shipOn }),
    ...(consolidation === undefined ? {} : { consolidation }),
  };
}
