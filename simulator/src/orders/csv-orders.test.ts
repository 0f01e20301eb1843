import { describe, expect, it } from "vitest";
import { joinDays, parseOrders, readOrderFiles } from "./csv-orders.ts";
import type { WmsRequest } from "./demand.ts";

const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const day = (...rows: string[]) =>
  parseOrders(new TextEncoder().encode([header, ...rows].join("\n")), "day.csv");
const row = (
  changes: Partial<Record<"invoice" | "code" | "name" | "quantity" | "time" | "country", string>> = {},
): string => {
  const { invoice = "536365", code = "85123A", name = "LANTERN", quantity = "6" } = changes;
  const { time = "2010-12-01 08:26:00", country = "United Kingdom" } = changes;
  return `${invoice},${code},${name},${quantity},${time},2.55,17850.0,${country}`;
};
const ofKind = <Kind extends WmsRequest["kind"]>(requests: readonly WmsRequest[], kind: Kind) =>
  requests.filter((request): request is Extract<WmsRequest, { kind: Kind }> => request.kind === kind);

describe("a day of orders from CSV", () => {
  it("makes one order of the lines of an invoice, at the time of the first", () => {
    const { requests } = day(row(), row({ code: "71053", quantity: "2", time: "2010-12-01 08:30:00" }));

    expect(requests).toEqual([
      {
        kind: "order",
        at: Date.UTC(2010, 11, 1, 8, 26),
        body: {
          order: "536365",
          country: "United Kingdom",
          lines: [
            { line: "1", sku: "85123A", quantity: 6 },
            { line: "2", sku: "71053", quantity: 2 },
          ],
        },
      },
    ]);
  });

  it("merges a code that stands twice, whatever its case and blanks", () => {
    const { requests, items } = day(
      row({ code: "85123a" }),
      row({ code: " 85123A " }),
      row({ code: "71053" }),
    );

    expect(ofKind(requests, "order")[0]!.body.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ["85123A", 12],
      ["71053", 6],
    ]);
    expect(items.map(({ sku }) => sku)).toEqual(["71053", "85123A"]);
  });

  it("makes a cancellation a return of its goods", () => {
    const { requests } = day(
      row({ invoice: "C536379", quantity: "-3" }),
      row({ invoice: "C536379", code: "D", quantity: "-1" }),
    );

    expect(requests).toEqual([
      {
        kind: "return",
        at: Date.UTC(2010, 11, 1, 8, 26),
        body: { return: "C536379", lines: [{ sku: "85123A", quantity: 3 }] },
      },
    ]);
  });

  it("counts a cancellation without goods and sends nothing", () => {
    const { requests, leftOut } = day(row({ invoice: "C1", code: "D", quantity: "-1" }));

    expect(requests).toEqual([]);
    expect(leftOut).toEqual({ emptyRows: 0, zeroQuantity: 0, serviceCredits: 1, credits: 1 });
  });

  it.each([
    "POST",
    "D",
    "M",
    "m",
    "C2",
    "DOT",
    "BANK CHARGES",
    "AMAZONFEE",
    "gift_0001_20",
    "S",
    "PADS",
    "CRUK",
    "B",
  ])("knows %s as a service, which is no pick", (code) => {
    const { items, requests } = day(row({ code, quantity: "1" }));

    expect(items.map(({ kind }) => kind)).toEqual(["service"]);
    expect(ofKind(requests, "order")).toHaveLength(1);
  });

  it.each(["85123A", "15056BL", "22423", "DCGS0076", "DCGSSBOY", "SP1002"])("knows %s as goods", (code) => {
    expect(day(row({ code })).items.map(({ kind }) => kind)).toEqual(["goods"]);
  });

  it("makes a negative quantity outside a cancellation a write-off, and still an order of the invoice", () => {
    const { requests } = day(row({ invoice: "536996", quantity: "-20", name: "damages" }));

    expect(ofKind(requests, "write-off").map(({ body }) => body)).toEqual([
      { writeOff: "536996:1", sku: "85123A", quantity: 20, reason: "damages" },
    ]);
    expect(ofKind(requests, "order")[0]!.body.lines).toEqual([]);
  });

  it("leaves out and counts lines of quantity 0, and keeps thousands", () => {
    const { requests, leftOut } = day(row({ quantity: "0" }), row({ code: "23166", quantity: "74215" }));

    expect(leftOut.zeroQuantity).toBe(1);
    expect(ofKind(requests, "order")[0]!.body.lines).toEqual([{ line: "1", sku: "23166", quantity: 74_215 }]);
  });

  it("makes ids of codes with strange characters, and cuts long ones without mixing them up", () => {
    const long = "1".repeat(70);
    const { items } = day(
      row({ code: "BANK CHARGES" }),
      row({ code: `${long}A` }),
      row({ code: `${long}B` }),
    );

    const skus = items.map(({ sku }) => sku);
    expect(skus).toContain("BANK_CHARGES");
    expect(new Set(skus).size).toBe(3);
    for (const sku of skus) expect(sku).toMatch(/^[A-Za-z0-9_.:~-]{1,64}$/);
  });

  it("names goods by a line that ships them, not by the remark of a write-off", () => {
    const { items } = day(
      row({ invoice: "1", quantity: "-2", name: "wet" }),
      row({ invoice: "2", name: "" }),
      row({ invoice: "3", name: "LANTERN" }),
    );

    expect(items[0]!.name).toBe("LANTERN");
  });

  it("lets an own file say what is goods", () => {
    const text =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country,Kind\nA1,SHOE-42,Shoe,1,2026-05-04T09:00,Germany,goods\n";

    const { items } = parseOrders(new TextEncoder().encode(text), "own.csv");

    expect(items).toEqual([{ sku: "SHOE-42", name: "Shoe", kind: "goods" }]);
  });

  it.each([
    ["InvoiceNo", row({ invoice: "" })],
    ["StockCode", row({ code: "" })],
    ["Quantity", row({ quantity: "1.5" })],
    ["Quantity", row({ quantity: "many" })],
    ["Quantity", row({ quantity: "9999999" })],
    ["InvoiceDate", row({ time: "2010-02-30 08:00:00" })],
    ["InvoiceDate", row({ time: "yesterday" })],
    ["Country", row({ country: "" })],
  ])("refuses a wrong %s with file, line and column", (column, bad) => {
    expect(() => day(row(), bad)).toThrow(`day.csv, line 3, column ${column}`);
  });

  it("refuses a file without a column it needs, without a line, and what is no CSV", () => {
    const read = (text: string) => () => parseOrders(new TextEncoder().encode(text), "day.csv");

    expect(read("InvoiceNo,StockCode\n1,2\n")).toThrow("day.csv, line 1: there is no column Description");
    expect(read(header)).toThrow("day.csv has no line");
    expect(read(`${header}\n"open`)).toThrow("day.csv is no CSV file");
    expect(() => readOrderFiles(["/nowhere/day.csv"])).toThrow("/nowhere/day.csv cannot be read");
  });

  it("refuses an invoice that stands in two files", () => {
    const both = [
      { file: "a.csv", day: day(row()) },
      { file: "b.csv", day: day(row({ time: "2010-12-02 08:26:00" })) },
    ];

    expect(() => joinDays(both)).toThrow("invoice 536365 stands in a.csv and in b.csv");
  });
});
