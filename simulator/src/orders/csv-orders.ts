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
import { byCodeUnits, type Sku } from "@floorplane/contracts/ids";
import { rowsMax } from "@floorplane/contracts/wms.schema";
import { type Row, readRows } from "./csv-rows.ts";
import { byTime, type Demand, type DemandItem, type WmsRequest } from "./demand.ts";

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

/** Names on screens are short. */
const nameLengthMax = 200;

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
