/** The ledger in memory: for the virtual clock and for tests. Durable at once, gone with the process. */
import { byCodeUnits } from "@floorplane/contracts/ids";
import type { KeptRow } from "@floorplane/contracts/kind";
import type { RoomName } from "@floorplane/contracts/rooms";
import {
  type Ledger,
  type LedgerHead,
  mailPosition,
  type Row,
  type StoredDue,
  type StoredMail,
  takenBy,
} from "./ledger.ts";

export interface MemoryLedgerOptions {
  /** Keep every row for `rows()`; a simulated month would fill the memory, so `simulate` does not. */
  readonly keepRows?: boolean;
}

export class MemoryLedger implements Ledger {
  readonly #keepRows: boolean;
  readonly #rows: Row[] = [];
  readonly #documents = new Map<string, Map<string, Omit<KeptRow, "id">>>();
  /** As texts: there are many, and hardly one is ever asked for. */
  readonly #retired = new Map<string, string>();
  readonly #mail = new Map<RoomName, Map<number, unknown>>();
  readonly #due = new Map<string, StoredDue>();
  #head: LedgerHead = { sequence: 0, hash: "" };
  #durable: (sequence: number) => void = () => {};

  constructor(options: MemoryLedgerOptions = {}) {
    this.#keepRows = options.keepRows ?? true;
  }

  async open(): Promise<LedgerHead> {
    return this.#head;
  }

  whenDurable(hear: (sequence: number) => void): void {
    this.#durable = hear;
  }

  append(row: Row): void {
    const { change } = row;
    for (const { kind, id, version, body, retired } of change.documents) {
      let documents = this.#documents.get(kind);
      if (!documents) this.#documents.set(kind, (documents = new Map()));
      const before = documents.get(id);
      if (retired && before) this.#retired.set(`${kind}/${id}`, JSON.stringify({ id, ...before }));
      if (body === null) documents.delete(id);
      else documents.set(id, { version, body });
    }
    for (const { room, position } of takenBy(change)) this.#mail.get(room)?.delete(position);
    change.mail.forEach(({ to, message }, index) => {
      let box = this.#mail.get(to);
      if (!box) this.#mail.set(to, (box = new Map()));
      box.set(mailPosition(row.sequence, index), message);
    });
    for (const due of change.due) {
      const room = due.room ?? change.room;
      const key = `${room}/${due.id}`;
      if (due.at === null) this.#due.delete(key);
      else this.#due.set(key, { room, id: due.id, at: due.at, event: due.event });
    }
    this.#head = { sequence: row.sequence, hash: row.hash };
    if (this.#keepRows) this.#rows.push(row);
    this.#durable(row.sequence);
  }

  async documents(
    kind: string,
    range: { readonly from?: string; readonly to?: string } = {},
  ): Promise<KeptRow[]> {
    const found: KeptRow[] = [];
    for (const [id, { version, body }] of this.#documents.get(kind) ?? [])
      if ((range.from === undefined || id >= range.from) && (range.to === undefined || id < range.to))
        found.push({ id, version, body: structuredClone(body) });
    return found.sort((a, b) => byCodeUnits(a.id, b.id));
  }

  past(kind: string, id: string, found: (row: KeptRow | undefined) => void): void {
    const retired = this.#retired.get(`${kind}/${id}`);
    found(retired === undefined ? undefined : (JSON.parse(retired) as KeptRow));
  }

  async mail(room: RoomName): Promise<StoredMail[]> {
    return [...(this.#mail.get(room) ?? [])].map(([position, message]) => ({ position, message }));
  }

  async due(): Promise<StoredDue[]> {
    return [...this.#due.values()].sort(
      (a, b) => a.at - b.at || byCodeUnits(a.room, b.room) || byCodeUnits(a.id, b.id),
    );
  }

  async rows(from: number, limit: number): Promise<Row[]> {
    const first = this.#rows[0]?.sequence ?? 1;
    const start = Math.max(0, from - first);
    return this.#rows.slice(start, start + limit);
  }

  async bytes(): Promise<number> {
    return 0;
  }

  async close(): Promise<void> {}
}
