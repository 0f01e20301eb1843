/** The nine real days as they are read; skipped by name where the files are absent. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { OrderId, Sku } from "@floorplane/contracts/ids";
import {
  parseOrderRequest,
  parseReturnRequest,
  parseWriteOffRequest,
} from "@floorplane/contracts/wms.schema";
import { describe, expect, it } from "vitest";
import { readOrderFiles } from "./csv-orders.ts";
import { requestId } from "./demand.ts";

const folder = join(
  process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../../../shared"),
  "data/online-retail",
);
const parsers = { order: parseOrderRequest, return: parseReturnRequest, "write-off": parseWriteOffRequest };

/** Invoices not beginning with C, cancellations with goods, write-off lines; counted by hand with another tool. */
const counted: Readonly<Record<string, readonly [number, number, number]>> = {
  "2010-12-01.csv": [137, 5, 1],
  "2010-12-02.csv": [144, 23, 1],
  "2010-12-03.csv": [101, 7, 28],
  "2010-12-05.csv": [88, 6, 0],
  "2010-12-06.csv": [115, 18, 7],
  "2010-12-07.csv": [93, 7, 8],
  "2010-12-08.csv": [125, 22, 2],
  "2010-12-09.csv": [149, 34, 17],
  "2010-12-10.csv": [84, 6, 3],
};

describe.skipIf(!existsSync(folder))(`the real days (needs ${folder})`, () => {
  it.each(Object.entries(counted))(
    "%s has its orders, returns and write-offs",
    (file, [orders, returns, writeOffs]) => {
      const { requests } = readOrderFiles([join(folder, file)]);

      const count = (kind: string) => requests.filter((request) => request.kind === kind).length;
      expect([count("order"), count("return"), count("write-off")]).toEqual([orders, returns, writeOffs]);
    },
  );

  it("become requests that the house's own door would take, under ids that are ids", () => {
    const files = readdirSync(folder).filter((name) => name in counted);
    const { requests, items } = readOrderFiles(files.map((name) => join(folder, name)));

    for (const request of requests) {
      parsers[request.kind as keyof typeof parsers](request.body);
      OrderId(requestId(request));
    }
    for (const { sku } of items) Sku(sku);
    expect(new Set(requests.map(requestId)).size).toBe(requests.length);
    expect(items.filter(({ kind }) => kind === "service").map(({ sku }) => sku)).toEqual([
      "AMAZONFEE",
      "BANK_CHARGES",
      "C2",
      "D",
      "DOT",
      "M",
      "POST",
      "S",
    ]);
  });
});
