/**
 * One real day of orders from a CSV file, as the Online Retail data has it (Chen 2015, UCI Machine Learning Repository, doi 10.24432/C5BW33, CC BY 4.0).
 *
 * A day of your own: UTF-8 CSV with a header line and these columns in any order; further columns are passed over.
 *
 * | column | what |
 * | --- | --- |
 * | `InvoiceNo` | number of the order; all its lines share it. A number that begins with `C` is a cancellation |
 * | `StockCode` | code of the goods |
 * | `Description` | name of the goods; may be empty |
 * | `Quantity` | whole units |
 * | `InvoiceDate` | `2010-12-01 08:26:00` (or with `T`; seconds may be left out), taken as UTC |
 * | `Country` | destination, in English |
 * | `Kind` (may be left out) | `goods` or `service`, where your codes do not follow the rule below; empty means the rule |
 *
 * What real days hold, and what becomes of it:
 *
 * | in the file | becomes |
 * | --- | --- |
 * | invoice, number not with `C` | one order at the time of its first line, also when no line of goods is left (the house refuses it then) |
 * | invoice, number with `C` | one return of its goods, whatever the sign of the quantity; without goods it is a mere credit: counted, not sent |
 * | code that is no goods (`POST`, `M`, `BANK CHARGES`, …; `goods-code.ts`) | an item of kind `service`; its lines with a positive quantity stand in the order, others are counted |
 * | one code twice in an invoice | one line with the sum, where the first stood |
 * | negative quantity of goods outside a cancellation | a write-off of so many units, reason: the description; never a line |
 * | quantity 0 | left out and counted |
 * | code with blanks around it, in lower case, with strange characters | trimmed, upper case, made an id (`goods-code.ts`) |
 * | quantity of thousands | kept |
 * | empty description | the first description found on a line of the same code, else the code |
 * | empty customer, price 0 | of no interest here |
 * | anything else (no date, 1.5 units, no country) | an error that names file, line and column; nothing is taken from the file |
 */
import { readFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, Sku } from "@floorplane/contracts/ids";
import { rowsMax } from "@floorplane/contracts/wms.schema";
import { parse } from "csv-parse/sync";
import { byTime, type Demand, type DemandItem, type WmsRequest } from "./demand.ts";
import { idFromCode, isGoodsCode } from "./goods-code.ts";

/** Lines that were left out, by reason. */
export interface LeftOut {
  zeroQuantity: number;
  /** Service lines with a negative quantity, and service lines of cancellations. */
  serviceCredits: number;
  /** Cancellations without any goods. */
  credits: number;
}

export interface CsvDay extends Demand {
  readonly leftOut: Readonly<LeftOut>;
}

const columnsNeeded = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "Country",
] as const;
type Column = (typeof columnsNeeded)[number] | "Kind";

/** A week of the busiest real days is 2 MB; beyond this it is not a day of orders. */
const fileBytesMax = 64 * 1024 * 1024;
const unitsMax = 1_000_000;
const nameLengthMax = 200;
const countryLengthMax = 80;

interface Row {
  readonly line: number;
  readonly invoice: string;
  readonly sku: Sku;
  readonly goods: boolean;
  readonly description: string;
  readonly quantity: number;
  readonly at: number;
  readonly country: string;
}

