/** Addresses of stock snapshots. */
import { parseApproval, parseSnapshot } from "@floorplane/contracts/snapshots.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { get, post, type Route } from "../route.ts";
import { getSnapshot, getSnapshots, postApproval, postSnapshot, snapshotsQuery } from "./snapshots.ts";

export const snapshotRoutes: readonly Route[] = [
  get(wmsPaths.snapshots, "stock:read", getSnapshots, snapshotsQuery),
  post(wmsPaths.snapshots, "stock:write", parseSnapshot, (means, { client }, request) => ({
    cause: "http.stock-snapshot",
    decide: (desk) => postSnapshot(means, desk, client, request),
  })),
  get(`${wmsPaths.snapshots}/{snapshot}`, "stock:read", (means, { client, number }) => ({
    cause: "http.stock-snapshot-asked",
    decide: () => getSnapshot(means, client, number),
  })),
  post(
    `${wmsPaths.snapshots}/{snapshot}/approve`,
    "stock:write",
    parseApproval,
    (means, addressed, said) => ({
      cause: "http.stock-snapshot-approved",
      decide: (desk) => postApproval(means, desk, addressed, said),
    }),
  ),
];
