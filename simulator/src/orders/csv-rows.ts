/** The lines of an order file, each checked: what is wrong is named by file, line and column, and nothing is taken from the file. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Sku } from "@floorplane/contracts/ids";
import { readTable, type TableRow } from "./csv-text.ts";
import { idFromCode, isGoodsCode, isRounded, plainCode } from "./goods-code.ts";

const columns = {
  InvoiceNo: { also: ["Invoice"], needed: true },
  StockCode: { needed: true },
  Description: { needed: true },
  Quantity: { needed: true },
  InvoiceDate: { needed: true },
  Country: { needed: true },
  Kind: { needed: false },
} as const;
type Column = keyof typeof columns;

/** A week of the busiest real days is 2 MB; beyond this it is not a day of orders. */
const fileBytesMax = 64 * 1024 * 1024;
const unitsMax = 1_000_000;
const countryLengthMax = 80;

/** One line of an invoice. */
export interface Row {
  readonly line: number;
  readonly invoice: string;
  readonly sku: Sku;
  readonly goods: boolean;
  readonly description: string;
  readonly quantity: number;
  readonly at: number;
  readonly country: string;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly emptyRows: number;
}

export function readRows(bytes: Uint8Array, file: string): Rows {
  if (bytes.length > fileBytesMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `${file} has ${bytes.length} bytes; a file of orders has at most ${fileBytesMax}`,
      field: file,
    });
  const table = readTable(bytes, file, columns);
  const codes = { InvoiceNo: new Codes("InvoiceNo", file), StockCode: new Codes("StockCode", file) };
  refuseRounded(table.rows, file);
  const rows = table.rows.map((row) => readRow(row, file, codes));
  refuseContradictions(rows, file);
  return { rows, emptyRows: table.emptyRows };
}

const badLine = (file: string, line: number, column: Column, why: string): FloorplaneError =>
  new FloorplaneError({
    code: "malformed-file",
    message: `${file}, line ${line}, column ${column}: ${why}`,
    field: column,
  });

/** Ids of one column, each with the code that it was made from: two codes that differ never become one. */
class Codes {
  readonly #column: Column;
  readonly #file: string;
  readonly #known = new Map<string, { readonly code: string; readonly line: number }>();

  constructor(column: Column, file: string) {
    this.#column = column;
    this.#file = file;
  }

  id(text: string, line: number): string {
    const id = idFromCode(text);
    // The case of goods is a habit of who types; the number of an order is copied.
    const code = this.#column === "StockCode" ? plainCode(text) : text.normalize("NFC");
    const known = this.#known.get(id);
    if (!known) this.#known.set(id, { code, line });
    else if (known.code !== code)
      throw badLine(
        this.#file,
        line,
        this.#column,
        `"${text}" and "${known.code}" of line ${known.line} would both be ${id}; write one of them otherwise`,
      );
    return id;
  }
}

/** A spreadsheet that shows a long number writes `1.23457E+11` for all that begin alike: what it was is lost. */
function refuseRounded(rows: readonly TableRow[], file: string): void {
  for (const column of ["InvoiceNo", "StockCode"] as const) {
    const rounded = rows.filter(({ text }) => isRounded(text[column] ?? ""));
    const [first, second] = rounded;
    if (!first) continue;
    const also = second
      ? ` (and line ${second.line}${rounded.length > 2 ? ` and ${rounded.length - 2} more` : ""})`
      : "";
    throw badLine(
      file,
      first.line,
      column,
      `"${first.text[column]}" is a number that a spreadsheet has rounded${also}; export the column as text`,
    );
  }
}

/** Lines of one invoice go to one place; a line that says otherwise would leave for the wrong country. */
function refuseContradictions(rows: readonly Row[], file: string): void {
  const firsts = new Map<string, Row>();
  const kinds = new Map<string, Row>();
  for (const row of rows) {
    const first = firsts.get(row.invoice);
    if (!first) firsts.set(row.invoice, row);
    else if (first.country.toLowerCase() !== row.country.toLowerCase())
      throw badLine(
        file,
        row.line,
        "Country",
        `invoice ${row.invoice} goes to "${row.country}" here and to "${first.country}" on line ${first.line}; an order has one destination`,
      );
    const same = kinds.get(row.sku);
    if (!same) kinds.set(row.sku, row);
    else if (same.goods !== row.goods)
      throw badLine(
        file,
        row.line,
        "Kind",
        `${row.sku} is ${row.goods ? "goods" : "a service"} here and ${same.goods ? "goods" : "a service"} on line ${same.line}`,
      );
  }
}

function readRow(
  { text, line }: TableRow,
  file: string,
  codes: Record<"InvoiceNo" | "StockCode", Codes>,
): Row {
  const bad = (column: Column, why: string): FloorplaneError => badLine(file, line, column, why);
  const field = (column: Column): string => text[column] ?? "";

  const invoice = codes.InvoiceNo.id(field("InvoiceNo"), line);
  if (invoice === "") throw bad("InvoiceNo", "is empty; each line belongs to an invoice");
  const sku = codes.StockCode.id(field("StockCode"), line);
  if (sku === "") throw bad("StockCode", "is empty; each line names goods or a service");
  const quantity = Number(field("Quantity"));
  if (!/^[+-]?\d+(?:\.0+)?$/.test(field("Quantity")) || Math.abs(quantity) > unitsMax)
    throw bad("Quantity", `"${field("Quantity")}" is no whole number from -${unitsMax} to ${unitsMax}`);
  const at = utcTime(field("InvoiceDate"));
  if (at === undefined)
    throw bad("InvoiceDate", `"${field("InvoiceDate")}" is no time such as 2010-12-01 08:26:00`);
  const country = field("Country");
  if (country === "" || country.length > countryLengthMax)
    throw bad("Country", `must name the destination in 1 to ${countryLengthMax} characters`);
  const kind = field("Kind").toLowerCase();
  if (kind !== "" && kind !== "goods" && kind !== "service")
    throw bad("Kind", `"${kind}" must be goods, service or empty`);
  return {
    line,
    invoice,
    sku: Sku(sku),
    goods: kind === "" ? isGoodsCode(sku) : kind === "goods",
    description: field("Description"),
    quantity: quantity === 0 ? 0 : quantity,
    at,
    country,
  };
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;
const [yearMin, yearMax] = [1990, 2199];

/** Undefined for what is no time, 30 February among it. Without an offset it is UTC. */
function utcTime(text: string): number | undefined {
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const numbers = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const [year, month, day, hour, minute, second] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < yearMin || year > yearMax || second > 59) return undefined;
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at).toISOString();
  if (!back.startsWith(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}`)) return undefined;
  return at - offsetMs(parts[7]);
}

function offsetMs(text: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
