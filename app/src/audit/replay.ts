/** What the rows say, one after the other, of all that a start reads without reading a row: documents, those that left the working set, mail that nobody took yet, and deadlines. */
import { hash as digest } from "node:crypto";
import { mailPosition, takenBy } from "@floorplane/runtime/ledger/ledger";
import { patched } from "@floorplane/runtime/ledger/patch";
import { changeIn } from "@floorplane/runtime/ledger/row-text";

export interface ReplayedDocument {
  readonly version: number;
  readonly body: object;
}

/** One time that a document left the working set, as it was then. */
export interface Retirement {
  /** Of the row that it left with. */
  readonly sequence: number;
  readonly version: number;
  /** Of its body, whose members stand in any order. */
  readonly digest: string;
}

export class Replay {
  /** By `keyOf`. */
  readonly documents = new Map<string, ReplayedDocument>();
  /** By `keyOf`, the last time last. */
  readonly retired = new Map<string, Retirement[]>();
  /** Messages by room and position. */
  readonly mail = new Map<string, unknown>();
  /** By room and id. */
  readonly due = new Map<string, { readonly at: number; readonly event: unknown }>();

  row(sequence: number, text: string): void {
    const change = changeIn(text);
    for (const document of change.documents) {
      const key = keyOf(document.kind, document.id);
      const before = this.documents.get(key);
      // Rows of the first format do not say it.
      const { version = 1 } = document;
      if (!("body" in document)) {
        if (before) this.documents.set(key, { version, body: patched(before.body, document.patch) });
      } else if (document.body !== null) this.documents.set(key, { version, body: document.body as object });
      else {
        if (document.retired && before) this.#retire(key, sequence, before);
        this.documents.delete(key);
      }
    }
    for (const { room, position } of takenBy(change)) this.mail.delete(keyOf(room, position));
    change.mail.forEach(({ to, message }, index) => {
      this.mail.set(keyOf(to, mailPosition(sequence, index)), message);
    });
    for (const { room = change.room, id, at, event } of change.due)
      if (at === null) this.due.delete(keyOf(room, id));
      else this.due.set(keyOf(room, id), { at, event });
  }

  #retire(key: string, sequence: number, { version, body }: ReplayedDocument): void {
    const known = this.retired.get(key);
    const retirement = { sequence, version, digest: bodyDigest(body) };
    if (known) known.push(retirement);
    else this.retired.set(key, [retirement]);
  }
}

/** Kinds and rooms have no blank. */
export const keyOf = (kind: string, id: string | number): string => `${kind} ${id}`;

export const bodyDigest = (body: unknown): string => digest("sha256", JSON.stringify(body, inOrder));

const inOrder = (_key: string, value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
