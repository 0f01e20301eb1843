/** What a dropped file is answered with: a CSV beside it, a row for each order, or for each line of items and stock. */
import { decimalIn } from "@floorplane/contracts/decimal-text";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { Problem } from "@floorplane/contracts/problem";
import { replayed } from "../intake/answering/refusal.ts";
import type { DropFile, Post } from "./drop-file.ts";

export interface ReportRow {
  /** Of the file, counted from 1. */
  readonly line: number;
  /** An order's or a snapshot's; of a line of items and stock, its SKU. */
  readonly number: string;
  /** `known`: it was sent before, with the same content. */
  readonly result: "taken" | "known" | "refused";
  readonly code: string;
  readonly field: string;
  readonly detail: string;
}

const head = ["line", "number", "result", "code", "field", "detail"] as const;
const taken = { code: "", field: "", detail: "" };

export const reportOfUnread = ({ line, field, why }: Extract<DropFile, { kind: "unread" }>): ReportRow[] => [
  { line, number: "", result: "refused", code: "malformed-file", field, detail: why },
];

export function reportOf(
  { number, lines, names = [], contradiction }: Post,
  response?: HttpResponse,
): ReportRow[] {
  const [line = 1] = lines;
  const called = (each: number): string => names[lines.indexOf(each)] ?? number;
  const refused = (each: number) => ({ line: each, number: called(each), result: "refused" }) as const;
  if (contradiction)
    return [
      {
        ...refused(contradiction.line ?? line),
        code: "malformed-message",
        field: contradiction.field,
        detail: contradiction.why,
      },
    ];
  if (!response) return [];
  if (response.status < 300) {
    const isKnown = response.status === 200 || response.headers[replayed] === "true";
    const result = number !== "" && isKnown ? "known" : "taken";
    return (number === "" ? lines : [line]).map((each) => ({
      line: each,
      number: called(each),
      result,
      ...taken,
    }));
  }
  const problem = JSON.parse(new TextDecoder().decode(response.body)) as Problem;
  const { code, detail, field = "" } = problem;
  const faults = problem.errors ?? [{ field, detail }];
  const rows = faults.map((fault): ReportRow => {
    const place = /^(?:lines|items|rows)\[(\d+)\]/.exec(fault.field)?.[1];
    return { ...refused((place && lines[Number(place)]) || line), ...fault, code };
  });
  if (number !== "") return rows;
  const named = new Set(rows.map((row) => row.line));
  const others = lines.flatMap((each): ReportRow[] =>
    named.has(each)
      ? []
      : [{ ...refused(each), code, field: "", detail: "not booked: other lines of it are wrong" }],
  );
  return [...rows, ...others].sort((a, b) => a.line - b.line);
}

const isFormula = (value: string | number): boolean =>
  typeof value === "string" && /^[=+\-@\t\r]/.test(value) && decimalIn(value) === undefined;

export const reportCsv = (rows: readonly ReportRow[]): string =>
  `${[head.join(","), ...rows.map((row) => head.map((column) => cell(row[column])).join(","))].join("\n")}\n`;

/** RFC 4180; a detail may hold whatever was sent. What a spreadsheet would take for a formula has an apostrophe before it, as text has there. */
const cell = (value: string | number): string => {
  const text = isFormula(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