/** Reads files one after the other: days in a row. An invoice belongs to one file. */
export function readOrderFiles(files: readonly string[]): CsvDay {
  return joinDays(
    files.map((file) => {
      let bytes: Buffer;
      try {
        bytes = readFileSync(file);
      } catch (error) {
        const why =
          (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : String(error);
        throw new FloorplaneError({
          code: "bad-option",
          message: `${file} cannot be read: ${why}`,
          field: "--orders",
        });
      }
      return { file, day: parseOrders(bytes, file) };
    }),
  );
}

export function joinDays(days: readonly { readonly file: string; readonly day: CsvDay }[]): CsvDay {
  const fileOf = new Map<string, string>();
  const items = new Map<Sku, DemandItem>();
  const leftOut: LeftOut = { zeroQuantity: 0, serviceCredits: 0, credits: 0 };
  for (const { file, day } of days) {
    for (const request of day.requests) {
      const id = invoiceOf(request);
      const other = fileOf.get(id);
      if (other !== undefined && other !== file)
        throw new FloorplaneError({
          code: "malformed-file",
          message: `invoice ${id} stands in ${other} and in ${file}; give each file once, and each invoice in one file`,
          field: file,
        });
      fileOf.set(id, file);
    }
    for (const item of day.items) {
      const known = items.get(item.sku);
      if (!known || (known.name === known.sku && item.name !== item.sku)) items.set(item.sku, item);
    }
    leftOut.zeroQuantity += day.leftOut.zeroQuantity;
    leftOut.serviceCredits += day.leftOut.serviceCredits;
    leftOut.credits += day.leftOut.credits;
  }
  return {
    items: [...items.values()].sort((a, b) => byCodeUnits(a.sku, b.sku)),
    requests: byTime(days.flatMap(({ day }) => day.requests)),
    leftOut,
  };
}

const invoiceOf = (request: WmsRequest): string =>
  request.kind === "order"
    ? request.body.order
    : request.kind === "return"
      ? request.body.return
      : request.body.writeOff.replace(/:\d+$/, "");

/** @param file how the file is called in errors */
export function parseOrders(bytes: Uint8Array, file: string): CsvDay {
  const rows = readRows(bytes, file);
  const leftOut: LeftOut = { zeroQuantity: 0, serviceCredits: 0, credits: 0 };
  const requests: WmsRequest[] = [];
  for (const lines of invoices(rows).values())
    requests.push(
      ...(lines[0]!.invoice.startsWith("C") ? cancellation(lines, leftOut) : order(lines, file, leftOut)),
    );
  return { items: itemsOf(rows), requests: byTime(requests), leftOut };
}

function invoices(rows: readonly Row[]): Map<string, Row[]> {
  const byInvoice = new Map<string, Row[]>();
  for (const row of rows) {
    const lines = byInvoice.get(row.invoice);
    if (lines) lines.push(row);
    else byInvoice.set(row.invoice, [row]);
  }
  return byInvoice;
}

function order(rows: readonly Row[], file: string, leftOut: LeftOut): WmsRequest[] {
  const { invoice, at, country } = rows[0]!;
  const units = new Map<Sku, number>();
  const requests: WmsRequest[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.quantity === 0) leftOut.zeroQuantity++;
    else if (row.quantity > 0) units.set(row.sku, (units.get(row.sku) ?? 0) + row.quantity);
    else if (!row.goods) leftOut.serviceCredits++;
    else
      requests.push({
        kind: "write-off",
        at: row.at,
        body: {
          writeOff: `${invoice}:${index + 1}`,
          sku: row.sku,
          quantity: -row.quantity,
          reason: row.description || "no reason given",
        },
      });
  }
  if (units.size > rowsMax)
    throw new FloorplaneError({
      code: "malformed-file",
      message: `${file}, line ${rows[0]!.line}, column InvoiceNo: invoice ${invoice} has ${units.size} lines; an order has at most ${rowsMax}, so make it several`,
      field: "InvoiceNo",
    });
  const lines = [...units].map(([sku, quantity], index) => ({ line: String(index + 1), sku, quantity }));
  requests.unshift({ kind: "order", at, body: { order: invoice, country, lines } });
  return requests;
}

function cancellation(rows: readonly Row[], leftOut: LeftOut): WmsRequest[] {
  const units = new Map<Sku, number>();
  for (const row of rows) {
    if (row.quantity === 0) leftOut.zeroQuantity++;
    else if (!row.goods) leftOut.serviceCredits++;
    else units.set(row.sku, (units.get(row.sku) ?? 0) + Math.abs(row.quantity));
  }
  if (units.size === 0) {
    leftOut.credits++;
    return [];
  }
  const lines = [...units].map(([sku, quantity]) => ({ sku, quantity }));
  return [{ kind: "return", at: rows[0]!.at, body: { return: rows[0]!.invoice, lines } }];
}

