/** What somebody is warned of, and when a unit of goods left last. */
import type { ClientId, LotId, Sku } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import type { WarningKind, WarningLevel } from "@floorplane/contracts/warnings.schema";

export const warningKind = kind(
  "warning",
  1,
  fields({
    client: named<ClientId>(),
    kind: oneOf<WarningKind>({ "safety-stock": true, expiry: true, "slow-moving": true }),
    sku: named<Sku>(),
    /** Of an expiry. */
    lot: orNull(named<LotId>()),
    level: oneOf<WarningLevel>({ notice: true, warning: true, critical: true }),
    /** At this level. */
    since: moment,
    /** As they were when it was told. */
    units: Type.Integer(),
    limit: Type.Integer(),
    days: orNull(Type.Integer()),
  }),
);
export type Warning = BodyOf<typeof warningKind>;

/** Of goods that are watched for standing still: to the day. */
export const movedKind = kind(
  "moved",
  1,
  fields({ client: named<ClientId>(), sku: named<Sku>(), at: moment }),
);
export type Moved = BodyOf<typeof movedKind>;
