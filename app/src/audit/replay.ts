/** What the rows say of every document, one after the other: what stands in the table of documents must be that, since a start reads the table and no row. */
import { isDeepStrictEqual } from "node:util";
import { patched } from "@floorplane/runtime/ledger/patch";
import { changeIn } from "@floorplane/runtime/ledger/row-text";
import type { AuditFault } from "./chain-check.ts";

/** A document as the table has it. */
export interface TableRow {
  readonly kind: string;
  readonly id: string;
  readonly body: unknown;
}

export class Replay {
  readonly #bodies = new Map<string, object>();

  row(text: string): void {
    for (const document of changeIn(text).documents) {
      const key = keyOf(document);
      if (!("body" in document)) {
        const before = this.#bodies.get(key);
        if (before) this.#bodies.set(key, patched(before, document.patch));
      } else if (document.body === null) this.#bodies.delete(key);
      else this.#bodies.set(key, document.body as object);
    }
  }

  /** Where the table says otherwise. */
  *against(table: Iterable<TableRow>): Iterable<AuditFault> {
    const seen = new Set<string>();
    for (const row of table) {
      const key = keyOf(row);
      seen.add(key);
      const said = this.#bodies.get(key);
      if (said === undefined) yield differs(key, "stands in the table, and no row wrote it");
      else if (!isDeepStrictEqual(said, row.body))
        yield differs(key, "is in the table otherwise than its rows wrote it");
    }
    for (const key of this.#bodies.keys())
      if (!seen.has(key)) yield differs(key, "was written by a row, and is not in the table");
  }
}

const keyOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;

const differs = (key: string, what: string): AuditFault => ({
  code: "document-differs",
  detail: `${key} ${what}`,
});
