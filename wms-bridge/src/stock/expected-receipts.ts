/** Goods that the WMS announced, and when: what promises are made of. Nothing here is stock, and none of it is held. */
import { byCodeUnits, type ClientId, type Sku } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type ExpectedReceipt, expectedReceiptKind } from "./expected-receipt.kind.ts";

export interface WithExpected {
  readonly expected: ExpectedReceipts;
}

export interface Arrival {
  readonly at: number;
  readonly units: number;
}

const none: readonly Arrival[] = [];

export class ExpectedReceipts extends Shelf<string, ExpectedReceipt> {
  readonly #bySku = new Map<Sku, Set<ExpectedReceipt>>();
  /** SKUs of which more or less is expected than when promises were made last. */
  readonly #changed = new Set<Sku>();

  /** `overdueMs`: what did not come so long after its time is expected no more. */
  constructor(stores: Stores, client: ClientId, overdueMs: number) {
    super(stores, {
      kind: expectedReceiptKind,
      id: ({ receipt }) => receipt,
      owner: { own: client, ids: "client" },
      body: (receipt) => ({ ...receipt }),
      read: (receipt) => receipt,
      isOver: ({ expectedAt }, now) => expectedAt < now - overdueMs,
    });
  }

  /** In the place of what was announced under its number before; without lines, nothing is. */
  announce(receipt: ExpectedReceipt): void {
    this.arrived(receipt.receipt, receipt.client);
    if (receipt.lines.length > 0) this.add(receipt);
  }

  /** It came, or does not come any more. */
  arrived(receipt: string, client: ClientId): void {
    const known = this.get(receipt, client);
    if (known) this.remove(known);
  }

  /** The earliest first. */
  arrivalsOf(sku: Sku): readonly Arrival[] {
    const receipts = this.#bySku.get(sku);
    if (!receipts) return none;
    const arrivals = [...receipts].flatMap(({ expectedAt, lines }) =>
      lines.flatMap((line) => (line.sku === sku ? { at: expectedAt, units: line.units } : [])),
    );
    return arrivals.sort((a, b) => a.at - b.at);
  }

  takeChanged(): Sku[] {
    if (this.#changed.size === 0) return [];
    const changed = [...this.#changed].sort(byCodeUnits);
    this.#changed.clear();
    return changed;
  }

  override add(receipt: ExpectedReceipt): ExpectedReceipt {
    this.restored(receipt);
    for (const { sku } of receipt.lines) this.#changed.add(sku);
    return super.add(receipt);
  }

  override remove(receipt: ExpectedReceipt): void {
    for (const { sku } of receipt.lines) {
      this.#changed.add(sku);
      const receipts = this.#bySku.get(sku);
      if (receipts?.delete(receipt) && receipts.size === 0) this.#bySku.delete(sku);
    }
    super.remove(receipt);
  }

  protected override restored(receipt: ExpectedReceipt): void {
    for (const { sku } of receipt.lines) {
      const receipts = this.#bySku.get(sku);
      if (receipts) receipts.add(receipt);
      else this.#bySku.set(sku, new Set([receipt]));
    }
  }
}
