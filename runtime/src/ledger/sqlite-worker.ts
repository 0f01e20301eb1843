/**
 * The writer thread of the SQLite ledger: takes rows, commits what has gathered in one transaction (group commit, WAL, synchronous=FULL)
 * and says which sequence is durable. An fsync takes 0.25 to 4 ms and never holds the floor's loop here.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "@floorplane/contracts/errors";
import type { StoredRow } from "./ledger.ts";
import { openSchema } from "./sqlite-schema.ts";
import { SqliteWriter } from "./sqlite-store.ts";

export type ToWriter = { readonly rows: readonly StoredRow[] } | { readonly close: true };
export type FromWriter = { readonly durable: number } | { readonly closed: true };

const port = parentPort;
assert(port, "the ledger writer runs in a worker thread");
const database = new DatabaseSync((workerData as { readonly file: string }).file);
openSchema(database);
const writer = new SqliteWriter(database);

port.on("message", (message: ToWriter) => {
  if ("close" in message) {
    database.close();
    port.postMessage({ closed: true } satisfies FromWriter);
    port.close();
    return;
  }
  writer.write(message.rows);
  port.postMessage({ durable: message.rows.at(-1)!.sequence } satisfies FromWriter);
});
