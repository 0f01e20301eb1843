/** What spreadsheets, exports and people do to files of orders: read for what was meant, or refused with both places; never shipped wrong. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseOrders, readOrderFiles } from "./csv-orders.ts";

const cases = join(
  process.env.FLOORPLANE_DATA ?? join(import.meta.dirname, "../../../../shared"),
  "field-cases/csv",
);
const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country";
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (...rows: string[]) => parseOrders(bytes([header, ...rows].join("\n")), "day.csv");
const reading =
  (...rows: string[]) =>
  () =>
    read(...rows);
const orders = (day: ReturnType<typeof parseOrders>) =>
  day.requests.flatMap((request) =>
    request.kind === "order"
      ? [
          `${request.body.country}: ${request.body.lines.map(({ sku, quantity }) => `${quantity} ${sku}`).join(", ")}`,
        ]
      : [],
  );
const good = "700001,11111A,CUP,3,2011-03-01 09:00:00,France";

describe.skipIf(!existsSync(cases))(`files that broke something (needs ${cases})`, () => {
  const file = (name: string) => join(cases, name);

  it("a column that stands twice is refused with both places", () => {
    expect(() => readOrderFiles([file("duplicate-quantity-header.csv")])).toThrow(
      "line 1: column Quantity stands twice, as field 4 and field 7",
    );
  });

  it("numbers that a spreadsheet rounded are refused with both lines", () => {
    expect(() => readOrderFiles([file("scientific-invoice-numbers.csv")])).toThrow(
      /line 2, column InvoiceNo: "1.23457E\+11" is a number that a spreadsheet has rounded \(and line 3\)/,
    );
  });

  it("two numbers in another script are two orders, to China and to France", () => {
    expect(orders(readOrderFiles([file("non-latin-invoice-numbers.csv")]))).toEqual([
      "China: 3 11111A",
      "France: 5 22222",
    ]);
  });

  it("one invoice to two countries is refused with both lines", () => {
    expect(() => readOrderFiles([file("one-invoice-two-countries.csv")])).toThrow(
      'line 5, column Country: invoice 700001 goes to "France" here and to "United Kingdom" on line 2',
    );
  });

  it("empty rows at the end are counted and the rest is read", () => {
    const day = readOrderFiles([file("trailing-empty-rows.csv")]);

    expect(day.leftOut.emptyRows).toBe(2);
    expect(orders(day)).toEqual(["United Kingdom: 3 11111A, 3 22222", "United Kingdom: 3 11111A"]);
  });

  it("a year that was typed wrong is refused with the lines on both sides of the gap", () => {
    expect(() => readOrderFiles([file("year-typo-2101.csv")])).toThrow(
      /line 4 \(2101-03-01\), column InvoiceDate: nothing stands between it and line 3 \(2011-03-01\), 32\d{3} days before/,
    );
  });
});

describe("codes that differ never become one", () => {
  it.each([
    ["blank and underscore", "A 1", "A_1"],
    ["in case, for the number of an order", "a1", "A1"],
    ["in a character that no id has", "A/1", "A#1"],
    ["in another script", "订单甲", "订单乙"],
    ["in the tail of a long code", `${"9".repeat(70)}1`, `${"9".repeat(70)}2`],
    ["full width and plain digits", "１００", "100"],
  ])("%s", (_, one, other) => {
    const rows = [
      `${one},11111A,CUP,1,2011-03-01 09:00:00,France`,
      `${other},11111A,CUP,2,2011-03-01 09:00:00,France`,
    ];
    let found: number | string;
    try {
      found = orders(read(...rows)).length;
    } catch (error) {
      found = (error as Error).message;
    }

    if (found !== 2) expect(found).toMatch(/day\.csv, line 3, column InvoiceNo: .* of line 2 would both be/);
  });

  it.each([
    ["blanks and case of goods", " 11111a ", "11111A"],
    ["decomposed letters", "CAFE\u0301", "CAF\u00c9"],
    ["characters that nobody sees", "111\u200b11A", "11111A"],
    ["a blank that does not break", "11111\u00a0A", "11111 A"],
  ])("while one code in two spellings stays one: %s", (_, one, other) => {
    const day = read(
      `1,"${one}",CUP,1,2011-03-01 09:00:00,France`,
      `1,"${other}",CUP,2,2011-03-01 09:00:00,France`,
    );

    expect(day.items).toHaveLength(1);
    expect(orders(day)[0]).toMatch(/^France: 3 /);
  });

  it.each(["1.23457E+11", "1,23E+05", "8E+06", "1.5e-3"])("%s as a stock code is refused", (code) => {
    expect(reading(good, `700002,"${code}",CUP,1,2011-03-01 09:00:00,France`)).toThrow(
      "line 3, column StockCode",
    );
  });

  it.each(["15056BL", "1E5", "E+11", "85123E"])("%s is a code like others", (code) => {
    expect(read(`700002,${code},CUP,1,2011-03-01 09:00:00,France`).items).toHaveLength(1);
  });
});

describe("own codes", () => {
  it("are goods: what is not known as a service is shipped, not passed over", () => {
    const day = read(
      "1,SHOE-42,Shoe,1,2011-03-01 09:00:00,France",
      "1,POST,Postage,1,2011-03-01 09:00:00,France",
    );

    expect(day.items.map(({ sku, kind }) => `${sku} ${kind}`)).toEqual(["POST service", "SHOE-42 goods"]);
  });

  it("that are goods on one line and a service on another are refused with both", () => {
    const text = `${header},Kind\n1,A,x,1,2011-03-01 09:00:00,France,goods\n1,A,x,1,2011-03-01 09:00:00,France,service\n`;

    expect(() => parseOrders(bytes(text), "day.csv")).toThrow(
      "line 3, column Kind: A is a service here and goods on line 2",
    );
  });
});

describe("what programs write", () => {
  const text = [header, good, "700002,22222,MUG,5,2011-03-01 09:00:00,Spain"].join("\n");
  const want = ["France: 3 11111A", "Spain: 5 22222"];

  it.each([
    ["with a mark of UTF-8", `\ufeff${text}`],
    ["with line ends of Windows", text.replaceAll("\n", "\r\n")],
    ["with line ends mixed", text.replace("\n", "\r\n")],
    ["with line ends mixed the other way", `${text.replace(/\n(?=7000)/, "\r")}\r\n`],
    ["with semicolons", text.replaceAll(",", ";")],
    ["with tabs", text.replaceAll(",", "\t")],
    ["with a line that names the separator", `sep=;\n${text.replaceAll(",", ";")}`],
    ["with empty lines between", text.replaceAll("\n", "\n\n\n")],
    ["with delimiters behind", text.replace("France", "France,,,")],
    [
      "with other spellings of the header",
      text.replace("InvoiceNo", "Invoice No").replace("Quantity", "QUANTITY "),
    ],
    [
      "with another order of columns and further ones",
      text.replaceAll("\n", ",x\n").replace(",x", ",Comment").replace("Spain", "Spain,"),
    ],
    ["with quantities as decimals", text.replace(",3,", ",3.0,")],
    ["with times in ISO 8601", text.replace("2011-03-01 09:00:00,F", "2011-03-01T10:00:00.000+01:00,F")],
  ])("is read %s", (_, changed) => {
    expect(orders(parseOrders(bytes(changed), "day.csv"))).toEqual(want);
  });

  it.each(["utf-16le", "utf-16be"] as const)("is read in %s", (encoding) => {
    const little = Buffer.from(`\ufeff${text}`, "utf16le");

    expect(orders(parseOrders(encoding === "utf-16le" ? little : little.swap16(), "day.csv"))).toEqual(want);
  });

  it.each([
    ["no UTF-8", Buffer.concat([bytes(`${text}\n`), Buffer.from([0xe9])]), "save it again as CSV UTF-8"],
    ["a NUL character", bytes(text.replace("MUG", "M\0G")), "line 3: holds a NUL character"],
    ["a field too few", bytes(text.replace(",CUP", "")), "line 2: has 5 fields and the header has 6"],
    ["a field too many", bytes(text.replace("CUP", "CUP, RED")), "line 2: has 7 fields and the header has 6"],
    ["a quotation mark left open", bytes(text.replace("MUG", '"MUG')), "is no CSV file"],
    ["quantities of a spreadsheet", bytes(text.replace(",5,", ",1E+05,")), "line 3, column Quantity"],
    ["thousands with a comma", bytes(text.replace(",5,", ',"1,000",')), "line 3, column Quantity"],
    [
      "days and months that could be either",
      bytes(text.replace("2011-03-01 09:00:00,S", "3/1/2011 9:00,S")),
      "line 3, column InvoiceDate",
    ],
    [
      "days as numbers",
      bytes(text.replace("2011-03-01 09:00:00,S", "40603.375,S")),
      "line 3, column InvoiceDate",
    ],
    [
      "two names of one column",
      bytes(text.replace("Description", "Invoice")),
      "column InvoiceNo stands twice, as field 1 and field 3",
    ],
  ])("is refused with its line: %s", (_, changed, words) => {
    expect(() => parseOrders(changed, "day.csv")).toThrow(words);
  });

  it("names the line where a row begins, behind texts of several lines and empty lines", () => {
    const rows = [
      '700001,11111A,"CUP\nRED\n",3,2011-03-01 09:00:00,France',
      "",
      "",
      '700002,22222,"MUG\nBLUE",many,2011-03-01 09:00:00,Spain',
    ];

    expect(reading(...rows)).toThrow("day.csv, line 7, column Quantity");
  });
});

describe("several files", () => {
  it("one file twice, by whatever name, is refused: its stock and its orders would be doubled", () => {
    const folder = mkdtempSync(join(tmpdir(), "floorplane-twice-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [one, link, other] = ["a.csv", "b.csv", "c.csv"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(one, [header, good].join("\n"));
    symlinkSync(one, link);
    writeFileSync(other, readFileSync(one));

    expect(() => readOrderFiles([one, one])).toThrow("is given twice");
    expect(() => readOrderFiles([one, link])).toThrow("is given twice");
    expect(() => readOrderFiles([one, other])).toThrow("invoice 700001 stands in");
  });

  it("days that lie a year apart are refused: the floor would wait for them", () => {
    const folder = mkdtempSync(join(tmpdir(), "floorplane-apart-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [one, other] = ["a.csv", "b.csv"].map((name) => join(folder, name)) as [string, string];
    writeFileSync(one, [header, good].join("\n"));
    writeFileSync(other, [header, good.replace("700001", "8").replace("2011", "2012")].join("\n"));

    expect(() => readOrderFiles([one, other])).toThrow(/b\.csv begins 366 days after .*a\.csv ends/);
  });
});
