/** Days on which everybody wants the same: order files in the format of `simulate --orders`, made and never copied. */
import { secondMs } from "@floorplane/contracts/units";

export interface Rush {
  readonly orders: number;
  /** Stock codes of an order, by its number. */
  readonly goods: (order: number) => readonly number[];
  /** Between two orders. */
  readonly everyS: number;
}

const startAt = Date.UTC(2026, 4, 4, 10);
const countries = ["Germany", "France", "Spain", "United Kingdom"];

export const rushes = {
  oneItem: { orders: 300, goods: () => [40_001], everyS: 15 },
  oneItemAtOnce: { orders: 300, goods: () => [40_001], everyS: 1 },
  twoItems: { orders: 260, goods: (order) => [order % 9 === 0 ? 30_012 : 30_011], everyS: 15 },
  hotAndCold: { orders: 200, goods: (order) => [40_001, 41_000 + ((order * 7) % 60)], everyS: 8 },
  thirtyItems: { orders: 300, goods: (order) => [41_000 + ((order * 7) % 30)], everyS: 15 },
  threeOfThirty: {
    orders: 200,
    goods: (order) => [0, 11, 23].map((k) => 41_000 + ((order * 7 + k) % 30)),
    everyS: 10,
  },
} as const satisfies Record<string, Rush>;

export function rushCsv({ orders, goods, everyS }: Rush): string {
  const lines = Array.from({ length: orders }, (_, order) => {
    const at = new Date(startAt + order * everyS * secondMs).toISOString().slice(0, 19).replace("T", " ");
    const country = countries[(order * 5) % countries.length];
    return goods(order).map((code) => `${6_000 + order},${code},thing,${1 + (order % 3)},${at},${country}`);
  });
  return `${["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country", ...lines.flat()].join("\n")}\n`;
}
