/**
 * The embedded history's file (SQLite): stores batches, rolls them up, draws charts, forgets what is old. Synchronous; it lives in a thread of
 * its own (`embedded-worker.ts`). A roll-up is computed anew from the finer rows of its window, so that late, repeated and corrected points come out right.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { cutRange, qualityOf } from "./buckets.ts";
import { openHistorySchema, type Tier, tiers } from "./history-schema.ts";
import type { Batch } from "./point-buffer.ts";
import type { Bucket, History, HistoryQuery } from "./series.ts";
import type { SeriesName } from "./series-names.ts";

const hourMs = 3_600_000;
/** Series times windows in one number: window numbers stay below 2^32 until the year 10,000. */
const windowsMax = 2 ** 32;
/** Room for 100 million raw points; beyond it the oldest raw days go early. */
const fileBytesMax = 4 * 1024 ** 3;
/** SQLite's page size for new files. */
const pageBytes = 4_096;
/** A day at a time, so that one sweep of a full file stays short. */
const cutStepMs = 86_400_000;

interface TierStatements {
  readonly rollUp: StatementSync | undefined;
  readonly draw: StatementSync;
  readonly forget: StatementSync;
}

export interface HistoryFileOptions {
  readonly file: string;
  readonly site: string;
  /** Bytes that rows may take; the write-ahead log comes on top (64 MB at most at rest). */
  readonly bytesMax?: number;
}

export class HistoryFile {
  readonly #database: DatabaseSync;
  readonly #site: string;
  readonly #bytesMax: number;
  readonly #insert: StatementSync;
  readonly #tiers: readonly (Tier & TierStatements)[];
  /** Row number of each of the sender's series numbers. */
  readonly #rows: number[] = [];
  /** From when on each tier is whole, in ms since the epoch. */
  readonly #since = new Map<string, number>();