/** Each code once. Lines that ship goods name them best; on write-offs the description is often a remark. */
function itemsOf(rows: readonly Row[]): DemandItem[] {
  const items = new Map<Sku, { goods: boolean; name: string; remark: string }>();
  for (const { sku, goods, description, quantity } of rows) {
    let item = items.get(sku);
    if (!item) items.set(sku, (item = { goods, name: "", remark: "" }));
    if (quantity > 0) item.name ||= description;
    else item.remark ||= description;
  }
  return [...items]
    .map(
      ([sku, { goods, name, remark }]): DemandItem => ({
        sku,
        name: (name || remark || sku).slice(0, nameLengthMax),
        kind: goods ? "goods" : "service",
      }),
    )
    .sort((a, b) => byCodeUnits(a.sku, b.sku));
}

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

function readRows(bytes: Uint8Array, file: string): Row[] {
  if (bytes.length > fileBytesMax)
    throw new FloorplaneError({
      code: "too-large",
      message: `${file} has ${bytes.length} bytes; a file of orders has at most ${fileBytesMax}`,
      field: file,
    });
  let parsed: Parsed[];
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    parsed = parse(text, {
      columns: true,
      info: true,
      bom: true,
      skip_empty_lines: true,
    }) as unknown as Parsed[];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FloorplaneError({
      code: "malformed-file",
      message: `${file} is no CSV file: ${why}`,
      field: file,
    });
  }
  const first = parsed[0];
  if (!first)
    throw new FloorplaneError({
      code: "malformed-file",
      message: `${file} has no line of orders`,
      field: file,
    });
  for (const column of columnsNeeded)
    if (!(column in first.record))
      throw new FloorplaneError({
        code: "malformed-file",
        message: `${file}, line 1: there is no column ${column}; it needs ${columnsNeeded.join(", ")}`,
        field: column,
      });
  return parsed.map((each) => readRow(each, file));
}

function readRow({ record, info: { lines: line } }: Parsed, file: string): Row {
  const bad = (column: Column, why: string): FloorplaneError =>
    new FloorplaneError({
      code: "malformed-file",
      message: `${file}, line ${line}, column ${column}: ${why}`,
      field: column,
    });
  const text = (column: Column): string => (record[column] ?? "").trim();

  const invoice = idFromCode(text("InvoiceNo"));
  if (invoice === "") throw bad("InvoiceNo", "is empty; each line belongs to an invoice");
  const sku = idFromCode(text("StockCode"));
  if (sku === "") throw bad("StockCode", "is empty; each line names goods or a service");
  const quantity = Number(text("Quantity"));
  if (!/^[+-]?\d+$/.test(text("Quantity")) || Math.abs(quantity) > unitsMax)
    throw bad("Quantity", `"${text("Quantity")}" is no whole number from -${unitsMax} to ${unitsMax}`);
  const at = utcTime(text("InvoiceDate"));
  if (at === undefined)
    throw bad("InvoiceDate", `"${text("InvoiceDate")}" is no time such as 2010-12-01 08:26:00`);
  const country = text("Country");
  if (country === "" || country.length > countryLengthMax)
    throw bad("Country", `must name the destination in 1 to ${countryLengthMax} characters`);
  const kind = text("Kind");
  if (kind !== "" && kind !== "goods" && kind !== "service")
    throw bad("Kind", `"${kind}" must be goods, service or empty`);
  return {
    line,
    invoice,
    sku: Sku(sku),
    goods: kind === "" ? isGoodsCode(sku) : kind === "goods",
    description: text("Description"),
    quantity: quantity === 0 ? 0 : quantity,
    at,
    country,
  };
}

const TIME = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Undefined for what is no time, 30 February among it. */
function utcTime(text: string): number | undefined {
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(at).toISOString();
  return back.startsWith(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}`) && second < 60
    ? at
    : undefined;
}
