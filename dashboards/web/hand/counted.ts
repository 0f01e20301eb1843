/** What a person has counted so far at one task: a line a code, and how a scan changes it. Pure. */
import { readLabel } from "@floorplane/contracts/gs1-elements";
import { gtin14, gtinOfScan } from "@floorplane/contracts/gtin";
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
  /** Nobody has said how many yet: the first scan or number is all of it. */
  readonly isUnsaid?: boolean;
  /** What stands in the field where it is no number. */
  readonly misread?: string;
  /** Null: nobody has said yet what they are fit for, or nobody asks. */
  readonly state: Verdict | null;
  /** For sale only under a fresh label. */
  readonly relabel?: boolean;
  /** Of a delivery, as the label says; empty: nobody said one. */
  readonly lot: string;
  /** The last day of the lot, `2027-01-31`. */
  readonly expires: string;
}

const unlabelled = { lot: "", expires: "" } as const;

/** What is to be looked at, or taken out of the book, unit by unit: how many there are is for whoever looks to say. */
const isLookedAt = ({ kind, sku }: Pick<TaskRow, "kind" | "sku">): boolean =>
  sku !== null && (kind === "write-off" || kind === "inspect" || kind === "relabel" || kind === "destroy");

/** Goods that are known beforehand have their line. What is carried to a place has its number, which the place shows; nobody says by a sheet that opened so what he did not see. */
export function begin(task: Pick<TaskRow, "kind" | "sku" | "quantity">): Counted {
  const { kind, sku, quantity } = task;
  const isKnown = sku !== null && (isLookedAt(task) || kind === "put-away");
  const units = kind === "put-away" ? (quantity ?? 0) : 0;
  return {
    lines: isKnown ? [{ code: sku, units, isUnsaid: true, state: null, ...unlabelled }] : [],
    isThere: false,
  };
}

/** What keeps a sheet from being given: a field without its number, and of goods that are looked at the number and, where somebody inspects, what they are fit for are his to say. */
export function lacks(
  task: Pick<TaskRow, "kind" | "sku">,
  { lines }: Counted,
  isComplete: boolean,
): "number" | "units" | "fitness" | undefined {
  if (lines.some(({ misread }) => misread !== undefined)) return "number";
  if (!isLookedAt(task))
    return lines.some(({ isUnsaid, units }) => isUnsaid && units === 0) ? "number" : undefined;
  const said = lines.filter(({ isUnsaid }) => !isUnsaid);
  if (said.length === 0) return isComplete ? undefined : "units";
  const isOpen = task.kind === "inspect" && said.some(({ units, state }) => units > 0 && state === null);
  return isOpen ? "fitness" : undefined;
}

/** Units that a scan of the task's own goods stands for, by any code that they wear; undefined: other goods, or nobody told this device what they wear. */
function ownUnits({ sku, codes = [] }: Pick<TaskRow, "sku" | "codes">, code: string): number | undefined {
  if (same(code, sku)) return 1;
  const gtin = gtinOfScan(code);
  return codes.find((one) => same(code.trim(), one.code) || (gtin !== undefined && gtin === gtin14(one.code)))
    ?.units;
}

const isPiece = (code: string, now: number): boolean => {
  const read = readLabel(code, now);
  return read?.kind === "label" && read.label.serial !== undefined;
};

