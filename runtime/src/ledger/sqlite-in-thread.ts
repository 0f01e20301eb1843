/**
 * The SQLite ledger of a simulated house: the same file, written in the house's own thread, since nothing on a virtual clock may wait for another. A row counts as
 * durable at once; what a power cut would take is not its matter.
 */
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import type { Ledger, LedgerHead, Row, StoredDue, StoredMail, StoredRow } from "./ledger.ts";
import { packedNow } from "./segment.ts";
import { openSchema } from "./sqlite-schema.ts";
import { SqliteSealing } from "./sqlite-sealing.ts";
import { SqliteReader, SqliteWriter } from "./sqlite-store.ts";

/** Rows of one transaction: some hundred kilobytes. */
const groupMax = 500;

export class InThreadSqliteLedger implements Ledger {
  readonly #file: string;
  #open:
    | {
        readonly database: DatabaseSync;
        readonly writer: SqliteWriter;
        readonly reader: SqliteReader;
        readonly sealing: SqliteSealing;
      }
    | undefined;
  #gathered: StoredRow[] = [];
  #hear: (sequence: number) => void = () => {};

  constructor(file: string) {
    this.#file = file;
  }

  async open(): Promise<LedgerHead> {
    const database = new DatabaseSync(this.#file);
    openSchema(database);
    this.#open = {
      database,
      writer: new SqliteWriter(database),
      reader: new SqliteReader(database),
      sealing: new SqliteSealing(database),
    };
    return this.#open.reader.head();
  }

  whenDurable(hear: (sequence: number) => void): void {
    this.#hear = hear;
  }

  append({ sequence, text, hash }: Row): void {
    this.#gathered.push({ sequence, text, hash });
    if (this.#gathered.length >= groupMax) this.#flush();
    this.#hear(sequence);
  }

  async documents(
    kind: string,
    range: { readonly from?: string; readonly to?: string } = {},
  ): Promise<KeptRow[]> {
    return this.#settled().documents(kind, range);
  }

  past(kind: string, id: string, found: (row: KeptRow | undefined) => void): void {
    found(this.#settled().past(kind, id));
  }

  async mail(room: RoomName): Promise<StoredMail[]> {
    return this.#settled().mail(room);
  }

  async due(): Promise<StoredDue[]> {
    return this.#settled().due();
  }

  async rows(from: number, limit: number): Promise<StoredRow[]> {
    return this.#settled().rows(from, limit);
  }

  async bytes(): Promise<number> {
    this.#settled();
    return statSync(this.#file).size;
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#flush();
    this.#open.database.close();
    this.#open = undefined;
  }

  #flush(): void {
    if (this.#gathered.length === 0) return;
    const { writer, sealing } = this.#open!;
    writer.write(this.#gathered.splice(0));
    for (let contents = sealing.due(); contents; contents = sealing.due())
      sealing.seal(packedNow(contents), contents);
  }

  /** The reader, once everything appended so far is in the file. */
  #settled(): SqliteReader {
    this.#flush();
    return this.#open!.reader;
  }
}
