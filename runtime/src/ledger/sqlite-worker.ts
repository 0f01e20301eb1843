/**
 * The writer thread of the SQLite ledger: takes rows, commits what has gathered in one transaction (group commit, WAL, synchronous=FULL)
 * and says which sequence is durable. An fsync takes 0.25 to 4 ms and never holds the floor's loop here.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import type { StoredRow } from "./ledger.ts";
import { packed } from "./segment.ts";
import { openSchema } from "./sqlite-schema.ts";
import { SqliteSealing } from "./sqlite-sealing.ts";
import { SqliteWriter } from "./sqlite-store.ts";

export type ToWriter = { readonly rows: readonly StoredRow[] } | { readonly close: true };
export type FromWriter = { readonly durable: number } | { readonly closed: true };

const port = parentPort;
assert(port, "the ledger writer runs in a worker thread");
const database = new DatabaseSync((workerData as { readonly file: string }).file);
openSchema(database);
const writer = new SqliteWriter(database);
const sealing = new SqliteSealing(database);
let isSealing = false;
let isClosed = false;
void seal();

port.on("message", (message: ToWriter) => {
  if ("close" in message) {
    isClosed = true;
    database.close();
    port.postMessage({ closed: true } satisfies FromWriter);
    port.close();
    return;
  }
  writer.write(message.rows);
  port.postMessage({ durable: message.rows.at(-1)!.sequence } satisfies FromWriter);
  void seal();
});

/** Packs beside the thread, rows go on being written meanwhile; a segment that a close overtakes is made anew the next time. */
async function seal(): Promise<void> {
  if (isSealing) return;
  isSealing = true;
  for (let contents = sealing.due(); contents; contents = sealing.due()) {
    const segment = await packed(contents);
    if (isClosed) return;
    sealing.seal(segment, contents);
  }
  isSealing = false;
}
