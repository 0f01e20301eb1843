/** Transports at the door, address by address. */
import { oneSpelling } from "@floorplane/contracts/ids";
import {
  type CarryWithdrawal,
  parseCarryRequest,
  parseCarryTarget,
  parseCarryWithdrawal,
} from "@floorplane/contracts/transports.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { type Addressed, get, post, type Route } from "../route.ts";
import { postTransport, postTransportTarget, postTransportWithdrawal } from "./ask-transports.ts";
import { getTransport, getTransports, transportsQuery } from "./list-transports.ts";

const one = `${wmsPaths.transports}/{transport}`;
const withdrawal = {
  bytes: (body: Uint8Array): CarryWithdrawal => (body.length === 0 ? {} : parseCarryWithdrawal.bytes(body)),
};
const named = ({ client, number }: Addressed) => ({ client, number: oneSpelling(number) });

export const transportRoutes: readonly Route[] = [
  get(wmsPaths.transports, "transports:read", getTransports, transportsQuery),
  post(wmsPaths.transports, "transports:write", parseCarryRequest, (means, { client }, request) => ({
    cause: "http.transport",
    decide: (desk) => postTransport(means, desk, client, request),
  })),
  post(`${one}/withdrawal`, "transports:write", withdrawal, (means, of, said) => ({
    cause: "http.transport-withdrawal",
    decide: (desk) => postTransportWithdrawal(means, desk, named(of), said),
    isLive: true,
  })),
  post(`${one}/target`, "transports:write", parseCarryTarget, (means, of, said) => ({
    cause: "http.transport-target",
    decide: (desk) => postTransportTarget(means, desk, named(of), said),
  })),
  get(one, "transports:read", (means, of) => ({
    cause: "http.transport-asked",
    decide: (desk) => getTransport(means, desk, named(of)),
  })),
];
