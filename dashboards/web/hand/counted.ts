/** What a person has counted so far at one task: a line a code, and how a scan changes it. Pure. */
import { readLabel } from "@floorplane/contracts/gs1-elements";
import { placeNumberOf } from "@floorplane/contracts/labels";
import type { FoundUnits } from "@floorplane/contracts/messages";
import type { Verdict } from "@floorplane/contracts/states";
import type { TaskRow } from "../../gateway/protocol.ts";

export interface Counted {
  readonly lines: readonly CountedLine[];
  /** The place or tote of the task was scanned. */
  readonly isThere: boolean;
}

export interface CountedLine {
  readonly code: string;
  readonly units: number;
  readonly state: Verdict | null;
  /** For sale only under a fresh label. */
  readonly relabel?: boolean;
  /** Of a delivery, as the label says; empty: nobody said one. */
  readonly lot: string;
  /** The last day of the lot, `2027-01-31`. */
  readonly expires: string;
}

const unlabelled = { lot: "", expires: "" } as const;

/** Goods that are known beforehand are written down; a count begins with nothing, so that nobody says what he did not see. */
export function begin({ kind, sku, quantity }: TaskRow): Counted {
  const isKnown =
    (kind === "write-off" ||
      kind === "inspect" ||
      kind === "relabel" ||
      kind === "destroy" ||
      kind === "put-away") &&
    sku !== null;
  const state = kind === "inspect" ? "available" : null;
  return {
    lines: isKnown ? [{ code: sku, units: quantity ?? 0, state, ...unlabelled }] : [],
    isThere: false,
  };
}

const same = (a: string, b: string | null): boolean => b !== null && a.toUpperCase() === b.toUpperCase();

const isLabelOf = (code: string, place: string | null): boolean =>
  place !== null && (same(code, place) || code === placeNumberOf(place));

/** What is counted: a place or a tote, by its label. */
const countedThing = ({ kind, location, tote }: TaskRow): string | null =>
  kind === "count-bin" ? location : kind === "count-tote" ? tote : null;

/** A count is of the place or tote whose label was scanned: before that nothing is counted, and nothing is given. */
export const lacksPlace = (task: TaskRow, { isThere }: Counted): boolean =>
  countedThing(task) !== null && !isThere;

/** The place or tote that should have been scanned, where another code was: a label of elsewhere, or goods before one stands there. `tasks`: whose places and totes this device knows. */
export function placeWanted(
  task: TaskRow,
  counted: Counted,
  code: string,
  tasks: readonly TaskRow[],
): string | undefined {
  const meant = countedThing(task);
  if (meant === null || isLabelOf(code, meant)) return undefined;
  const isElsewhere = tasks.some((one) => isLabelOf(code, one.location) || same(code, one.tote));
  return lacksPlace(task, counted) || isElsewhere ? meant : undefined;
}

/** A count that says that nothing is there: what the book has there goes by it. */
export const findsNothing = ({ kind }: TaskRow, { lines }: Counted): boolean =>
  (kind === "count-bin" || kind === "count-tote" || kind === "receive") &&
  lines.every(({ units }) => units === 0);

/** A scan of the task's own place says that one stands there; any other is one more unit of that code. */
export function scanned(task: TaskRow, counted: Counted, code: string, now = Date.now()): Counted {
  const isTote = task.kind !== "pick" && same(code, task.tote);
  if (isLabelOf(code, task.location) || same(code, task.from ?? null) || isTote || same(code, task.station))
    return { ...counted, isThere: true };
  if (task.kind === "receive") return labelScanned(counted, code, now);
  const index = counted.lines.findLastIndex((line) => same(line.code, code));
  if (index === -1) {
    const state = task.kind === "inspect" ? "available" : null;
    return { ...counted, lines: [...counted.lines, { code, units: 1, state, ...unlabelled }] };
  }
  const read = readLabel(code, now);
  const isPiece = read?.kind === "label" && read.label.serial !== undefined;
  return isPiece ? counted : changed(counted, index, { units: counted.lines[index]!.units + 1 });
}

/** A GS1 label says lot, day and number too, and a serial number is one piece, however often it is scanned. What cannot be right on it the house refuses. */
function labelScanned(counted: Counted, code: string, now: number): Counted {
  const read = readLabel(code, now);
  const label = read?.kind === "label" && read.label.serial === undefined ? read.label : undefined;
  const { gtin = code, count = 1, lot = "", expires = "" } = label ?? {};
  const index = counted.lines.findLastIndex((line) => same(line.code, gtin) && (!label || line.lot === lot));
  const isPiece = read?.kind === "label" && read.label.serial !== undefined;
  if (index === -1)
    return { ...counted, lines: [...counted.lines, { code: gtin, units: count, state: null, lot, expires }] };
  return isPiece ? counted : changed(counted, index, { units: counted.lines[index]!.units + count });
}

export const changed = (counted: Counted, index: number, what: Partial<CountedLine>): Counted => ({
  ...counted,
  lines: counted.lines.map((line, at) => (at === index ? { ...line, ...what } : line)),
});

export const without = (counted: Counted, index: number): Counted => ({
  ...counted,
  lines: counted.lines.filter((_, at) => at !== index),
});

export const foundOf = ({ lines }: Counted): FoundUnits[] =>
  lines.map(({ code, units, state, relabel, lot, expires }) => ({
    sku: code,
    quantity: units,
    ...(state ? { state } : {}),
    ...(relabel ? { relabel } : {}),
    ...(lot.trim() ? { lot: lot.trim() } : {}),
    ...(expires ? { expires } : {}),
  }));

/** Units of a put-away that an answer says nothing of: whoever ticks that they are nowhere has the book lose them, so he is told how many they are, and has nothing to tick where there are none. */
export const unitsLeftOf = (
  { kind, quantity }: Pick<TaskRow, "kind" | "quantity">,
  found: readonly { readonly quantity: number }[],
): number =>
  kind === "put-away" ? Math.max(0, (quantity ?? 0) - found.reduce((sum, one) => sum + one.quantity, 0)) : 0;

/** Units of an inspection that were decided of meanwhile, as the house refused an answer that counted them too: who counted others says so, with their number. */
export function decidedMeanwhileOf({ kind, refused }: Pick<TaskRow, "kind" | "refused">): number | undefined {
  if (kind !== "inspect" || refused?.reason !== "decided-meanwhile") return undefined;
  const units = Number(refused.text);
  return Number.isInteger(units) && units > 0 ? units : undefined;
}

/** Which task a code means: its number, its place or tote, or its goods; the first that is meant by most. */
export function taskOf(tasks: readonly TaskRow[], code: string): TaskRow | undefined {
  const by = (of: (task: TaskRow) => string | null): TaskRow | undefined =>
    tasks.find((task) => same(code, of(task)));
  return (
    by(({ task }) => task) ??
    by(({ location }) => location) ??
    by(({ tote }) => tote) ??
    by(({ station }) => station) ??
    by(({ sku }) => sku)
  );
}
