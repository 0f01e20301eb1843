/** A transfer as it is kept: which order carries it, where to, and of each of its goods what left, arrived, is missing and was given up. Screens may rely on what `TransferDocument` names. */
import type { ClientId, LotId, OrderId, Sku, TaskId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

/** As version 1 kept it: what did not arrive was missing as soon as anything had. */
interface LineOfBefore {
  readonly left: number;
  readonly arrived: number;
  readonly lost: number;
}

/** As version 3 kept it: the last word alone. */
interface ParcelOfBefore {
  readonly counted: object | null;
  readonly saidAt: number | null;
}

const units = Type.Array(fields({ sku: named<Sku>(), units: Type.Integer() }));

/** Of one transfer; goods that are received in more portions are told of by parcel, or all at once. */
export const heardMax = 1_000;
/** About one parcel: whoever corrects himself more often has the words that hold and the last ones. */
export const wordsMax = 20;

/** What an event of the other warehouse said of a parcel. `counted` is null where it said no more than that it is there. */
const word = {
  /** Of the event, to know it again when it is withdrawn; "" of one that was heard before marks were kept. */
  mark: Type.String(),
  counted: orNull(units),
  /** When they saw it. */
  saidAt: moment,
};

export const transferKind = kind(
  "transfer",
  4,
  fields({
    client: named<ClientId>(),
    order: named<OrderId>(),
    /** The other warehouse, as its owner calls it. */
    to: Type.String(),
    openedAt: moment,
    /** When the last of its parcels left. */
    leftAt: orNull(moment),
    /** When the other warehouse last said that some arrived. */
    arrivedAt: orNull(moment),
    /** When, and by whom, its difference was decided last. */
    decidedAt: orNull(moment),
    decidedBy: orNull(Type.String()),
    parcels: Type.Array(
      fields({
        sscc: Type.String(),
        /** When the other warehouse said that it is there. */
        arrivedAt: orNull(moment),
        /** What is in it; nothing of one that left before that was kept. */
        units,
        /** What the other warehouse said of this parcel alone; none where it spoke of the whole transfer. */
        words: Type.Array(fields(word), { maxItems: wordsMax }),
      }),
    ),
    /** Parcels that the other warehouse has and that are here by the book: its word holds when they have left. */
    early: Type.Array(fields({ sscc: Type.String(), ...word })),
    /** Others' events that counted goods of it. */
    heard: Type.Array(fields({ mark: Type.String(), units }), { maxItems: heardMax }),
    /** Marks of events that were withdrawn: their words fall, also where they come later. */
    withdrawn: Type.Array(Type.String(), { maxItems: heardMax }),
    lines: Type.Array(
      fields({
        sku: named<Sku>(),
        lot: named<LotId>(),
        left: Type.Integer(),
        arrived: Type.Integer(),
        lost: Type.Integer(),
        /** Of what is between the sites, units that should have arrived. */
        missing: Type.Integer(),
      }),
    ),
    /** Units that the other warehouse has and that nothing of here left as. */
    over: units,
    /** The task that asks people about its difference. */
    ticket: orNull(named<TaskId>()),
    /** When people are asked again, or the alarm is raised; null while nothing is off. */
    againAt: orNull(moment),
    /** The task has waited for a day. */
    isOverdue: Type.Boolean(),
  }),
  {
    1: ({ parcels, lines, ...transfer }) => ({
      ...transfer,
      parcels: parcels.map((sscc: string) => ({ sscc, arrivedAt: transfer.arrivedAt })),
      lines: lines.map((line: LineOfBefore) => ({
        ...line,
        missing: transfer.arrivedAt === null ? 0 : line.left - line.arrived - line.lost,
      })),
      over: [],
      ticket: null,
      againAt: null,
      isOverdue: false,
    }),
    2: ({ parcels, ...transfer }) => ({
      ...transfer,
      parcels: parcels.map((parcel: object) => ({ ...parcel, units: [], counted: null, saidAt: null })),
      early: [],
      heard: [],
    }),
    3: ({ parcels, early, heard, ...transfer }) => ({
      ...transfer,
      parcels: parcels.map(({ counted, saidAt, ...parcel }: ParcelOfBefore) => ({
        ...parcel,
        words: saidAt === null ? [] : [{ mark: "", counted, saidAt }],
      })),
      early: early.map((one: object) => ({ mark: "", ...one })),
      heard: heard.map((mark: string) => ({ mark, units: [] })),
      withdrawn: [],
    }),
  },
);
export type Transfer = BodyOf<typeof transferKind>;
export type SentParcel = Transfer["parcels"][number];
export type ParcelWord = SentParcel["words"][number];
export type TransferLine = Transfer["lines"][number];
