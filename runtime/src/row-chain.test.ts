/** How much of a document is written each time that a little of it changes. */
import { expect, it } from "vitest";
import type { Change } from "./ledger/ledger.ts";
import { RowChain } from "./row-chain.ts";

function writing(lines: number): { readonly bytes: number; readonly whole: number } {
  const chain = new RowChain();
  let bytes = 0;
  let whole = 0;
  const body = { lines: Array.from({ length: lines }, (_, line) => ({ line, sku: `S${line}`, picked: 0 })) };
  const write = (): void => {
    const document = { kind: "order", id: "O1", version: 1, body: structuredClone(body) };
    const change: Change = {
      at: 1,
      room: "wms-bridge",
      cause: { type: "picked" },
      documents: [document],
      mail: [],
      due: [],
      taken: 0,
    };
    const { text } = chain.write(change);
    bytes += text.length;
    if (text.includes('"body"')) whole++;
  };
  write();
  for (const line of body.lines) {
    line.picked = 1;
    write();
  }
  return { bytes, whole };
}

it("an order writes itself in proportion to its lines", () => {
  const [hundred, thousand] = [writing(100), writing(1_000)];

  expect(thousand.bytes / hundred.bytes).toBeLessThan(13);
});

it("a short document is written whole after fifty patches, so that nobody reads far back", () => {
  expect(writing(40).whole).toBe(1);
  expect(writing(60).whole).toBe(2);
});
