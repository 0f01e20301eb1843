/** `locations.csv`: columns by their names, each once; rows with the lines that people see, whatever blank lines and line breaks in quotes lie between. */
import { decimalIn } from "@floorplane/contracts/decimal-text";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { schemaFaults } from "@floorplane/contracts/schema-faults";
import { type LocationRow, LocationRowSchema } from "@floorplane/contracts/site";
import { parse as parseCsv } from "csv-parse/sync";
import type { Findings, Sheet } from "./finding.ts";
import type { UsablePart } from "./usable-part.ts";

export const locationColumns = ["location", "kind", "litres", "kilograms", "zone"] as const;

const faultsOf = schemaFaults(LocationRowSchema);
const numbers: ReadonlySet<string> = new Set(["litres", "kilograms"]);

export interface LocationsSheet extends Sheet {
  /** Undefined where they cannot be used. Fields of the sheet are `[3].zone`, counted as these rows. */
  readonly locations: readonly LocationRow[] | undefined;
  /** What can be judged of a file with wrong rows. */
  readonly part?: UsablePart<readonly LocationRow[]> | undefined;
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

export function readLocationsCsv(file: string, text: string, findings: Findings): LocationsSheet {
  const lines: number[] = [];
  const sheet: Sheet = {
    file,
    line: (field) => {
      const row = /^\[(\d+)\]/.exec(field)?.[1];
      return row === undefined ? undefined : lines[Number(row)];
    },
  };
  const nothing = { ...sheet, locations: undefined };
  const rows = rowsOf(text, sheet, findings);
  const [head, ...body] = rows ?? [];
  if (!rows) return nothing;
  if (!head || body.length === 0)
    findings.error(sheet, {
      code: "no-bin",
      field: "",
      message: "there is not one bin in it: no goods could be kept",
      remedy: `write the columns ${locationColumns.join(",")} and a row for each bin`,
    });
  if (!head || !checkHead(head, sheet, findings)) return nothing;
  const before = findings.all.length;
  const sound: number[] = [];
  const locations = body.map(({ cells, line }, index) => {
    lines.push(line);
    const found = findings.all.length;
    if (cells.length !== head.cells.length)
      findings.error(sheet, {
        code: "wrong-value",
        field: "",
        line,
        message: `the row has ${cells.length} values and the first line names ${head.cells.length} columns`,
        remedy: "add or remove values; put a value with a comma in quotes",
      });
    const row = Object.fromEntries(head.cells.map((column, i) => [column, cellValue(column, cells[i])]));
    if (cells.length === head.cells.length) checkRow(row, line, sheet, findings);
    if (findings.all.length === found && cells.length === head.cells.length) sound.push(index);
    return row as unknown as LocationRow;
  });
  if (findings.all.length === before) return { ...sheet, locations };
  const inFile = (field: string): string =>
    field.replace(/^\[(\d+)\]/, (_all, index: string) => `[${sound[Number(index)] ?? index}]`);
  return { ...nothing, part: { value: sound.map((index) => locations[index]!), inFile } };
}

/** Rows that hold nothing at all, as spreadsheets leave them, are no rows. */
function rowsOf(text: string, sheet: Sheet, findings: Findings): Row[] | undefined {
  try {
    const records = parseCsv(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      record_delimiter: ["\r\n", "\n", "\r"],
    }) as unknown as { readonly record: string[]; readonly info: { readonly lines: number } }[];
    return records
      .filter(({ record }) => record.some((cell) => cell !== ""))
      .map(({ record, info }) => ({ cells: record, line: info.lines - breaksIn(record) }));
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    findings.error(sheet, {
      code: "bad-syntax",
      field: "",
      line,
      message: error instanceof Error ? error.message.replace(/ at line \d+\.?$/, "") : String(error),
      remedy: "see that every quote is closed, and that the file is UTF-8 with commas between values",
    });
    return undefined;
  }
}

/** A record's line is counted where it ends. */
const breaksIn = (cells: readonly string[]): number => cells.join("").match(/\r\n|\n|\r/g)?.length ?? 0;

function checkHead({ cells, line }: Row, sheet: Sheet, findings: Findings): boolean {
  const before = findings.all.length;
  const isSemicolon = cells.length === 1 && cells[0]!.includes(";");
  for (const [i, column] of cells.entries()) {
    if (cells.indexOf(column) < i)
      findings.error(sheet, {
        code: "doubled-key",
        field: column,
        line,
        message: `column ${column} stands twice (${cells.indexOf(column) + 1} and ${i + 1}), and only one can count`,
        remedy: "keep one of them",
      });
    else if (!(locationColumns as readonly string[]).includes(column))
      findings.error(sheet, {
        code: "unknown-key",
        field: column,
        line,
        message: `column ${JSON.stringify(column)} is none of ${locationColumns.join(", ")}${didYouMean(column, locationColumns)}`,
        remedy: isSemicolon ? "save the file with commas between values" : "correct its name or remove it",
      });
  }
  if (!isSemicolon)
    for (const column of locationColumns)
      if (!cells.includes(column))
        findings.error(sheet, {
          code: "missing-key",
          field: column,
          line,
          message: `column ${column} is missing`,
          remedy: "add it to the first line and to every row",
        });
  return findings.all.length === before;
}

function checkRow(row: unknown, line: number, sheet: Sheet, findings: Findings): void {
  for (const { field, reason } of faultsOf(row)) {
    const value = (row as Record<string, unknown>)[field];
    findings.error(sheet, {
      code: "wrong-value",
      field,
      line,
      message:
        value === "" ? `${field} is empty` : `${field} ${reason} (it reads ${String(value).slice(0, 80)})`,
      remedy: numbers.has(field) ? "write a number with a decimal point" : "correct the value",
    });
  }
}

/** A text that is no number stays a text, and is refused as one. */
function cellValue(column: string, cell = ""): string | number {
  return numbers.has(column) ? (decimalIn(cell) ?? cell) : cell;
}
