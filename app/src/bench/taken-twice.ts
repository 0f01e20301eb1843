/** Orders that a ledger took in more than once: every row says when its order was received, and one order was received once. */
import { DatabaseSync } from "node:sqlite";
import { changeIn } from "@floorplane/runtime/ledger/row-text";
import { SqliteReader } from "@floorplane/runtime/ledger/sqlite-store";

/** Rows that are in memory at a time. */
const pageMax = 2_000;

export function takenTwice(file: string): number {
  const receivedAt = new Map<string, number>();
  const twice = new Set<string>();
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const reader = new SqliteReader(database);
    for (let from = 1; ; ) {
      const rows = reader.rows(from, pageMax);
      for (const { text } of rows)
        for (const document of changeIn(text).documents) {
          if (document.kind !== "order" || !("body" in document) || document.body === null) continue;
          const { receivedAt: at } = document.body as { readonly receivedAt: number };
          if ((receivedAt.get(document.id) ?? at) !== at) twice.add(document.id);
          receivedAt.set(document.id, at);
        }
      if (rows.length < pageMax) break;
      from = rows.at(-1)!.sequence + 1;
    }
  } finally {
    database.close();
  }
  return twice.size;
}