  constructor(options: HistoryFileOptions) {
    const database = new DatabaseSync(options.file);
    this.#database = database;
    this.#site = options.site;
    this.#bytesMax = options.bytesMax ?? fileBytesMax;
    openHistorySchema(database);
    // The file itself never passes this: writes fail (and are counted) before the disk is full.
    database.exec(`pragma max_page_count = ${Math.ceil((this.#bytesMax * 5) / 4 / pageBytes)}`);
    this.#insert = database.prepare(
      "insert or replace into raw (series, at, value, doubt) values (?, ?, ?, ?)",
    );
    this.#tiers = tiers.map((tier, index) => ({ ...tier, ...statements(database, tier, tiers[index - 1]) }));
    for (const row of database.prepare("select tier, since from kept").all())
      this.#since.set(row.tier as string, row.since as number);
  }

  /** Makes the sender's number `number` known by its name. */
  name(number: number, { device, quantity, unit }: SeriesName): void {
    const key = [this.#site, device, quantity, unit];
    this.#database
      .prepare("insert or ignore into series (site, device, quantity, unit) values (?, ?, ?, ?)")
      .run(...key);
    const row = this.#database
      .prepare("select number from series where site = ? and device = ? and quantity = ? and unit = ?")
      .get(...key) as { number: number };
    this.#rows[number] = row.number;
  }

  /** Stores in one transaction; returns how many points were too old to be kept (their neighbours are gone, a roll-up would be wrong). */
  store(batch: Batch, now: number): number {
    const oldest = this.#wholeSince(this.#tiers[0]!, now);
    const touched = this.#tiers.map(() => new Set<number>());
    let refused = 0;
    this.#database.exec("begin immediate");
    try {
      for (let index = 0; index < batch.count; index++) {
        const at = Math.floor(batch.at[index]!);
        if (at < oldest) {
          refused++;
          continue;
        }
        const series = this.#rows[batch.names[index]!]!;
        this.#insert.run(series, at, batch.value[index]!, batch.doubt[index]!);
        touched[1]!.add(series * windowsMax + Math.floor(at / this.#tiers[1]!.widthMs));
      }
      this.#tiers.forEach((tier, level) => {
        this.#rollUp(tier, touched[level]!, this.#tiers[level + 1], touched[level + 1]);
      });
      this.#database.exec("commit");
    } catch (error) {
      // A full file has been rolled back already.
      if (this.#database.isTransaction) this.#database.exec("rollback");
      throw error;
    }
    return refused;
  }

  draw(asked: HistoryQuery, now: number): History {
    const { bucketMs: wanted } = cutRange(asked);
    const coarsestThatSuits = this.#tiers.findLastIndex(
      ({ widthMs }) => wanted >= 2 * widthMs && wanted % widthMs === 0,
    );
    // What lies before a tier's memory is drawn from the next coarser one, in wider buckets if need be.
    const whole = this.#tiers.findIndex((tier) => this.#wholeSince(tier, now) <= asked.from);
    const level = Math.max(coarsestThatSuits, whole < 0 ? this.#tiers.length - 1 : whole, 0);
    const tier = this.#tiers[level]!;
    const cut = cutRange(asked, tier.widthMs);
    const units = this.#database
      .prepare("select number, unit from series where site = ? and device = ? and quantity = ? order by unit")
      .all(this.#site, asked.device, asked.quantity) as { number: number; unit: string }[];
    let newest: { unit: string; at: number; rows: Row[] } | undefined;
    for (const { number, unit } of units) {
      const rows = tier.draw.all(cut.bucketMs, number, cut.from, cut.to, number) as unknown as Row[];
      const at = rows.at(-1)?.newest ?? -1;
      if (at > (newest?.at ?? -1)) newest = { unit, at, rows };
    }
    return {
      unit: newest?.unit,
      bucketMs: cut.bucketMs,
      buckets: newest?.rows.map((row) => bucketOf(row, cut.bucketMs)) ?? [],
    };
  }

  /** Forgets what is past its time, and raw days before theirs when the file would outgrow its bound. */
  sweep(now: number): void {
    for (const tier of this.#tiers) this.#forgetBefore(tier, this.#wholeSince(tier, now));
    const raw = this.#tiers[0]!;
    const lastHour = Math.floor(now / hourMs) * hourMs - hourMs;
    let since = this.#wholeSince(raw, now);
    while (this.#bytes() > this.#bytesMax && since < lastHour) {
      since = Math.min(since + cutStepMs, lastHour);
      this.#forgetBefore(raw, since);
    }
  }

  close(): void {
    this.#database.close();
  }

  #rollUp(tier: Tier & TierStatements, windows: Set<number>, next?: Tier, touched?: Set<number>): void {
    for (const window of windows) {
      const series = Math.floor(window / windowsMax);
      const at = (window % windowsMax) * tier.widthMs;
      tier.rollUp?.run(series, at, at + tier.widthMs);
      if (next) touched?.add(series * windowsMax + Math.floor(at / next.widthMs));
    }
  }

  /** On the hour, so that no roll-up is ever computed from a window that was half forgotten. */
  #wholeSince(tier: Tier, now: number): number {
    return Math.max(this.#since.get(tier.table) ?? 0, Math.floor((now - tier.keepMs) / hourMs) * hourMs);
  }

  #forgetBefore(tier: Tier & TierStatements, since: number): void {
    if (since <= (this.#since.get(tier.table) ?? 0)) return;
    const series = this.#database.prepare("select number from series").all() as { number: number }[];
    this.#database.exec("begin immediate");
    for (const { number } of series) tier.forget.run(number, since);
    this.#database.prepare("insert or replace into kept (tier, since) values (?, ?)").run(tier.table, since);
    this.#database.exec("commit");
    this.#since.set(tier.table, since);
  }

  #bytes(): number {
    const value = (pragma: string): number =>
      Object.values(this.#database.prepare(`pragma ${pragma}`).get() as Record<string, number>)[0]!;
    return (value("page_count") - value("freelist_count")) * value("page_size");
  }
}

interface Row {
  readonly bucket: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
  readonly doubt: number;
  readonly newest: number;
}

const bucketOf = (row: Row, bucketMs: number): Bucket => ({
  at: row.bucket * bucketMs,
  min: row.low,
  max: row.high,
  last: row.last,
  quality: qualityOf(row.doubt),
});

function statements(database: DatabaseSync, tier: Tier, finer: Tier | undefined): TierStatements {
  return {
    rollUp:
      finer &&
      database.prepare(`
        insert or replace into ${tier.table} (series, at, low, high, last, doubt)
        select ?1, ?2, min(${finer.low}), max(${finer.high}),
          (select ${finer.last} from ${finer.table} where series = ?1 and at >= ?2 and at < ?3 order by at desc limit 1), max(doubt)
        from ${finer.table} where series = ?1 and at >= ?2 and at < ?3
      `),
    // The last value of a bucket is looked up by its time: a bare column beside several aggregates would be any row's.
    draw: database.prepare(`
      select b.bucket, b.low, b.high, t.${tier.last} as last, b.doubt, b.newest
      from (
        select at / cast(?1 as integer) as bucket, min(${tier.low}) as low, max(${tier.high}) as high, max(doubt) as doubt, max(at) as newest
        from ${tier.table} where series = ?2 and at >= ?3 and at < ?4 group by 1
      ) b join ${tier.table} t on t.series = ?5 and t.at = b.newest
      order by b.bucket
    `),
    forget: database.prepare(`delete from ${tier.table} where series = ? and at < ?`),
  };
}
