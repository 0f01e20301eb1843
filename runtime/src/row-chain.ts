/**
 * The chain of rows: what a step changed becomes text, and each text is hashed with all before it. A document that changes often is written as what changed since its row before; whole again
 * every so often, and the first time after a start, so that whoever reads one never has to read far back.
 */
import { hash as digest } from "node:crypto";
import type { Change, DocumentChange, LedgerHead, Row } from "./ledger/ledger.ts";
import { patchBetween } from "./ledger/patch.ts";
import { textOf } from "./ledger/row-text.ts";

/** After so many patches of one document comes a whole one, but not before they are as long as it: an order of a thousand lines would else be written whole twenty times for every time that all its lines change. */
const patchesMax = 50;
/** Documents whose last body is known; one that was not written for so long is written whole. */
const knownMax = 20_000;
/** Found out at once to be let go next. */
const oldestAtOnce = 1_000;
/** A patch that is not much shorter than the body is not worth it. */
const worthIt = 0.75;

interface Known {
  readonly version: number;
  readonly body: object;
  readonly patches: number;
  /** Of its patches, and of its whole text when that was written. */
  readonly patchedLength: number;
  readonly length: number;
  /** The greater, the later it was written. */
  readonly written: number;
}

const isFull = ({ patches, patchedLength, length }: Known): boolean =>
  patches >= patchesMax && patchedLength >= length;

export class RowChain {
  readonly #known = new Map<string, Known>();
  /** Of the known, those that nobody wrote for longest, the longest last; whoever was written since is not let go. */
  #oldest: (readonly [key: string, known: Known])[] = [];
  #writes = 0;
  #head: LedgerHead = { sequence: 0, hash: "" };

  goOn(head: LedgerHead): void {
    this.#head = head;
  }

  get sequence(): number {
    return this.#head.sequence;
  }

  write(change: Change): Row {
    const text = textOf(
      change,
      change.documents.map((document) => this.#written(document)),
    );
    this.#head = { sequence: this.#head.sequence + 1, hash: digest("sha256", this.#head.hash + text) };
    return { ...this.#head, change, text };
  }

  #written(document: DocumentChange): string {
    const { kind, id, version, body } = document;
    const key = `${kind}/${id}`;
    const known = this.#known.get(key);
    if (body === null) {
      this.#known.delete(key);
      return JSON.stringify(document);
    }
    if (known && known.version === version && !isFull(known)) {
      const patch = patchBetween(known.body, body as object);
      const text = JSON.stringify({ kind, id, version, patch });
      if (text.length < worthIt * known.length) {
        this.#know(key, {
          ...known,
          body: body as object,
          patches: known.patches + 1,
          patchedLength: known.patchedLength + text.length,
        });
        return text;
      }
    }
    const text = JSON.stringify(document);
    this.#know(key, { version, body: body as object, patches: 0, patchedLength: 0, length: text.length });
    return text;
  }

  #know(key: string, known: Omit<Known, "written">): void {
    this.#known.set(key, { ...known, written: this.#writes++ });
    while (this.#known.size > knownMax) this.#letGo();
  }

  /** Whom nobody wrote for longest. Who that is, is found out for several at once. */
  #letGo(): void {
    if (this.#oldest.length === 0)
      this.#oldest = [...this.#known]
        .sort(([, one], [, other]) => one.written - other.written)
        .slice(0, oldestAtOnce)
        .reverse();
    const [key, known] = this.#oldest.pop()!;
    if (this.#known.get(key) === known) this.#known.delete(key);
  }
}
