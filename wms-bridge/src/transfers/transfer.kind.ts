/** A transfer as it is kept: which order carries it, where to, and of each of its goods what left, arrived, is missing and was given up. Screens may rely on what `TransferDocument` names. */
import type { ClientId, LotId, OrderId, Sku, TaskId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, orNull, Type } from "@floorplane/contracts/kind";

/** As version 1 kept it: what did not arrive was missing as soon as anything had. */
interface LineOfBefore {
  readonly left: number;
  readonly arrived: number;
  readonly lost: number;
}

export const transferKind = kind(
  "transfer",
  2,
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
      }),
    ),
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
    over: Type.Array(fields({ sku: named<Sku>(), units: Type.Integer() })),
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
  },
);
export type Transfer = BodyOf<typeof transferKind>;
export type TransferLine = Transfer["lines"][number];
