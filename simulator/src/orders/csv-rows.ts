/** The lines of an order file, each checked: what is wrong is named by file, line and column, and nothing is taken from the file. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { Sku } from "@floorplane/contracts/ids";
import { parse } from "csv-parse/sync";
import { idFromCode, isGoodsCode } from "./goods-code.ts";

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

interface Parsed {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

export function readRows(bytes: Uint8Array, file: string): Row[] {
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
