/** A tote as it is kept; screens may rely on what `ToteDocument` names. What its reader saw is asked again after a restart. */
import type { ToteDocument, ToteState } from "@floorplane/contracts/documents";
import type {
  JobId,
  LineId,
  LocationId,
  LotId,
  OrderId,
  RobotId,
  Sku,
  StationId,
  TaskId,
  ToteId,
  TransportId,
} from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import { client, ofBefore } from "../keeping/owned.ts";

const picker = oneOf({ robot: true, person: true });

export const toteKind = kind(
  "tote",
  8,
  fields({
    client,
    tote: named<ToteId>(),
    kind: oneOf({ tour: true, refill: true, "put-away": true, supply: true }),
    order: orNull(named<OrderId>()),
    transport: named<TransportId>(),
    /** Who brings it; of a person's the fleet knows no transport. */
    broughtBy: picker,
    /** The tote in whose box it rides; null: the box is its own. */
    rides: orNull(named<ToteId>()),
    lines: Type.Array(
      fields({
        line: named<LineId>(),
        sku: named<Sku>(),
        lot: named<LotId>(),
        location: named<LocationId>(),
        planned: Type.Integer(),
        taken: Type.Integer(),
        /** `taken` waits for the reader; `confirmed` and `short` are settled. */
        state: oneOf<ToteDocument["lines"][number]["state"]>({
          open: true,
          taken: true,
          confirmed: true,
          short: true,
        }),
        /** Whose hands take it off the shelf. */
        by: picker,
        /** The box that brings its units to a station; null where they are taken off the shelf. */
        box: orNull(named<ToteId>()),
      }),
    ),
    /** Where a refill puts its units. */
    face: orNull(named<LocationId>()),
    /** A refill that has not put its units away yet, or a box of goods that has not put back what is left. */
    putOpen: Type.Boolean(),
    /** Of a put-away: where the units of each line go, and whether they are still to be put there. */
    puts: Type.Array(fields({ to: named<LocationId>(), isOpen: Type.Boolean() })),
    /** Of a box of goods: the station where it is dealt out, and how far that is. */
    bench: orNull(named<StationId>()),
    stage: orNull(oneOf({ gathering: true, sent: true, serving: true, leaving: true })),
    state: oneOf<ToteState>({
      planned: true,
      travelling: true,
      checking: true,
      standing: true,
      packing: true,
      packed: true,
      shipped: true,
      closed: true,
    }),
    robot: orNull(named<RobotId>()),
    station: orNull(named<StationId>()),
    job: orNull(named<JobId>()),
    sscc: orNull(Type.String()),
    /** When its parcel left the dock. */
    leftAt: orNull(moment),
    /** Tags and numbers disagree, or nobody knows the contents: a person counts before anything else happens. */
    recount: Type.Boolean(),
    task: orNull(named<TaskId>()),
    /** The order behind it is gone; what it holds goes back to stock. */
    withdrawn: Type.Boolean(),
    /** Of a house that kept no parcels: the portal saw its one before its station said that it is packed. */
    seen: Type.Boolean(),
    /** An alarm stands: its transport failed with goods in it. */
    unknown: Type.Boolean(),
    /** An alarm stands: its job did not end, or the portal did not see it. */
    late: Type.Boolean(),
    /** Read rounds that disagreed with what is now in the tote. */
    rounds: Type.Integer(),
    /** Number of the next round that is asked for. */
    asked: Type.Integer(),
  }),
  {
    1: ({ leftAt = null, ...tote }) => ({ ...tote, leftAt }),
    2: ofBefore,
    3: (tote) => tote,
    4: (tote) => ({ ...tote, rides: null }),
    5: (tote) => ({ ...tote, puts: [] }),
    6: ({ lines, ...tote }) => ({
      ...tote,
      broughtBy: "robot",
      lines: (lines as object[]).map((line) => ({ ...line, by: "robot" })),
    }),
    7: ({ lines, ...tote }) => ({
      ...tote,
      bench: null,
      stage: null,
      lines: (lines as object[]).map((line) => ({ ...line, box: null })),
    }),
  },
);
export type KeptTote = BodyOf<typeof toteKind>;
