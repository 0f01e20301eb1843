/** Addresses of what must not leave, and of what somebody is warned of: holds, lots with their days, warnings. */
import { parseHoldRequest } from "@floorplane/contracts/holds.schema";
import { parseLot } from "@floorplane/contracts/lots.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { nothingElse } from "../reading/nothing-else.ts";
import { get, post, type Route } from "../route.ts";
import { getHold, getHolds, holdsQuery, postHold, postHoldRelease } from "./holds.ts";
import { postLot } from "./lots.ts";
import { getWarnings, warningsQuery } from "./warnings.ts";

export const holdRoutes: readonly Route[] = [
  get(wmsPaths.warnings, "stock:read", getWarnings, warningsQuery),
  post(wmsPaths.lots, "stock:write", parseLot, (means, { client }, said) => ({
    cause: "http.lot",
    decide: (desk) => postLot(means, desk, client, said),
  })),
  get(wmsPaths.holds, "stock:read", getHolds, holdsQuery),
  post(wmsPaths.holds, "stock:write", parseHoldRequest, (means, { client }, request) => ({
    cause: "http.hold",
    decide: (desk) => postHold(means, desk, client, request),
  })),
  get(`${wmsPaths.holds}/{hold}`, "stock:read", (means, { client, number }) => ({
    cause: "http.hold-asked",
    decide: () => getHold(means, client, number),
  })),
  post(`${wmsPaths.holds}/{hold}/release`, "stock:write", nothingElse, (means, { client, number }) => ({
    cause: "http.hold-release",
    decide: (desk) => postHoldRelease(means, desk, client, number),
  })),
];
