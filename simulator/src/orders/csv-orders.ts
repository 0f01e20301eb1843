/**
 * One real day of orders from a CSV file, as the Online Retail data has it (Chen 2015, UCI Machine Learning Repository, doi 10.24432/C5BW33, CC BY 4.0).
 *
 * A day of your own: CSV in UTF-8 (or UTF-16 with its mark), separated by commas, semicolons or tabs, with a header line and these columns in any order;
 * further columns are passed over, a column that stands twice is refused.
 *
 * | column | what |
 * | --- | --- |
 * | `InvoiceNo` (or `Invoice`) | number of the order; all its lines share it, and their country. A number that begins with `C` is a cancellation |
 * | `StockCode` | code of the goods |
 * | `Description` | name of the goods; may be empty |
 * | `Quantity` | whole units |
 * | `InvoiceDate` | `2010-12-01 08:26:00` (or with `T`; seconds may be left out), UTC where no offset stands |
 * | `Country` | destination, in English or as an ISO code |
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
 * | quantity 0, rows without a character | left out and counted |
 * | code with blanks around it, in lower case, of another script | trimmed, upper case, made an id of its own (`goods-code.ts`) |
 * | quantity of thousands | kept |
 * | empty description | the first description found on a line of the same code, else the code |
 * | empty customer, price 0 | of no interest here |
 * | codes that a spreadsheet rounded (`1.23457E+11`), two codes that would become one, one invoice to two countries | an error that names both lines |
 * | nothing for a month and then an order (a year typed wrong) | an error that names the lines before and after |
 * | anything else (no date, 1.5 units, no country) | an error that names file, line and column; nothing is taken from the file |
 */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { byCodeUnits, type Sku } from "@floorplane/contracts/ids";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import { rowsMax } from "@floorplane/contracts/wms.schema";
import { type Row, readRows } from "./csv-rows.ts";
import { byTime, type Demand, type DemandItem, requestId, type WmsRequest } from "./demand.ts";
import { readParcelFolder } from "./parcel-files.ts";

/** Lines that were left out, by reason. */
export interface LeftOut {
  /** Rows without a single character. */
  emptyRows: number;
  zeroQuantity: number;
  /** Service lines with a negative quantity, and service lines of cancellations. */
  serviceCredits: number;
  /** Cancellations without any goods. */
  credits: number;
}

export interface CsvDay extends Demand {
  readonly leftOut: Readonly<LeftOut>;
}

const nothingLeftOut = (): LeftOut => ({ emptyRows: 0, zeroQuantity: 0, serviceCredits: 0, credits: 0 });

const gapMsMax = 31 * dayMs;
/** Names on screens are short. */
const nameLengthMax = 200;

/** Reads files one after the other: days in a row. An invoice belongs to one file. A folder holds parcels (`parcel-files.ts`). */
export function readOrderFiles(files: readonly string[]): CsvDay {
  const twice = files.find((file, index) => files.findIndex((other) => isSameFile(file, other)) !== index);
  if (twice !== undefined)
    throw new FloorplaneError({
      code: "bad-option",
      message: `${twice} is given twice: each of its orders would be asked for twice`,
      field: "--orders",
    });
  return joinDays(
    files.map((file) => {
      if (isFolder(file)) return { file, day: { ...readParcelFolder(file), leftOut: nothingLeftOut() } };
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

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function isSameFile(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    // Not there: the reading of it says so.
    return one === other;
  }
}

export function joinDays(days: readonly { readonly file: string; readonly day: CsvDay }[]): CsvDay {
  const fileOf = new Map<string, string>();
  const items = new Map<Sku, DemandItem>();
  const leftOut: LeftOut = nothingLeftOut();
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
    leftOut.emptyRows += day.leftOut.emptyRows;
    leftOut.zeroQuantity += day.leftOut.zeroQuantity;
    leftOut.serviceCredits += day.leftOut.serviceCredits;
    leftOut.credits += day.leftOut.credits;
  }
  const requests = byTime(days.flatMap(({ day }) => day.requests));
  for (const [index, request] of requests.entries()) {
    const before = requests[index - 1];
    if (!before || request.at - before.at <= gapMsMax) continue;
    const [late, early] = [request, before].map((each) => fileOf.get(invoiceOf(each))!);
    throw new FloorplaneError({
      code: "bad-option",
      message: `${late} begins ${Math.floor((request.at - before.at) / dayMs)} days after ${early} ends: give days that lie so far apart one by one`,
      field: "--orders",
    });
  }
  return { items: [...items.values()].sort((a, b) => byCodeUnits(a.sku, b.sku)), requests, leftOut };
}

const invoiceOf = (request: WmsRequest): string =>
  request.kind === "write-off" ? request.body.writeOff.replace(/:\d+$/, "") : requestId(request);

/** @param file how the file is called in errors */
export function parseOrders(bytes: Uint8Array, file: string): CsvDay {
  const { rows, emptyRows } = readRows(bytes, file);
  refuseGaps(rows, file);
  const leftOut: LeftOut = { ...nothingLeftOut(), emptyRows };
  const requests: WmsRequest[] = [];
  for (const lines of invoices(rows).values())
    requests.push(
      ...(lines[0]!.invoice.startsWith("C") ? cancellation(lines, leftOut) : order(lines, file, leftOut)),
    );
  return { items: itemsOf(rows), requests: byTime(requests), leftOut };
}

/** A file of days has no month without a line; a year typed wrong would keep the floor waiting for it. */
function refuseGaps(rows: readonly Row[], file: string): void {
  const sorted = [...rows].sort((a, b) => a.at - b.at || a.line - b.line);
  for (const [index, row] of sorted.entries()) {
    const before = sorted[index - 1];
    if (!before || row.at - before.at <= gapMsMax) continue;
    const [late, early] = [row, before].map(({ line, at }) => `line ${line} (${isoTime(at).slice(0, 10)})`);
    throw new FloorplaneError({
      code: "malformed-file",
      message: `${file}, ${late}, column InvoiceDate: nothing stands between it and ${early}, ${Math.floor((row.at - before.at) / dayMs)} days before; is one of the years right? Give days that lie so far apart one by one`,
      field: "InvoiceDate",
    });
  }
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
