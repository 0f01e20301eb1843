/**
 * What was measured over time, as a port (the ledger keeps what was decided). History is a projection: it may lag, lose what overflows
 * (counted, never silent) or be rebuilt, and it never blocks or fails a step. One `Series` is the history of one site.
 */
import type { ReadingQuality } from "@floorplane/contracts/documents";

export interface Series {
  /**
   * Takes one measured value; returns at once and never throws. `at` is in ms since the epoch, `unit` is UCUM (`Cel`, `%RH`, RFC 8428).
   * A value that is not finite, a name that no store can hold and a point for which there is no room are set aside and counted.
   * A second value for the same device, quantity, unit and time takes the place of the first.
   */
  write(
    device: string,
    quantity: string,
    value: number,
    unit: string,
    quality: ReadingQuality,
    at: number,
  ): void;
  /** What a chart of `pixels` columns needs. Fails with `bad-option`, `unreachable`, `too-busy` or `deadline-passed`; try the last three again. */
  query(asked: HistoryQuery): Promise<History>;
  /** Hurries; true when everything written so far is in the store, false when some of it waits for a store that does not answer. */
  flush(): Promise<boolean>;
  /** Stores or spools what is left. May be called twice; what is written afterwards is counted as dropped. */
  close(): Promise<void>;
  figures(): SeriesFigures;
}

/** One measured value, as it is stored. */
export interface Point {
  readonly site: string;
  readonly device: string;
  readonly quantity: string;
  readonly unit: string;
  readonly value: number;
  readonly quality: ReadingQuality;
  /** ms since the epoch. */
  readonly at: number;
}

export interface HistoryQuery {
  readonly device: string;
  readonly quantity: string;
  /** ms since the epoch, included. */
  readonly from: number;
  /** ms since the epoch, excluded. */
  readonly to: number;
  /** Columns of the chart, 1 to `pixelsMax`; the answer has at most one bucket more, since both ends may be cut. */
  readonly pixels: number;
}

/** Wider than any screen wall; bounds the answer. */
export const pixelsMax = 10_000;

export interface History {
  /** Of the newest point in the range; points in another unit are left out. `undefined` when nothing was measured. */
  readonly unit: string | undefined;
  readonly bucketMs: number;
  /** By time; a bucket without a value is absent, so that a gap shows as a gap. */
  readonly buckets: readonly Bucket[];
}

export interface Bucket {
  /** Where the bucket begins: a multiple of `bucketMs` since the epoch, so that a chart that moves keeps its buckets. */
  readonly at: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  /** The worst in the bucket. */
  readonly quality: ReadingQuality;
}

/** Points, counted since the start (`waiting*` are now). `written` is the sum of the others. */
export interface SeriesFigures {
  readonly written: number;
  readonly stored: number;
  /** Set aside for what they are: not finite, no name, too old, refused by the store. */
  readonly refused: number;
  /** Lost for want of room. */
  readonly dropped: number;
  readonly waitingInMemory: number;
  /** On disk, until a remote store takes them. Those of an earlier run count too. */
  readonly waitingInSpool: number;
}
