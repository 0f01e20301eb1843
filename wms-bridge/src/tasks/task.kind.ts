/** Work for a person as it is kept; screens may rely on what `TaskDocument` names. */
import type { SaidVia } from "@floorplane/contracts/acts";
import { differenceLinesMax } from "@floorplane/contracts/devices.schema";
import type { TaskDocument } from "@floorplane/contracts/documents";
import type { LocationId, LotId, Sku, StationId, TaskId, ToteId } from "@floorplane/contracts/ids";
import { type BodyOf, fields, kind, moment, named, oneOf, orNull, Type } from "@floorplane/contracts/kind";
import { refusalReasons } from "@floorplane/contracts/states";
import { client, ofBefore } from "../keeping/owned.ts";

const via = oneOf<SaidVia>({ floor: true, program: true });

/** Enough of an answer to know it again. */
const answer = fields({
  /** As the handheld said, ms since the epoch. */
  at: moment,
  mark: Type.String(),
  /** Who said it; empty of before that was kept. */
  device: Type.String(),
  via,
});

/** As version 2 kept it. */
interface AnswerWithoutDevice {
  readonly at: number;
  readonly mark: string;
}
const byNobody = (one: AnswerWithoutDevice | null): object | null => one && { ...one, device: "" };

const byProgram = (one: object | null): object | null => one && { ...one, via: "program" };

export const taskKind = kind(
  "task",
  12,
  fields({
    client,
    task: named<TaskId>(),
    kind: oneOf<TaskDocument["kind"]>({
      "count-tote": true,
      "count-bin": true,
      "write-off": true,
      inspect: true,
      hold: true,
      receive: true,
      "put-away": true,
      pick: true,
      bring: true,
      relabel: true,
      destroy: true,
      difference: true,
    }),
    state: oneOf<TaskDocument["state"]>({ open: true, done: true }),
    openedAt: moment,
    location: orNull(named<LocationId>()),
    station: orNull(named<StationId>()),
    tote: orNull(named<ToteId>()),
    /** The box that a robot has brought to the station, out of which it is picked. */
    from: orNull(named<ToteId>()),
    sku: orNull(named<Sku>()),
    quantity: orNull(Type.Integer()),
    to: orNull(named<LocationId>()),
    planned: Type.Boolean(),
    refused: orNull(
      fields({
        at: moment,
        device: Type.String(),
        reason: Type.Enum([...refusalReasons]),
        field: Type.String(),
        text: Type.String(),
        skus: Type.Array(named<Sku>()),
      }),
    ),
    doneAt: orNull(moment),
    lot: orNull(named<LotId>()),
    /** The WMS's number of the write-off. */
    writeOff: orNull(Type.String()),
    /** The WMS's number of the delivery that is to be counted. */
    receipt: orNull(Type.String()),
    /** Of a delivery: somebody looks at its goods before they are put away. */
    inspects: Type.Boolean(),
    /** Who has its goods in hand, on the way to their place. */
    begunBy: orNull(Type.String()),
    /** The tote that they are in meanwhile, by the book. */
    hands: orNull(named<ToteId>()),
    /** The number of the hold that has no end. */
    hold: orNull(Type.String()),
    /** Which of the tote's lines is to be picked. */
    entry: orNull(Type.Integer()),
    /** Whose share of the tote that is, where several orders' goods lie in it. */
    share: orNull(named<ToteId>()),
    /** Who has taken it, until when; null while anybody may. */
    takenBy: orNull(fields({ device: Type.String(), until: moment })),
    /** The number of the return that its goods came with. */
    return: orNull(Type.String()),
    /** The WMS's number of the decision that they are to be destroyed. */
    disposition: orNull(Type.String()),
    /** Why they came back, or are to be destroyed. */
    why: orNull(Type.String()),
    /** The number of the transfer that is off, and by what: below nought is missing. */
    transfer: orNull(Type.String()),
    difference: orNull(
      Type.Array(fields({ sku: named<Sku>(), units: Type.Integer() }), { maxItems: differenceLinesMax }),
    ),
    /** Of two people who are to destroy them, the one who has said so. */
    signed: orNull(fields({ by: Type.String(), via, units: Type.Integer(), at: moment, until: moment })),
    /** What the book had there when the person was asked: a count of a place that changed since counts something else. Null where nothing is compared. */
    book: orNull(Type.Array(fields({ sku: named<Sku>(), units: Type.Integer() }))),
    /** An answer that is believed when it is given again; of a task that is done, the last other answer to it. */
    doubted: orNull(answer),
    /** The answer that was booked. */
    answer: orNull(answer),
  }),
  {
    1: ({
      to = null,
      planned = false,
      refused = null,
      book = null,
      doubted = null,
      answer = null,
      writeOff = null,
      lot = null,
      ...task
    }) => ({ ...task, to, planned, refused, book, doubted, answer, writeOff, lot }),
    2: ({ doubted, answer, ...task }) => ({
      ...task,
      doubted: byNobody(doubted),
      answer: byNobody(answer),
    }),
    3: ofBefore,
    4: (task) => ({ ...task, hold: null }),
    5: (task) => ({ ...task, receipt: null }),
    // What came was looked at before it was put away.
    6: (task) => ({ ...task, inspects: task.kind === "receive", begunBy: null, hands: null }),
    7: (task) => ({ ...task, entry: null, share: null, takenBy: null }),
    8: (task) => ({ ...task, return: null, disposition: null, why: null, signed: null }),
    9: (task) => ({ ...task, from: null }),
    // Nobody knows how it came: it is no word of the house's own, and a second one must be.
    10: ({ doubted, answer, signed, ...task }) => ({
      ...task,
      doubted: byProgram(doubted),
      answer: byProgram(answer),
      signed: byProgram(signed),
    }),
    11: (task) => ({ ...task, transfer: null, difference: null }),
  },
);
export type KeptTask = BodyOf<typeof taskKind>;
