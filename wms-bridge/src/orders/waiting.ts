/** Orders that wait for units which no open place has, by what they wait for. What their documents say is enough to find it again. */
import { byCodeUnits, type Sku } from "@floorplane/contracts/ids";
import type { LackedUnits, Order } from "./order.ts";
import { byUrgency } from "./urgency.ts";

export class WaitingOrders {
  /** And for how many units. */
  readonly #bySku = new Map<Sku, Map<Order, number>>();
  /** SKUs for which more or fewer wait, or others first, than when promises were made last. */
  readonly #changed = new Set<Sku>();

  /** The order hears of stock of these SKUs, and of no others. */
  waitFor(order: Order, lacking: readonly LackedUnits[]): void {
    this.stop(order);
    for (const { sku, units } of lacking) {
      const orders = this.#bySku.get(sku);
      if (orders) orders.set(order, units);
      else this.#bySku.set(sku, new Map([[order, units]]));
      this.#changed.add(sku);
    }
  }

  stop(order: Order): void {
    if (this.#bySku.size === 0) return;
    for (const { sku } of order.needs) {
      const orders = this.#bySku.get(sku);
      if (!orders?.delete(order)) continue;
      this.#changed.add(sku);
      if (orders.size === 0) this.#bySku.delete(sku);
    }
  }

  has(order: Order): boolean {
    return order.needs.some(({ sku }) => this.#bySku.get(sku)?.has(order));
  }

  isAwaited(sku: Sku): boolean {
    return this.#bySku.has(sku);
  }

  /** SKUs that are waited for. */
  awaited(): Sku[] {
    return [...this.#bySku.keys()].sort(byCodeUnits);
  }

  /** Those that wait for one of these SKUs, or for any; the most urgent first. */
  waitingFor(skus: Iterable<Sku> = this.#bySku.keys()): Order[] {
    if (this.#bySku.size === 0) return [];
    const found = new Set<Order>();
    for (const sku of skus) for (const order of this.#bySku.get(sku)?.keys() ?? []) found.add(order);
    return [...found].sort(byUrgency);
  }

  /** Units of the SKU that the order waits for. */
  unitsOf(order: Order, sku: Sku): number {
    return this.#bySku.get(sku)?.get(order) ?? 0;
  }

  /** Orders that wait for units of the SKU and go first, and for how many; a whole one waits for no single unit. */
  *before(order: Order, sku: Sku): Iterable<readonly [Order, number]> {
    for (const [other, units] of this.#bySku.get(sku) ?? [])
      if (other.allocation !== "whole" && byUrgency(other, order) < 0) yield [other, units];
  }

  /** It must leave sooner, or may later. */
  turnsChanged(order: Order): void {
    for (const { sku } of order.needs) if (this.unitsOf(order, sku) > 0) this.#changed.add(sku);
  }

  takeChanged(): Sku[] {
    if (this.#changed.size === 0) return [];
    const changed = [...this.#changed].sort(byCodeUnits);
    this.#changed.clear();
    return changed;
  }
}
