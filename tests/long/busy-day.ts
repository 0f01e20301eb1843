/** A day that keeps a dozen robots at work, of the tests' own making. */
import { seededRandom } from "@floorplane/runtime/random";

/** Sixty orders of one to five lines within half an hour. */
export function aBusyDay(seed: number): string {
  const random = seededRandom(seed).split("orders");
  const rows = ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country"];
  for (let order = 0; order < 60; order++) {
    const minute = String(Math.floor(order / 2)).padStart(2, "0");
    const country = ["United Kingdom", "France", "Spain"][random.below(3)]!;
    for (let line = 0; line <= random.below(5); line++)
      rows.push(
        `90${1_000 + order},${30_001 + random.below(40)},THING,${1 + random.below(20)},2026-05-04 10:${minute}:${order % 2 ? "30" : "00"},${country}`,
      );
  }
  return `${rows.join("\n")}\n`;
}
