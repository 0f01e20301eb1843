/** The desk of one step: gathers what is written and what is to be done. */
import type { Kind } from "@floorplane/contracts/kind";
import type { Mail } from "@floorplane/contracts/messages";
import type { RoomName } from "@floorplane/contracts/rooms";
import type { Topic } from "@floorplane/contracts/topics";
import type { Bus } from "./bus/bus.ts";
import type { DocumentChange, DueChange, MailChange } from "./ledger/ledger.ts";
import type { Desk } from "./room.ts";

export class StepDesk implements Desk {
  readonly now: number;
  readonly #bus: Bus;
  readonly documents = new Map<string, DocumentChange>();
  readonly notes = new Map<string, DocumentChange>();
  readonly mail: MailChange[] = [];
  readonly dues = new Map<string, DueChange>();
  readonly effects: (() => void)[] = [];

  constructor(now: number, bus: Bus) {
    this.now = now;
    this.#bus = bus;
  }

  /** Whether a restart would decide otherwise without it: a deadline that is over alone can wait for company. */
  get wrote(): boolean {
    if (this.documents.size > 0 || this.mail.length > 0) return true;
    for (const { at } of this.dues.values()) if (at !== null) return true;
    return false;
  }

  /** The deadline that fired, where all that came of it is its next time. */
  onlyRearmed(fired: string): DueChange | undefined {
    if (this.documents.size > 0 || this.mail.length > 0 || this.effects.length > 0) return undefined;
    const [due, ...others] = [...this.dues.values()].filter(({ at }) => at !== null);
    return others.length === 0 && due?.id === fired ? due : undefined;
  }

  put<Body extends object>({ name, version }: Kind<Body>, id: string, body: Body): void {
    this.#write({ kind: name, id, version, body });
  }

  note<Body extends object>({ name, version }: Kind<Body>, id: string, body: Body): void {
    const key = `${name}/${id}`;
    const document = { kind: name, id, version, body };
    if (this.documents.has(key)) this.documents.set(key, document);
    else this.notes.set(key, document);
  }

  remove({ name, version }: Kind, id: string): void {
    this.#write({ kind: name, id, version, body: null });
  }

  retire({ name, version }: Kind, id: string): void {
    this.#write({ kind: name, id, version, body: null, retired: true });
  }

  send<To extends RoomName>(to: To, message: Mail[To]): void {
    this.mail.push({ to, message });
  }

  due(id: string, at: number, event: object): void {
    this.dues.set(id, { id, at, event });
  }

  cancelDue(id: string): void {
    this.dues.set(id, { id, at: null, event: null });
  }

  publish(topic: Topic, payload: Uint8Array): void {
    this.effects.push(() => this.#bus.publish(topic, payload));
  }

  after(effect: () => void): void {
    this.effects.push(effect);
  }

  #write(document: DocumentChange): void {
    const key = `${document.kind}/${document.id}`;
    this.notes.delete(key);
    this.documents.set(key, document);
  }
}