/** Neither the task's place nor its goods, as far as the house told this device what they wear: it is said while whoever scanned has it in his hand. */
export function isStranger(task: TaskRow, code: string, now = Date.now()): boolean {
  if (task.sku === null || task.codes === undefined || task.kind === "receive") return false;
  if (isPlaceOf(task, code) || ownUnits(task, code) !== undefined) return false;
  const read = readLabel(code, now);
  const gtin = read?.kind === "label" ? read.label.gtin : undefined;
  return gtin === undefined || ownUnits(task, gtin) === undefined;
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

/** An answer that says that nothing is there: what the book has there goes by it. */
export const findsNothing = ({ kind }: TaskRow, { lines }: Counted): boolean =>
  (kind === "count-bin" || kind === "count-tote" || kind === "receive" || kind === "inspect") &&
  lines.every(({ units }) => units === 0);

/** The label of where the task is: its place, the box out of which it is picked, its tote or its station. */
const isPlaceOf = ({ kind, location, from, tote, station }: TaskRow, code: string): boolean =>
  isLabelOf(code, location) ||
  same(code, from ?? null) ||
  (kind !== "pick" && same(code, tote)) ||
  same(code, station);

/** A scan of the task's own place says that one stands there; any other is one more unit of that code. The task's own goods are one line, whichever of their codes was scanned. */
export function scanned(task: TaskRow, counted: Counted, code: string, now = Date.now()): Counted {
  if (isPlaceOf(task, code)) return { ...counted, isThere: true };
  if (task.kind === "receive") return labelScanned(counted, code, now);
  const { lines } = counted;
  const alike = lines.findLastIndex((line) => same(line.code, code));
  if (isPiece(code, now))
    return alike === -1 ? { ...counted, lines: [...lines, one(code, 1, lines)] } : counted;
  const own = ownUnits(task, code);
  const index = own === undefined ? alike : lines.findIndex((line) => same(line.code, task.sku));
  const units = own ?? 1;
  if (index === -1) {
    const name = own === undefined ? code : task.sku!;
    return { ...counted, lines: [...lines, one(name, units, lines)] };
  }
  const { isUnsaid, misread, units: before } = lines[index]!;
  return changed(counted, index, { units: isUnsaid || misread !== undefined ? units : before + units });
}

/** What stands in the field of a line: a number, none yet, or what is no number. */
export function withTyped(
  counted: Counted,
  index: number,
  text: string,
  number: number | undefined,
): Counted {
  const set = (line: CountedLine): CountedLine => {
    const { isUnsaid: _unsaid, misread: _misread, ...rest } = line;
    if (number !== undefined) return { ...rest, units: number };
    return text.trim() === "" ? { ...rest, units: 0, isUnsaid: true } : { ...rest, units: 0, misread: text };
  };
  return { ...counted, lines: counted.lines.map((line, at) => (at === index ? set(line) : line)) };
}

/** A code of the task's own place or goods. */
export const isOwnCode = (task: TaskRow, code: string): boolean =>
  isPlaceOf(task, code) || ownUnits(task, code) !== undefined;

/** A line of its own; units that are looked at one after another are mostly fit for the same. */
const one = (code: string, units: number, before: readonly CountedLine[]): CountedLine => ({
  code,
  units,
  state: before.findLast(({ state }) => state !== null)?.state ?? null,
  ...unlabelled,
});

/** A GS1 label says lot, day and number too, and a serial number is one piece, however often it is scanned. What cannot be right on it the house refuses. */
function labelScanned(counted: Counted, code: string, now: number): Counted {
  const read = readLabel(code, now);
  const label = read?.kind === "label" && read.label.serial === undefined ? read.label : undefined;
  const { gtin = code, count = 1, lot = "", expires = "" } = label ?? {};
  const index = counted.lines.findLastIndex((line) => same(line.code, gtin) && (!label || line.lot === lot));
  if (index === -1)
    return { ...counted, lines: [...counted.lines, { code: gtin, units: count, state: null, lot, expires }] };
  return isPiece(code, now)
    ? counted
    : changed(counted, index, { units: counted.lines[index]!.units + count });
}

export const changed = (counted: Counted, index: number, what: Partial<CountedLine>): Counted => ({
  ...counted,
  lines: counted.lines.map((line, at) => (at === index ? withSaid(line, what) : line)),
});

/** Whoever changes the number has said it. */
function withSaid({ isUnsaid, misread, ...line }: CountedLine, what: Partial<CountedLine>): CountedLine {
  const isSaid = what.units !== undefined;
  return {
    ...line,
    ...what,
    ...(isUnsaid === true && !isSaid ? { isUnsaid } : {}),
    ...(misread !== undefined && !isSaid ? { misread } : {}),
  };
}

export const without = (counted: Counted, index: number): Counted => ({
  ...counted,
  lines: counted.lines.filter((_, at) => at !== index),
});

/** A line of which nobody has said anything is none beside others; alone it says that none is there. `kind`: an inspection's line has a state, also where it is of no units. */
export const foundOf = ({ lines }: Counted, kind?: TaskRow["kind"]): FoundUnits[] =>
  lines
    .filter(({ isUnsaid, units }) => !isUnsaid || units > 0 || lines.length === 1)
    .map(({ code, units, state, relabel, lot, expires }) => ({
      sku: code,
      quantity: units,
      ...(state ? { state } : kind === "inspect" && units === 0 ? { state: "available" as const } : {}),
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
