/** What screens call a row. The key of a client's order, tote or task begins with the client; the thing itself says by which id people know it. */
import { nameFor } from "@floorplane/contracts/client-names";
import type { OrderDocument, TaskDocument, ToteDocument } from "@floorplane/contracts/documents";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";

export class RowNames {
  readonly #own: ClientId;
  /** By row, and back, of those that are called otherwise than their row says: rows of a house that named no client in its keys, and those that came in their place. */
  readonly #names = new Map<string, string>();
  readonly #rows = new Map<string, string>();

  /** `own`: the client whose site it is. */
  constructor(own: string) {
    this.#own = own as ClientId;
  }

  /** Of a row that was written. */
  written(kind: string, key: string, body: unknown): string {
    const name = nameIn(kind, body);
    if (name === undefined) return key;
    const row = `${kind} ${key}`;
    const called = `${kind} ${name}`;
    const isUsual = name === this.#usual(kind, key);
    if (!isUsual) this.#names.set(row, name);
    if (!isUsual || this.#rows.has(called)) this.#rows.set(called, row);
    return name;
  }

  /** Of a row that is gone; undefined where its document has another key by now. */
  removed(kind: string, key: string): string | undefined {
    const row = `${kind} ${key}`;
    const name = this.#names.get(row) ?? this.#usual(kind, key);
    if (name === undefined) return key;
    this.#names.delete(row);
    const called = `${kind} ${name}`;
    const now = this.#rows.get(called);
    if (now !== undefined && now !== row) return undefined;
    this.#rows.delete(called);
    return name;
  }

  /** Undefined where the key says no client. */
  #usual(kind: string, key: string): string | undefined {
    const slash = key.indexOf("/");
    if (slash < 0) return undefined;
    const id = key.slice(slash + 1);
    if (kind === "tote" || kind === "task") return id;
    return kind === "order" ? nameFor(key.slice(0, slash) as ClientId, this.#own, id as OrderId) : undefined;
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
