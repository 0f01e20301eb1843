import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { encodingFor, StillText } from "./still-text.ts";

it.each([
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["GZIP", "gzip"],
  ["br;q=0.5, gzip;q=0.8", "gzip"],
  ["br;q=0, gzip;q=0.1", "gzip"],
  ["*", "br"],
  ["*;q=0.5, br;q=0", "gzip"],
  ["gzip;q=0.2, identity", undefined],
  ["identity", undefined],
  ["deflate", undefined],
  ["gzip;q=0", undefined],
  ["*;q=0", undefined],
  ["gzip;q=much", undefined],
  ["", undefined],
  [undefined, undefined],
])("sends a browser that accepts %s the encoding %s", (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});

it("says the same in every encoding, in a fraction of the bytes", () => {
  const text = JSON.stringify(Array.from({ length: 2_000 }, (_, n) => ({ x: n * 1.25, y: n, width: 0.6 })));
  const still = new StillText(text);

  const [plain, gzip, brotli] = ["", "gzip", "br"].map((accepted) => still.for(accepted).body);

  expect(plain).toBe(text);
  expect(gunzipSync(gzip!).toString()).toBe(text);
  expect(brotliDecompressSync(brotli!).toString()).toBe(text);
  expect(Math.max(gzip!.length, brotli!.length)).toBeLessThan(text.length / 4);
  expect(still.for("br").body).toBe(brotli);
});
