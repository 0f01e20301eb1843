/** Labels at the door. */
import { parseParcelLabel } from "@floorplane/contracts/label.schema";
import { wmsPaths } from "@floorplane/contracts/wms.schema";
import {
  getBinLabel,
  getCarrierLabel,
  getParcelLabel,
  getToteLabel,
  labelQuery,
  postParcelLabel,
} from "./labels.ts";
import { get, post, type Route } from "./route.ts";

export const labelRoutes: readonly Route[] = [
  get("/v1/labels/parcel/{sscc}", "orders:read", getParcelLabel, labelQuery),
  get("/v1/labels/carrier/{sscc}", "orders:read", getCarrierLabel),
  get("/v1/labels/tote/{tote}", "stock:read", getToteLabel, labelQuery),
  get("/v1/labels/bin/{bin}", "stock:read", getBinLabel, labelQuery),
  post(
    `${wmsPaths.parcels}/{sscc}/label`,
    "orders:write",
    parseParcelLabel,
    (means, { client, number }, label) => ({
      cause: "http.parcel-label",
      decide: (desk) => postParcelLabel(means, desk, { client, number }, label),
    }),
  ),
];
