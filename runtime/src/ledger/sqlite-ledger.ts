/**
 * The ledger in one SQLite file (`node:sqlite`): the standing choice of a site on one machine. Rows go to a writer thread that commits in groups;
 * reads open the file here, after what was appended is durable.
 */
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import { holdFile } from "../held-file.ts";
import type { Ledger, LedgerHead, Row, StoredDue, StoredMail, StoredRow } from "./ledger.ts";
import { openSchema } from "./sqlite-schema.ts";
import { SqliteReader } from "./sqlite-store.ts";
import type { FromWriter, ToWriter } from "./sqlite-worker.ts";

/** Rows that wait while the writer is at work go together next time, at most this many. */
const groupMax = 5_000;

/** Beside the ledger: what its house holds while it runs. */
const heldLedger = (file: string): string => `${file}.held`;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

export class SqliteLedger implements Ledger {
  readonly #file: string;
  readonly #onFailure: (error: Error) => void;
  #database: DatabaseSync | undefined;
  #writer: Worker | undefined;
  #letGo: (() => void) | undefined;
  #gathered: StoredRow[] = [];
  #writing = false;
  #appended = 0;
  #durable = 0;
  #hear: (sequence: number) => void = () => {};
  /** Documents that were retired in rows which are not in the file yet, and in which. */
  readonly #retiring = new Map<string, number>();
  #reader: SqliteReader | undefined;
  readonly #waiting: { readonly sequence: number; readonly go: () => void }[] = [];

  /** `onFailure` hears of a commit that failed: the process must end and come back from the ledger. */
  constructor(file: string, onFailure: (error: Error) => void) {
    this.#file = file;
    this.#onFailure = onFailure;
  }

  async open(): Promise<LedgerHead> {
    mkdirSync(dirname(this.#file), { recursive: true });
    this.#letGo = this.#hold();
    this.#database = new DatabaseSync(this.#file);
    openSchema(this.#database);
    const worker = new Worker(new URL("./sqlite-worker.ts", import.meta.url), {
      workerData: { file: this.#file },
    });
    worker.on("message", (message: FromWriter) => this.#heard(message));
    worker.on("error", (error) => this.#onFailure(error instanceof Error ? error : new Error(String(error))));
    this.#writer = worker;
    this.#reader = new SqliteReader(this.#database);
    const head = this.#reader.head();
    this.#appended = this.#durable = head.sequence;
    return head;
  }

  whenDurable(hear: (sequence: number) => void): void {
    this.#hear = hear;
  }

  append(row: Row): void {
    this.#gathered.push({ sequence: row.sequence, text: row.text, hash: row.hash });
    this.#appended = row.sequence;
    for (const { kind, id, retired } of row.change.documents)
      if (retired) this.#retiring.set(`${kind}/${id}`, row.sequence);
    if (!this.#writing) {
      this.#writing = true;
      // One turn of the loop gathers what this event still decides.
      queueMicrotask(() => this.#flush());
    }
  }

  async documents(
    kind: string,
    range: { readonly from?: string; readonly to?: string } = {},
  ): Promise<KeptRow[]> {
    return (await this.#settled()).documents(kind, range);
  }

  past(kind: string, id: string, found: (row: KeptRow | undefined) => void): void {
    // What was retired this very moment is still on its way; all else that was is in the file.
    if (this.#reader && !this.#retiring.has(`${kind}/${id}`)) found(this.#reader.past(kind, id));
    else void this.#settled().then((reader) => found(reader.past(kind, id)));
  }

  async mail(room: RoomName): Promise<StoredMail[]> {
    return (await this.#settled()).mail(room);
  }

  async due(): Promise<StoredDue[]> {
    return (await this.#settled()).due();
  }

  async rows(from: number, limit: number): Promise<StoredRow[]> {
    return (await this.#settled()).rows(from, limit);
  }

  async bytes(): Promise<number> {
    return ["", "-wal"].reduce((sum, end) => sum + sizeOf(`${this.#file}${end}`), 0);
  }

  async close(): Promise<void> {
    const writer = this.#writer;
    if (!writer) return this.#letGo?.();
    await this.#settled();
    this.#writer = undefined;
    const closed = new Promise<void>((resolve) => writer.once("exit", () => resolve()));
    writer.postMessage({ close: true } satisfies ToWriter);
    await closed;
    this.#reader = undefined;
    this.#database?.close();
    this.#letGo?.();
  }

  /** One house per ledger. */
  #hold(): () => void {
    const letGo = holdFile(heldLedger(this.#file));
    if (letGo) return letGo;
    throw new FloorplaneError({
      code: "already-running",
      message: `another Floorplane holds ${this.#file}: stop it first, or choose another --state folder`,
      field: "--state",
    });
  }

  #flush(): void {
    const rows = this.#gathered.splice(0, groupMax);
    this.#writing = rows.length > 0;
    if (this.#writing) this.#writer?.postMessage({ rows } satisfies ToWriter);
  }

  #heard(message: FromWriter): void {
    if ("closed" in message) return;
    this.#durable = message.durable;
    for (const [key, sequence] of this.#retiring) {
      if (sequence > this.#durable) break;
      this.#retiring.delete(key);
    }
    this.#flush();
    this.#hear(message.durable);
    while (this.#waiting.length > 0 && this.#waiting[0]!.sequence <= this.#durable)
      this.#waiting.shift()!.go();
  }

  /** The reader, once everything appended so far is in the file. */
  async #settled(): Promise<SqliteReader> {
    if (!this.#reader || !this.#writer)
      throw new FloorplaneError({ code: "ledger-failed", message: "the ledger is not open" });
    const sequence = this.#appended;
    if (this.#durable < sequence) await new Promise<void>((go) => this.#waiting.push({ sequence, go }));
    return this.#reader;
  }
}
