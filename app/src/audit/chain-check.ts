/** Goes through a ledger's rows in order and says where its chain does not hold: each row must come right after the one before and follow from it. */
import { hash as digest } from "node:crypto";
import type { LedgerHead, StoredRow } from "@floorplane/runtime/ledger/ledger";
import { segmentRows } from "@floorplane/runtime/ledger/segment";

/** What an audit found, in a code with what it is about; a sentence beside it for people. */
export interface AuditFault {
  readonly code:
    | "row-missing"
    | "row-changed"
    | "tail-cut"
    | "head-differs"
    | "segment-unreadable"
    | "schema-differs"
    | "document-differs"
    | "mail-differs"
    | "deadline-differs"
    | "passport-differs";
  readonly detail: string;
  readonly row?: number;
}

/** The first few say what the rest would. */
const faultsMax = 20;

export class ChainCheck {
  readonly faults: AuditFault[] = [];
  #head: LedgerHead = { sequence: 0, hash: "" };
  /** Heads that somebody wrote down elsewhere, by their row. */
  readonly #known: ReadonlyMap<number, string>;

  constructor(known: readonly LedgerHead[] = []) {
    this.#known = new Map(known.map(({ sequence, hash }) => [sequence, hash]));
  }

  get head(): LedgerHead {
    return this.#head;
  }

  row({ sequence, text, hash }: StoredRow): void {
    const { sequence: last, hash: before } = this.#head;
    if (sequence !== last + 1)
      this.#fault({
        code: "row-missing",
        row: last + 1,
        detail:
          sequence > last
            ? `row ${last + 1} is not there: the one after ${last} is ${sequence}`
            : `row ${sequence} comes after row ${last}`,
      });
    else if (hash !== digest("sha256", before + text))
      this.#fault({
        code: "row-changed",
        row: sequence,
        detail: `row ${sequence} does not follow from the row before: it was changed, put in or moved, or one of the ${segmentRows} before it was, where those are packed`,
      });
    const known = this.#known.get(sequence);
    if (known !== undefined && known !== hash)
      this.#fault({
        code: "head-differs",
        row: sequence,
        detail: `row ${sequence} has another hash than was written down of it: the ledger up to there was written anew`,
      });
    this.#head = { sequence, hash };
  }

  /** Whoever wrote down a later head saw rows that are not here. */
  end(): void {
    for (const [sequence] of this.#known)
      if (sequence > this.#head.sequence)
        this.#fault({
          code: "tail-cut",
          row: this.#head.sequence,
          detail: `the ledger ends at row ${this.#head.sequence}, and row ${sequence} was written down as its head: its tail was cut off, or it is an older copy`,
        });
  }

  #fault(fault: AuditFault): void {
    if (this.faults.length < faultsMax) this.faults.push(fault);
  }
}
