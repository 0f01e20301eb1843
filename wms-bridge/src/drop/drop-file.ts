/**
 * A dropped CSV file as the requests that it stands for: one for each order, pieces of a thousand rows of items and stock, each client's apart. What the door would refuse is left to the door, so
 * that a file and a program hear the same words.
 */

import { decimalIn } from "@floorplane/contracts/decimal-text";
import { didYouMean } from "@floorplane/contracts/nearest-name";
import { rowsMax } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { parse } from "csv-parse/sync";
import { hashOfContent } from "../intake/reading/hash.ts";
import {
  allColumns,
  type CellForm,
  columnNamed,
  type DropKind,
  dropColumns,
  kindOf,
} from "./drop-columns.ts";

/** A request, and the lines of the file that it was made from, in the order of its rows. */
export interface Post {
  readonly path: string;
  readonly key: string;
  readonly body: object;
  /** What it is called in the report: an order's number; "" for rows. */
  readonly number: string;
  readonly lines: readonly number[];
  /** What each of its rows is about: an item's SKU. */
  readonly names?: readonly string[];
  /** Lines of one order say two things of it, or one of them cannot be read: it is not sent. */
  readonly contradiction?: { readonly field: string; readonly why: string; readonly line?: number };
}

export type DropFile =
  | { readonly kind: DropKind; readonly posts: readonly Post[] }
  /** Nothing of it is taken. */
  | { readonly kind: "unread"; readonly line: number; readonly field: string; readonly why: string };

/** A file of a busy day has some ten megabytes. */
export const fileBytesMax = 64 * 1024 * 1024;

interface Row {
  readonly line: number;
  /** Why it cannot be read. */
  readonly broken?: string;
  readonly cells: Readonly<Record<string, unknown>>;
}

