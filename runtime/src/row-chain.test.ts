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

it("of more documents than it knows it lets those go that nobody wrote for longest", () => {
  const chain = new RowChain();
  const isWhole = (id: string, at: number): boolean => {
    const body = { at, text: "which is the same each time, so that a patch is shorter" };
    const document = { kind: "order", id, version: 1, body };
    const { text } = chain.write({
      at,
      room: "wms-bridge",
      cause: { type: "picked" },
      documents: [document],
      mail: [],
      due: [],
      taken: 0,
    });
    return text.includes('"body"');
  };
  const known = 20_000;
  for (let order = 0; order < known; order++) isWhole(`O${order}`, 1);

  expect(isWhole("O0", 2)).toBe(false);
  for (let order = known; order < known + 1_500; order++) expect(isWhole(`O${order}`, 1)).toBe(true);

  expect([isWhole("O0", 3), isWhole("O1501", 3), isWhole(`O${known}`, 3)]).toEqual([false, false, false]);
  expect([isWhole("O1", 3), isWhole("O1500", 3)]).toEqual([true, true]);
});
