/** What screens call a row. The key of a client's order, tote or task begins with the client; the thing itself says by which id people know it. */
import type { OrderDocument, TaskDocument, ToteDocument } from "@floorplane/contracts/documents";

export class RowNames {
  /** By row, and back: the row that has a name now. */
  readonly #names = new Map<string, string>();
  readonly #rows = new Map<string, string>();

  /** Of a row that was written. */
  written(kind: string, key: string, body: unknown): string {
    const name = nameIn(kind, body);
    if (name === undefined) return key;
    const row = `${kind} ${key}`;
    this.#names.set(row, name);
    this.#rows.set(`${kind} ${name}`, row);
    return name;
  }

  /** Of a row that is gone; undefined where its document has another key by now. */
  removed(kind: string, key: string): string | undefined {
    const row = `${kind} ${key}`;
    const name = this.#names.get(row);
    if (name === undefined) return key;
    this.#names.delete(row);
    if (this.#rows.get(`${kind} ${name}`) !== row) return undefined;
    this.#rows.delete(`${kind} ${name}`);
    return name;
  }
}

function nameIn(kind: string, body: unknown): string | undefined {
  switch (kind) {
    case "order":
      return (body as OrderDocument).order;
    case "tote":
      return (body as ToteDocument).tote;
    case "task":
      return (body as TaskDocument).task;
    default:
      return undefined;
  }
}
