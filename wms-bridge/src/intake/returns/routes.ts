/** Returns at the door, address by address. */
import { parseReturnArrival, parseReturnRequest } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { nothingElse } from "../reading/nothing-else.ts";
import { get, post, type Route } from "../route.ts";
import { getReturn, getReturns, returnsQuery } from "./list-returns.ts";
import { postReturn, postReturnArrival, postReturnCancellation } from "./take-returns.ts";

const arrival = {
  bytes: (body: Uint8Array) => (body.length === 0 ? {} : parseReturnArrival.bytes(body)),
};

export const returnRoutes: readonly Route[] = [
  get(wmsPaths.returns, "stock:read", getReturns, returnsQuery),
  post(wmsPaths.returns, "stock:write", parseReturnRequest, (means, { client }, request) => ({
    cause: "http.return",
    decide: (desk) => postReturn(means, desk, client, request),
  })),
  post(`${wmsPaths.returns}/{return}/arrival`, "stock:write", arrival, (means, { client, number }, said) => ({
    cause: "http.return-arrival",
    decide: (desk) => postReturnArrival(means, desk, { client, number }, said),
  })),
  post(
    `${wmsPaths.returns}/{return}/cancellation`,
    "stock:write",
    nothingElse,
    (means, { client, number }) => ({
      cause: "http.return-cancellation",
      decide: (desk) => postReturnCancellation(means, desk, { client, number }),
    }),
  ),
  get(`${wmsPaths.returns}/{return}`, "stock:read", (means, { client, number }) => ({
    cause: "http.return-asked",
    decide: (desk) => getReturn(means, desk, { client, number }),
  })),
];
