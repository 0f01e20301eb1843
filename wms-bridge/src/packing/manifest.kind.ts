/** A manifest as it is kept: what goes with one truck of one carrier. Which parcels are on it says each of them. */
import type { ClientId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";

export const manifestKind = kind(
  "manifest",
  1,
  fields({
    client: named<ClientId>(),
    manifest: Type.String(),
    carrier: Type.String(),
    leavesAt: moment,
    openedAt: moment,
    closedAt: orNull(moment),
    closedBy: orNull(oneOf<ManifestClosing>({ "cut-off": true, hand: true })),
    /** Parcels that the portal had not read when it closed, and of which nobody has said yet where they are. */
    unread: Type.Array(Type.String()),
  }),
);
export type Manifest = BodyOf<typeof manifestKind>;

/** It closed since its truck left, or since somebody said so. */
export type ManifestClosing = "cut-off" | "hand";
