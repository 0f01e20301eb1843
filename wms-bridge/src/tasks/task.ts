/** Work for a person, as the room keeps it. */
import type { SaidVia } from "@floorplane/contracts/acts";
import type { Signature, TaskDocument } from "@floorplane/contracts/documents";
import type { ClientId, LotId, Sku, ToteId } from "@floorplane/contracts/ids";

/** Who answers over HTTP and is no handheld. */
export const wmsDevice = "WMS";

/** Enough of an answer to know it again. */
export interface Answer {
  /** As the handheld said, ms since the epoch. */
  readonly at: number;
  readonly mark: string;
  /** Who said it; empty of before that was kept. */
  readonly device: string;
  readonly via: SaidVia;
}

export interface BookedUnits {
  readonly sku: Sku;
  readonly units: number;
}

/** Units that a transfer is off by: below nought they are missing, above it they came too many. */
export interface Off {
  readonly sku: Sku;
  readonly units: number;
}

/** A person has it on a handheld: nobody else is shown it as the next until then, ms since the epoch. */
export interface TakenBy {
  readonly device: string;
  readonly until: number;
}

export interface Task extends TaskDocument {
  /** Whose goods it is about. */
  readonly client: ClientId;
  readonly doneAt: number | null;
  readonly lot: LotId | null;
  /** The WMS's number of the write-off. */
  readonly writeOff: string | null;
  /** The WMS's number of the delivery that is to be counted. */
  readonly receipt: string | null;
  /** Of a delivery: somebody looks at its goods before they are put away. */
  readonly inspects: boolean;
  /** Who has its goods in hand, on the way to their place. */
  readonly begunBy: string | null;
  /** The tote that they are in meanwhile, by the book. */
  readonly hands: ToteId | null;
  /** The number of the hold that has no end. */
  readonly hold: string | null;
  /** Which of the tote's lines is to be picked. */
  readonly entry: number | null;
  /** Whose share of the tote that is, where several orders' goods lie in it. */
  readonly share: ToteId | null;
  /** The box that a robot has brought to the station, out of which it is picked. */
  readonly from: ToteId | null;
  /** Who has taken it, until when; null while anybody may. */
  readonly takenBy: TakenBy | null;
  /** The number of the return that its goods came with. */
  readonly return: string | null;
  /** The WMS's number of the decision that they are to be destroyed. */
  readonly disposition: string | null;
  readonly why: string | null;
  /** The number of the transfer that is off, and by what: below nought is missing. */
  readonly transfer: string | null;
  readonly difference: readonly Off[] | null;
  readonly signed: Signature | null;
  /** What the book had there when the person was asked: a count of a place that changed since counts something else. Null where nothing is compared. */
  readonly book: readonly BookedUnits[] | null;
  /** An answer that is believed when it is given again; of a task that is done, the last other answer to it. */
  readonly doubted: Answer | null;
  /** The answer that was booked. */
  readonly answer: Answer | null;
}
