/** Printers of the site's file, and how each fares. */
import type { StationId } from "@floorplane/contracts/ids";
import type { PrinterTrouble } from "@floorplane/contracts/printing";
import { type PrintedLabel, type PrinterRow, printsOf } from "@floorplane/contracts/site-printers";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type KeptPrinter, printerKind } from "./printer.kind.ts";
import { type PrinterEvent, printerChart } from "./printer.machine.ts";

export interface WithPrinters {
  readonly printers: Printers;
}

export class Printers extends Shelf<string, KeptPrinter> {
  readonly #rows: ReadonlyMap<string, PrinterRow>;

  constructor(stores: Stores, rows: readonly PrinterRow[]) {
    super(stores, {
      kind: printerKind,
      id: ({ printer }) => printer,
      body: (printer) => ({ ...printer }),
      read: (kept) => ({ ...kept }),
    });
    this.#rows = new Map(rows.map((row) => [row.printer, row]));
  }

  row(printer: string): PrinterRow | undefined {
    return this.#rows.get(printer);
  }

  rows(): readonly PrinterRow[] {
    return [...this.#rows.values()];
  }

  /** Where labels of this kind are printed at a station. */
  at(station: StationId, label: PrintedLabel): PrinterRow | undefined {
    return this.rows().find((row) => row.station === station && printsOf(row).includes(label));
  }

  /** Where the labels of pallets are printed. */
  forPallets(): PrinterRow | undefined {
    return this.rows().find((row) => printsOf(row).includes("pallet"));
  }

  of(printer: string): KeptPrinter {
    const none = { why: null, since: null, refusals: 0, isTold: false };
    return this.get(printer) ?? this.add({ printer, state: printerChart.initial, ...none });
  }

  begun(printer: string): void {
    this.#move(printer, "label.sent");
  }

  /** It took the label, whatever became of it. */
  took(printer: string): void {
    this.#move(printer, "label.ended");
    Object.assign(this.write(this.of(printer)), { why: null, since: null, refusals: 0, isTold: false });
  }

  refused(printer: string, why: PrinterTrouble, now: number): void {
    this.#move(printer, "printer.refused");
    const { refusals, since, ...before } = this.of(printer);
    Object.assign(this.write(this.of(printer)), {
      ...before,
      why,
      since: since ?? now,
      refusals: refusals + 1,
    });
  }

  told(printer: string): void {
    this.write(this.of(printer)).isTold = true;
  }

  waited(printer: string): void {
    this.#move(printer, "waited");
  }

  /** At a start: what it had is told to a person, and it may be sent the next. */
  startAfresh(printer: string): void {
    this.write(this.of(printer)).state = printerChart.initial;
  }

  #move(printer: string, event: PrinterEvent): void {
    const known = this.of(printer);
    const state = printerChart.next(known.state, event);
    if (state) this.write(known).state = state;
  }
}
