/** The table of an order file as text: which encoding, which separator, which columns, and on which line each row begins. What spreadsheets leave behind is read or refused, never guessed. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import { parse } from "csv-parse/sync";

export interface TableRow {
  /** Where the row begins, counted from 1, header and empty lines included. */
  readonly line: number;
  readonly text: Readonly<Record<string, string>>;
}

export interface Table {
  readonly rows: readonly TableRow[];
  /** Rows without a single character, as spreadsheets append them. */
  readonly emptyRows: number;
}

interface Parsed {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

const separators = [",", ";", "\t"] as const;

/**
 * @param columns how each column is called and what else it may be called, all compared without case, blanks and punctuation
 * @param file how the file is called in errors
 */
export function readTable(
  bytes: Uint8Array,
  file: string,
  columns: Readonly<Record<string, { readonly also?: readonly string[]; readonly needed: boolean }>>,
): Table {
  const bad = (message: string, field = file): FloorplaneError =>
    new FloorplaneError({ code: "malformed-file", message: `${file}${message}`, field });
  const records = recordsOf(textOf(bytes, bad), bad);
  const [header, ...rest] = records;
  if (!header) throw bad(" has no line of orders");
  const places = placesOf(header, columns, bad);
  const rows: TableRow[] = [];
  let emptyRows = 0;
  for (const { record, line } of rest) {
    if (record.every((field) => field.trim() === "")) {
      emptyRows++;
      continue;
    }
    if (
      record.length < header.record.length ||
      record.slice(header.record.length).some((field) => field.trim() !== "")
    )
      throw bad(
        `, line ${line}: has ${record.length} fields and the header has ${header.record.length}; put a text with separators in quotation marks`,
      );
    rows.push({
      line,
      text: Object.fromEntries([...places].map(([column, index]) => [column, (record[index] ?? "").trim()])),
    });
  }
  if (rows.length === 0) throw bad(" has no line of orders");
  return { rows, emptyRows };
}

type Refuse = (message: string, field?: string) => FloorplaneError;

/** UTF-8 and, by its mark, UTF-16; whatever ends a line becomes one character. */
function textOf(bytes: Uint8Array, bad: Refuse): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw bad(" is no CSV file in UTF-8: save it again as CSV UTF-8");
  }
  const zero = text.indexOf("\0");
  if (zero >= 0)
    throw bad(`, line ${text.slice(0, zero).split("\n").length}: holds a NUL character; is it damaged?`);
  return text.replace(/\r\n?/g, "\n");
}

function recordsOf(
  text: string,
  bad: Refuse,
): { readonly record: readonly string[]; readonly line: number }[] {
  // The first line of a spreadsheet's file may name the separator.
  const named = /^sep=(.)\n/.exec(text)?.[1];
  const first = text.slice(0, text.indexOf("\n") >>> 0);
  const delimiter =
    named ?? separators.reduce((best, each) => (count(first, each) > count(first, best) ? each : best));
  const passed = named === undefined ? 0 : 1;
  let parsed: Parsed[];
  try {
    parsed = parse(passed === 0 ? text : text.slice(text.indexOf("\n") + 1), {
      delimiter,
      record_delimiter: "\n",
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Parsed[];
  } catch (error) {
    throw bad(` is no CSV file: ${error instanceof Error ? error.message : String(error)}`);
  }
  // `lines` counts to the end of a record, and a text in quotation marks may go over several.
  return parsed.map(({ record, raw, info }) => ({
    record,
    line: info.lines + passed - count(raw.replace(/^\n+/, "").replace(/\n$/, ""), "\n"),
  }));
}

const count = (text: string, part: string): number => text.split(part).length - 1;

function placesOf(
  header: { readonly record: readonly string[]; readonly line: number },
  columns: Readonly<Record<string, { readonly also?: readonly string[]; readonly needed: boolean }>>,
  bad: Refuse,
): Map<string, number> {
  const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const places = new Map<string, number>();
  for (const [column, { also = [], needed }] of Object.entries(columns)) {
    const names = [column, ...also].map(plain);
    const found = header.record.flatMap((name, index) => (names.includes(plain(name)) ? [index] : []));
    if (found.length > 1)
      throw bad(
        `, line ${header.line}: column ${column} stands twice, as field ${found.map((index) => index + 1).join(" and field ")}; leave one`,
        column,
      );
    if (found.length === 0 && needed)
      throw bad(
        `, line ${header.line}: there is no column ${column}; it needs ${Object.keys(columns)
          .filter((name) => columns[name]!.needed)
          .join(", ")}`,
        column,
      );
    if (found[0] !== undefined) places.set(column, found[0]);
  }
  return places;
}
