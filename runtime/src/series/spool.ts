/**
 * Points that wait on disk for a remote store: one bounded file of JSON lines and beside it the cursor of its one sink. A crash repeats at most
 * one batch (stores keep one value for one moment) and tears at most the last line.
 */
import { type FileHandle, mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { doubtOf, qualityOf } from "./buckets.ts";
import type { Point } from "./series.ts";

/** About 800,000 points: four hours of 1,000 devices a second each 20 s, a weekend of a small site. */
const bytesMax = 64 * 1024 ** 2;
/** One batch for a store, about 2,500 points. */
const readBytes = 192 * 1024;
const newLine = 10;

export interface SpoolOptions {
  readonly file: string;
  readonly bytesMax?: number;
}

/** What was read last and is not yet confirmed. */
export interface Spooled {
  readonly points: readonly Point[];
  /** Lines that are no points: a disk that failed. */
  readonly torn: number;
  /** Where the cursor stands once these points are in the store. */
  readonly end: number;
}

export class Spool {
  readonly #file: string;
  readonly #bytesMax: number;
  readonly #handle: FileHandle;
  #size = 0;
  #cursor = 0;
  #points = 0;

  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(dirname(options.file), { recursive: true });
    // "a+" makes the file where there is none and lets it be read; every write goes to the end.
    const spool = new Spool(options, await open(options.file, "a+"));
    await spool.#recover();
    return spool;
  }

  private constructor(options: SpoolOptions, handle: FileHandle) {
    this.#file = options.file;
    this.#bytesMax = options.bytesMax ?? bytesMax;
    this.#handle = handle;
  }

  /** Points that wait, counted line by line at the start. */
  get waiting(): number {
    return this.#points;
  }

  /** Returns how many of these found room. */
  async append(points: readonly Point[]): Promise<number> {
    let text = "";
    let kept = 0;
    let size = this.#size;
    for (const point of points) {
      const line = `${JSON.stringify(lineOf(point))}\n`;
      const bytes = Buffer.byteLength(line);
      if (size + bytes > this.#bytesMax) break;
      size += bytes;
      text += line;
      kept++;
    }
    if (kept === 0) return 0;
    try {
      await this.#handle.appendFile(text);
    } catch {
      // A full disk may have taken half a line; what follows must not be glued to it.
      await this.#handle.truncate(this.#size);
      return 0;
    }
    this.#size = size;
    this.#points += kept;
    return kept;
  }

  /** The next points in the order in which they came; the same again until `confirm`. */
  async next(): Promise<Spooled | undefined> {
    const bytes = await this.#read(this.#cursor);
    if (bytes.length === 0) return undefined;
    const lines = bytes.toString("utf8").split("\n").slice(0, -1);
    const points = lines.flatMap((line) => pointOf(line) ?? []);
    return { points, torn: lines.length - points.length, end: this.#cursor + bytes.length };
  }

  async confirm({ points, torn, end }: Spooled): Promise<void> {
    this.#points -= points.length + torn;
    this.#cursor = end;
    if (end < this.#size) {
      await this.#writeCursor();
      return;
    }
    // Emptied before the cursor goes back: a crash between leaves a cursor beyond the end, which a start reads as zero.
    await this.#handle.truncate(0);
    this.#size = 0;
    this.#cursor = 0;
    await this.#writeCursor();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #recover(): Promise<void> {
    this.#size = (await this.#handle.stat()).size;
    const cursor = Number(await readFile(this.#cursorFile, "utf8").catch(() => "0"));
    this.#cursor = Number.isSafeInteger(cursor) && cursor >= 0 && cursor <= this.#size ? cursor : 0;
    let whole = this.#cursor;
    for (let bytes = await this.#read(whole); bytes.length > 0; bytes = await this.#read(whole)) {
      whole += bytes.length;
      for (const byte of bytes) if (byte === newLine) this.#points++;
    }
    if (whole < this.#size) await this.#handle.truncate(whole);
    this.#size = whole;
  }

  /** Whole lines from `position` on, at most `readBytes` (no line is longer). */
  async #read(position: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.min(readBytes, Math.max(0, this.#size - position)));
    if (buffer.length === 0) return buffer;
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.length, position);
    return buffer.subarray(0, buffer.lastIndexOf(newLine, bytesRead - 1) + 1);
  }

  async #writeCursor(): Promise<void> {
    await writeFile(`${this.#cursorFile}.new`, String(this.#cursor));
    await rename(`${this.#cursorFile}.new`, this.#cursorFile);
  }

  get #cursorFile(): string {
    return `${this.#file}.cursor`;
  }
}

const lineOf = (point: Point): unknown[] => [
  point.at,
  point.site,
  point.device,
  point.quantity,
  point.unit,
  point.value,
  doubtOf[point.quality],
];

function pointOf(line: string): Point | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(fields) || fields.length !== 7) return undefined;
  const [at, site, device, quantity, unit, value, doubt] = fields as unknown[];
  if (typeof site !== "string" || typeof device !== "string" || typeof quantity !== "string")
    return undefined;
  if (typeof unit !== "string" || typeof at !== "number" || typeof value !== "number") return undefined;
  return { at, site, device, quantity, unit, value, quality: qualityOf(Number(doubt)) };
}
