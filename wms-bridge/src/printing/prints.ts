/** All print jobs, until two days after they ended: in the queue of their printer, and by what they are of. */
import { Bug } from "@floorplane/contracts/errors";
import type { ClientId } from "@floorplane/contracts/ids";
import type { LabelKind } from "@floorplane/contracts/prints.schema";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Print, type PrintedBy, type PrintWhy, printKind } from "./print.kind.ts";
import { type PrintEvent, printChart } from "./print.machine.ts";

export interface WithPrints {
  readonly prints: Prints;
}

export const numberOf = ({ print }: Pick<Print, "print">): number => Number(print.slice(1));
export const isOver = ({ state }: Pick<Print, "state">): boolean =>
  state === "printed" || state === "failed" || state === "replaced";

export class Prints extends Shelf<string, Print> {
  /** Asked for and not sent, the longest ago first. */
  readonly #queues = new Map<string, Print[]>();
  readonly #byLabel = new Map<string, Print[]>();
  readonly #underway = new Set<Print>();

  constructor(stores: Stores, client: ClientId, keptMs: number) {
    super(stores, {
      kind: printKind,
      id: ({ print }) => print,
      owner: { own: client, ids: "house" },
      body: (print) => ({ ...print }),
      read: (kept) => ({ ...kept }),
      isOver: (print, now) => isOver(print) && print.endedAt !== null && print.endedAt < now - keptMs,
      staysFindable: true,
    });
  }

  queueOf(printer: string): readonly Print[] {
    return this.#queues.get(printer) ?? [];
  }

  /** Printers that something waits for, whether the site's files name them or not. */
  queued(): readonly string[] {
    return [...this.#queues.keys()].sort();
  }

  /** Sent, and nothing heard since. */
  underway(): readonly Print[] {
    return [...this.#underway].sort((a, b) => numberOf(a) - numberOf(b));
  }

  /** In the order in which they were asked for. */
  of(label: LabelKind, of: string): readonly Print[] {
    return this.#byLabel.get(`${label}/${of}`) ?? [];
  }

  override add(print: Print): Print {
    this.#find(print);
    return super.add(print);
  }

  override retire(print: Print): void {
    const key = `${print.label}/${print.of}`;
    const left = this.of(print.label, print.of).filter((one) => one !== print);
    if (left.length > 0) this.#byLabel.set(key, left);
    else this.#byLabel.delete(key);
    super.retire(print);
  }

  sent(print: Print, sentAt: number): void {
    this.#become(print, "label.sent");
    Object.assign(this.write(print), { sentAt, why: null });
  }

  taken(print: Print): void {
    this.#become(print, "printer.took");
  }

  nothingLeft(print: Print, why: PrintWhy): void {
    this.#become(print, "nothing.left");
    Object.assign(this.write(print), { sentAt: null, why });
  }

  givenUp(print: Print, why: PrintWhy, endedAt: number): void {
    this.#become(print, "given.up");
    Object.assign(this.write(print), { why, endedAt });
  }

  printed(print: Print, printedBy: PrintedBy, endedAt: number, decidedBy: string | null = null): void {
    const events = {
      status: "printer.confirmed",
      connection: "printer.confirmed",
      scan: "label.scanned",
      person: "person.found",
    } as const;
    this.#become(print, events[printedBy]);
    Object.assign(this.write(print), { printedBy, endedAt, decidedBy, why: null });
  }

  unknown(print: Print, why: PrintWhy): void {
    this.#become(print, "left.unknown");
    this.write(print).why = why;
  }

  replaced(print: Print, decidedBy: string, endedAt: number): void {
    this.#become(print, "person.again");
    Object.assign(this.write(print), { decidedBy, endedAt });
  }

  protected override restored(print: Print): void {
    this.#find(print);
  }

  #become(print: Print, event: PrintEvent): void {
    const next = printChart.next(print.state, event);
    if (!next) throw new Bug(`print job ${print.print} is ${print.state} and cannot follow ${event}`);
    this.#drop(print);
    this.write(print).state = next;
    this.#list(print);
  }

  #find(print: Print): void {
    const key = `${print.label}/${print.of}`;
    this.#byLabel.set(
      key,
      [...this.of(print.label, print.of), print].sort((a, b) => numberOf(a) - numberOf(b)),
    );
    this.#list(print);
  }

  #list(print: Print): void {
    if (print.state === "sent") this.#underway.add(print);
    if (print.state !== "asked") return;
    const queue = this.#queues.get(print.printer) ?? [];
    queue.push(print);
    queue.sort((a, b) => numberOf(a) - numberOf(b));
    this.#queues.set(print.printer, queue);
  }

  #drop(print: Print): void {
    this.#underway.delete(print);
    const left = this.queueOf(print.printer).filter((one) => one !== print);
    if (left.length > 0) this.#queues.set(print.printer, left);
    else this.#queues.delete(print.printer);
  }
}
