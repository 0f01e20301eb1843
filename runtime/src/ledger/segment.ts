/**
 * Old rows as they are kept for good: some thousand texts compressed together, with the hash before the first and that of the last, so that the chain goes through them as through rows. What left
 * the working set among them lies beside, whole, to be found by its id.
 */
import { hash as digest } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { StoredRow } from "./ledger.ts";

/** Rows of one segment: a megabyte of text or so, a fourteenth of that packed. */
export const segmentRows = 2_000;
/** The newest so many stay as they are: a segment is made when there are as many again. */
export const looseRows = 2_000;

export interface RetiredDocument extends KeptRow {
  readonly kind: string;
}

/** What goes into one segment. */
export interface SegmentContents {
  /** Hash of the row before the first. */
  readonly before: string;
  readonly rows: readonly StoredRow[];
  readonly retired: readonly RetiredDocument[];
}

export interface Segment {
  readonly first: number;
  readonly last: number;
  readonly before: string;
  readonly after: string;
  readonly rows: Uint8Array;
  readonly retired: Uint8Array;
}

/** Whether each row's hash is that of the row before and its own text: what is not is left as it is, for whoever looks into it. */
export const isChained = ({ before, rows }: SegmentContents): boolean =>
  rows.every(({ text, hash }, index) => hash === digest("sha256", (rows[index - 1]?.hash ?? before) + text));

/** Off the thread. */
export async function packed(contents: SegmentContents): Promise<Segment> {
  const { rows, retired } = textsOf(contents);
  const [packedRows, packedRetired] = await Promise.all([
    compress(rows, options),
    compress(retired, options),
  ]);
  return { ...boundsOf(contents), rows: packedRows, retired: packedRetired };
}

export function packedNow(contents: SegmentContents): Segment {
  const { rows, retired } = textsOf(contents);
  return {
    ...boundsOf(contents),
    rows: brotliCompressSync(rows, options),
    retired: brotliCompressSync(retired, options),
  };
}

/** Its bytes are not what was packed: a disk lost some, or somebody changed them. */
export class UnreadableSegment extends FloorplaneError {
  readonly first: number;

  constructor(first: number, why: string) {
    const message = `the packed rows from ${first} on cannot be unpacked (${why}): put the ledger back from a backup`;
    super({ code: "ledger-failed", message });
    this.name = "UnreadableSegment";
    this.first = first;
  }
}

/** Throws `UnreadableSegment`. */
export function rowsIn({ first, before, rows }: Pick<Segment, "first" | "before" | "rows">): StoredRow[] {
  let hash = before;
  return unpacked(first, rows)
    .split("\n")
    .map((text, index) => {
      hash = digest("sha256", hash + text);
      return { sequence: first + index, text, hash };
    });
}

function unpacked(first: number, rows: Uint8Array): string {
  try {
    return brotliDecompressSync(rows).toString();
  } catch (error) {
    throw new UnreadableSegment(first, (error as Error).message);
  }
}

export const retiredIn = (retired: Uint8Array): RetiredDocument[] =>
  JSON.parse(brotliDecompressSync(retired).toString()) as RetiredDocument[];

const compress = promisify<Buffer, typeof options, Buffer>(brotliCompress);
/** Fourteen times smaller in 30 ms; two steps more would take three times as long for 5 %. */
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** JSON has no line breaks of its own. */
const textsOf = ({ rows, retired }: SegmentContents) => ({
  rows: Buffer.from(rows.map(({ text }) => text).join("\n")),
  retired: Buffer.from(JSON.stringify(retired)),
});

const boundsOf = ({ before, rows }: SegmentContents) => ({
  first: rows[0]!.sequence,
  last: rows.at(-1)!.sequence,
  before,
  after: rows.at(-1)!.hash,
});
