/** A photo as the ledger has it: what it is of, and the hash of its bytes, which lie beside the ledger. */
import type { ClientId, Sku, TaskId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { PhotoType } from "@floorplane/contracts/photo-bounds";

export const photoKind = kind(
  "photo",
  1,
  fields({
    client: named<ClientId>(),
    /** SHA-256 of its bytes, hex. */
    photo: Type.String(),
    task: named<TaskId>(),
    /** The number of the return whose goods it shows. */
    return: orNull(Type.String()),
    sku: orNull(named<Sku>()),
    type: oneOf<PhotoType>({ "image/jpeg": true, "image/png": true, "image/webp": true }),
    bytes: Type.Integer(),
    /** Who took it. */
    by: Type.String(),
    takenAt: moment,
    /** When it came here. */
    at: moment,
  }),
);
export type Photo = BodyOf<typeof photoKind>;
