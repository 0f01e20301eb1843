/** Labels and manifests at the door. */
import { parseParcelLabel } from "@floorplane/contracts/label.schema";
import { parseNothingElse } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { get, post, type Route } from "../route.ts";
import {
  getBinLabel,
  getCarrierLabel,
  getItemLabel,
  getPalletLabel,
  getParcelLabel,
  getToteLabel,
  labelQuery,
  postParcelLabel,
} from "./labels.ts";
import { getManifests, manifestsQuery, postClosing, postStay } from "./manifests.ts";

const nothingElse = {
  bytes: (body: Uint8Array) => (body.length === 0 ? {} : parseNothingElse.bytes(body)),
};

export const outboundRoutes: readonly Route[] = [
  get("/v1/labels/parcel/{sscc}", "orders:read", getParcelLabel, labelQuery),
  get("/v1/labels/pallet/{sscc}", "orders:read", getPalletLabel, labelQuery),
  get("/v1/labels/carrier/{sscc}", "orders:read", getCarrierLabel),
  get("/v1/labels/tote/{tote}", "stock:read", getToteLabel, labelQuery),
  get("/v1/labels/bin/{bin}", "stock:read", getBinLabel, labelQuery),
  get("/v1/labels/item/{sku}", "stock:read", getItemLabel, labelQuery),
  post(
    `${wmsPaths.parcels}/{sscc}/label`,
    "orders:write",
    parseParcelLabel,
    (means, { client, number }, label) => ({
      cause: "http.parcel-label",
      decide: (desk) => postParcelLabel(means, desk, { client, number }, label),
    }),
  ),
  get("/v1/manifests", "orders:read", getManifests, manifestsQuery),
  post("/v1/manifests/{manifest}/closing", "orders:write", nothingElse, (means, { client, number }) => ({
    cause: "http.manifest-closing",
    decide: (desk) => postClosing(means, desk, { client, number }),
  })),
  post(`${wmsPaths.parcels}/{sscc}/stay`, "orders:write", nothingElse, (means, { client, number }) => ({
    cause: "http.parcel-stay",
    decide: (desk) => postStay(means, desk, { client, number }),
  })),
];