export function readDropFile(bytes: Uint8Array): DropFile {
  const unread = (why: string, line = 1, field = ""): DropFile => ({ kind: "unread", line, field, why });
  let records: { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    records = parse(text, {
      delimiter: separatorOf(text),
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { code, message, lines } = error as {
      readonly code?: string;
      readonly message: string;
      readonly lines?: number;
    };
    if (code === "CSV_QUOTE_NOT_CLOSED")
      return unread("a quotation mark is opened and never closed: close it, or double it inside a text");
    if (
      code === "INVALID_CLOSING_QUOTE" ||
      code === "CSV_INVALID_CLOSING_QUOTE" ||
      code === "INVALID_OPENING_QUOTE"
    )
      return unread(
        "a quotation mark stands inside a text: put the whole text in quotation marks, and double those in it",
        lines ?? 1,
      );
    const why = message;
    return unread(`it is no CSV file in UTF-8 (${why}): save it again as CSV UTF-8`);
  }
  const [head, ...body] = records;
  if (!head) return unread("it is empty");
  const header = head.record.map(columnNamed);
  const kind = kindOf(header);
  if (!kind)
    return unread(
      `its first line names no kind of file: orders need ${needs("orders")}; items ${needs("items")}; stock ${needs("stock")}; a snapshot ${needs("snapshot")}`,
    );
  const columns = allColumns(kind);
  const strange = header.find((column) => !Object.hasOwn(columns, column));
  if (strange !== undefined)
    return unread(
      `column ${JSON.stringify(strange)} is none of ${Object.keys(columns).join(", ")}${didYouMean(strange, Object.keys(columns))}`,
      1,
      strange,
    );
  const doubled = header.find((column, index) => header.indexOf(column) < index);
  if (doubled !== undefined) return unread(`column ${doubled} stands twice`, 1, doubled);
  const rows: Row[] = [];
  for (const { record, info } of body) {
    const broken =
      record.length === header.length
        ? {}
        : {
            broken: `the line has ${record.length} values and the first names ${header.length} columns; put a text with separators in quotation marks`,
          };
    rows.push({ line: info.lines, cells: cellsOf(header, record, columns), ...broken });
  }
  return { kind, posts: postsOf(kind, rows) };
}

function postsOf(kind: DropKind, rows: readonly Row[]): Post[] {
  if (kind === "orders")
    return orderPosts(rows.map((row, at) => ofNeighbours(row, rows[at - 1], rows[at + 1])));
  return kind === "snapshot" ? snapshotPosts(rows) : piecePosts(kind, rows);
}

/** Its number may have gone with its other values: between two lines of one order it is that order's, which would else come without it. */
function ofNeighbours(row: Row, before: Row | undefined, after: Row | undefined): Row {
  if (row.broken === undefined || !before || !after) return row;
  const { client, order } = before.cells;
  if (order !== after.cells.order || client !== after.cells.client) return row;
  return { ...row, cells: { ...before.cells } };
}

/** The first that cannot be read: what it belongs to is not taken without it. */
function brokenIn(rows: readonly Row[]): Post["contradiction"] {
  const row = rows.find(({ broken }) => broken !== undefined);
  return row && { field: "", why: row.broken!, line: row.line };
}

/** One is never taken in pieces: what it does not name is a difference too. */
function snapshotPosts(rows: readonly Row[]): Post[] {
  const groups = Map.groupBy(rows, ({ cells }) => `${cells.client ?? ""}\n${cells.snapshot ?? ""}`);
  return [...groups.values()].map((group): Post => {
    const { client, snapshot } = group[0]!.cells;
    const body = {
      ...(client === undefined ? {} : { client }),
      ...(snapshot === undefined ? {} : { snapshot }),
      rows: group.map(({ cells: { client: _named, snapshot: _name, ...row } }) => row),
    };
    const lines = group.map(({ line }) => line);
    const contradiction = brokenIn(group);
    return {
      ...(contradiction ? { contradiction } : {}),
      path: wmsPaths.snapshots,
      key: keyOf([wmsPaths.snapshots, body]),
      body,
      number: String(snapshot ?? ""),
      lines,
    };
  });
}

/** The one that stands most often in the first line. */
function separatorOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  const count = (separator: string): number => first.split(separator).length;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}

const needs = (kind: DropKind): string => Object.keys(dropColumns[kind].needed).join(", ");

/** What is empty is not said; a text that is no number stays one, and is refused as one. */
function cellsOf(
  header: readonly string[],
  record: readonly string[],
  columns: Readonly<Record<string, CellForm>>,
): Row["cells"] {
  return Object.fromEntries(
    header.flatMap((column, index): [string, unknown][] => {
      const text = record[index] ?? "";
      if (text === "") return [];
      const form = columns[column];
      if (form === "list") return [[column, text.split(";").map((part) => part.trim())]];
      if (form === "truth" && (text === "true" || text === "false")) return [[column, text === "true"]];
      return [[column, form === "number" ? (decimalIn(text) ?? text) : text]];
    }),
  );
}

const ofLine = ["line", "sku", "quantity"];
const ofConsignee = ["name", "company", "phone", "email"];
const ofAddress = ["postcode", "city", "state"];

function orderPosts(rows: readonly Row[]): Post[] {
  const orders = Map.groupBy(rows, ({ cells }) => `${cells.client ?? ""}\n${cells.order ?? ""}`);
  return [...orders.values()].map((of): Post => {
    const said = Object.assign({}, ...of.map(({ cells }) => cells)) as Record<string, unknown>;
    const { order, client } = said;
    const rest = Object.entries(said).filter(
      ([column]) => ![...ofLine, ...ofConsignee, ...ofAddress, "address"].includes(column),
    );
    const consignee = pick(said, ofConsignee);
    const address = { ...(said.address ? { lines: said.address } : {}), ...pick(said, ofAddress) };
    const body = {
      ...Object.fromEntries(rest),
      ...(Object.keys(consignee).length > 0 ? { consignee } : {}),
      ...(Object.keys(address).length > 0 ? { address } : {}),
      lines: of.map(({ cells }) => pick(cells, ofLine)),
    };
    const lines = of.map(({ line }) => line);
    const number = client === undefined ? String(order ?? "") : `${client}/${order ?? ""}`;
    const contradiction = brokenIn(of) ?? contradictionIn(of);
    const post = { path: wmsPaths.orders, key: keyOf(body), body, number, lines };
    return contradiction ? { ...post, contradiction } : post;
  });
}

/** A column of the order itself that differs from line to line; the first. */
function contradictionIn(rows: readonly Row[]): Post["contradiction"] {
  const first = rows[0]!;
  for (const column of new Set(rows.flatMap(({ cells }) => Object.keys(cells)))) {
    if (ofLine.includes(column)) continue;
    const text = (row: Row): string => JSON.stringify(row.cells[column] ?? "");
    const other = rows.find((row) => text(row) !== text(first));
    if (other)
      return {
        field: column,
        why: `line ${first.line} says ${text(first)} and line ${other.line} says ${text(other)}; lines of one order say the same`,
      };
  }
  return undefined;
}

function piecePosts(kind: "items" | "stock", rows: readonly Row[]): Post[] {
  const [path, list] =
    kind === "items" ? ([wmsPaths.items, "items"] as const) : ([wmsPaths.openingStock, "rows"] as const);
  // A receipt is one number: taken without a line, that line could never be sent under it again.
  const isAlone = ({ broken, cells }: Row): boolean => broken !== undefined && cells.receipt === undefined;
  const alone = rows.filter(isAlone).map((row): Post => {
    const contradiction = brokenIn([row])!;
    const names = [skuIn(row)];
    return { path, key: keyOf([path, row]), body: {}, number: "", lines: [row.line], names, contradiction };
  });
  const sound = rows.filter((row) => !isAlone(row));
  const groups = Map.groupBy(sound, ({ cells }) => `${cells.client ?? ""}\n${cells.receipt ?? ""}`);
  const pieces = [...groups.values()].flatMap((group) =>
    piecesOf(group, rowsMax).map((piece, index): Post => {
      const { client, receipt } = piece[0]!.cells;
      // A receipt of several pieces is a number for each of them.
      const number = receipt === undefined || group.length <= rowsMax ? receipt : `${receipt} ${index + 1}`;
      const body = {
        ...(client === undefined ? {} : { client }),
        ...(number === undefined ? {} : { receipt: number }),
        [list]: piece.map(({ cells: { client: _named, receipt: _number, ...row } }) => row),
      };
      const lines = piece.map(({ line }) => line);
      const contradiction = brokenIn(group);
      const names = piece.map(skuIn);
      const post = { path, key: keyOf([path, body]), body, number: "", lines, names };
      return contradiction ? { ...post, contradiction } : post;
    }),
  );
  return [...alone, ...pieces];
}

const skuIn = ({ cells }: Row): string => String(cells.sku ?? "");

const piecesOf = <Of>(list: readonly Of[], size: number): Of[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

const pick = (from: Readonly<Record<string, unknown>>, columns: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.flatMap((column) => (column in from ? [[column, from[column]]] : [])));

/** The same content is the same request, whatever file it stands in. */
const keyOf = (content: unknown): string => `csv-${hashOfContent(content)}`;
