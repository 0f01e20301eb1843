/** Transfers at the door. */
import { parseTransferArrival, parseTransferDecision } from "@floorplane/contracts/transfers.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { get, post, type Route } from "../route.ts";
import { getTransfer, getTransfers, transfersQuery } from "./list-transfers.ts";
import { postTransferArrival, postTransferDecision, transferNamed } from "./settle-transfers.ts";

const arrival = {
  bytes: (body: Uint8Array) => (body.length === 0 ? {} : parseTransferArrival.bytes(body)),
};

export const transferRoutes: readonly Route[] = [
  get(wmsPaths.transfers, "stock:read", getTransfers, transfersQuery),
  post(
    `${wmsPaths.transfers}/{transfer}/arrival`,
    "stock:write",
    arrival,
    (means, { client, number }, said) => ({
      cause: "http.transfer-arrival",
      decide: (desk) => postTransferArrival(means, desk, { client, number }, said),
    }),
  ),
  post(
    `${wmsPaths.transfers}/{transfer}/decision`,
    "stock:write",
    parseTransferDecision,
    (means, { client, number }, said) => ({
      cause: "http.transfer-decision",
      decide: (desk) => postTransferDecision(means, desk, { client, number }, said),
    }),
  ),
  get(`${wmsPaths.transfers}/{transfer}`, "stock:read", (means, { client, number }) => ({
    cause: "http.transfer-asked",
    decide: () => getTransfer(means, transferNamed(means, { client, number })),
  })),
];
