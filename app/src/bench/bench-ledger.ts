/** `bench ledger`: what a house's ledger weighs, by kind of document, room and cause, for each hour of a robot and for each order. Its fields are an interface (DESIGN section 5). */
import { hash as digest } from "node:crypto";
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { hourMs } from "@floorplane/contracts/units";
import type { StoredRow } from "@floorplane/runtime/ledger/ledger";
import { changeIn } from "@floorplane/runtime/ledger/row-text";
import { SqliteReader } from "@floorplane/runtime/ledger/sqlite-store";
import { machine, rounded } from "./traffic-answer.ts";
import { badOption } from "./traffic-options.ts";

/** Rows that are in memory at a time. */
const pageMax = 2_000;

interface Weight {
  count: number;
  bytes: number;
}

export interface LedgerAnswer {
  readonly json: object;
  /** Each row's hash is that of the row before and its own text. */
  readonly holds: boolean;
}

/** Throws `bad-option` where the file is no ledger. */
export function benchLedger(file: string): LedgerAnswer {
  const weights = new Weights();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const reader = new SqliteReader(database);
    for (let from = 1; ; ) {
      const rows = reader.rows(from, pageMax);
      for (const row of rows) weights.row(row);
      if (rows.length < pageMax) break;
      from = rows.at(-1)!.sequence + 1;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SQLITE_ERROR") throw error;
    throw badOption(
      "--file",
      `names "${file}", which is no ledger that can be read (${(error as Error).message})`,
    );
  } finally {
    database.close();
  }
  return { json: weights.answer(statSync(file).size), holds: weights.brokenAt === null };
}

class Weights {
  readonly #whole: Weight = { count: 0, bytes: 0 };
  readonly #kinds = new Map<string, Weight>();
  readonly #rooms = new Map<string, Weight>();
  readonly #causes = new Map<string, Weight>();
  readonly #robots = new Set<string>();
  readonly #orders = new Set<string>();
  #firstAt: number | undefined;
  #lastAt = 0;

  /** First row that does not follow from the one before. */
  brokenAt: number | null = null;
  #hash = "";

  row({ sequence, text, hash }: StoredRow): void {
    if (hash !== digest("sha256", this.#hash + text)) this.brokenAt ??= sequence;
    this.#hash = hash;
    const { at, room, cause, documents, mail, due } = changeIn(text);
    this.#firstAt ??= at;
    this.#lastAt = at;
    const bytes = Buffer.byteLength(text);
    this.#whole.count++;
    this.#whole.bytes += bytes;
    add(this.#rooms, room, bytes);
    add(this.#causes, `${room} ${cause.type}`, bytes);
    for (const document of documents) {
      add(this.#kinds, document.kind, sizeOf(document));
      if (document.kind === "robot") this.#robots.add(document.id);
      if (document.kind === "order") this.#orders.add(document.id);
    }
    for (const each of mail) add(this.#kinds, "(mail)", sizeOf(each));
    for (const each of due) add(this.#kinds, "(due)", sizeOf(each));
  }

  answer(fileBytes: number): object {
    const hours = (this.#lastAt - (this.#firstAt ?? 0)) / hourMs;
    const robotHours = this.#robots.size * hours;
    const { count: rows, bytes: rowBytes } = this.#whole;
    const each = (of: number) => ({
      rows: rounded(rows / of, 1),
      rowBytes: Math.round(rowBytes / of),
      fileBytes: Math.round(fileBytes / of),
    });
    return {
      rows,
      rowBytes,
      fileBytes,
      chain: this.brokenAt === null ? "holds" : `broken at row ${this.brokenAt}`,
      robots: this.#robots.size,
      orders: this.#orders.size,
      hours: rounded(hours, 3),
      perRobotHour: each(robotHours),
      perOrder: each(this.#orders.size),
      kinds: heaviest(this.#kinds),
      rooms: heaviest(this.#rooms),
      causes: heaviest(this.#causes),
      machine: machine(),
    };
  }
}

const sizeOf = (part: object): number => Buffer.byteLength(JSON.stringify(part));

function add(weights: Map<string, Weight>, name: string, bytes: number): void {
  const weight = weights.get(name);
  if (!weight) weights.set(name, { count: 1, bytes });
  else {
    weight.count++;
    weight.bytes += bytes;
  }
}

const heaviest = (weights: ReadonlyMap<string, Weight>): object =>
  Object.fromEntries([...weights].sort(([, a], [, b]) => b.bytes - a.bytes));
