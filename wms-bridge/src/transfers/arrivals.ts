/** What a word of the other warehouse makes of a transfer: which of its units arrived, which are missing, and which came too many. Pure; units of a SKU are taken lot by lot as they left. */
import type { Sku } from "@floorplane/contracts/ids";
import { betweenOf, type Transfer, type TransferLine } from "./transfers.ts";

type Units = ReadonlyMap<Sku, number>;
type Lines = readonly TransferLine[];

/** `about`: units that the word is about; all that is on the way where absent. */
export interface Word {
  readonly came: Units;
  readonly about?: Units;
}

export type Standing = Pick<Transfer, "lines" | "over">;

export function withArrival(transfer: Standing, { came, about }: Word): Standing {
  let { lines } = transfer;
  const over = new Map(transfer.over.map(({ sku, units }) => [sku, units]));
  const skus = new Set([...(about ?? lines.map(({ sku }) => [sku] as const))].map(([sku]) => sku));
  for (const sku of new Set([...came.keys(), ...skus])) {
    const count = came.get(sku) ?? 0;
    const between = sumOf(lines, sku, betweenOf);
    const asked = about ? Math.min(about.get(sku) ?? 0, between) : between;
    const missingBefore = sumOf(lines, sku, ({ missing }) => missing);
    // More than it is about may be what was missing of another parcel.
    const there = Math.min(count, Math.min(between, about ? asked + missingBefore : between));
    lines = arrived(lines, sku, there);
    const rest = between - there;
    const short = Math.max(0, asked - there);
    const found = Math.max(0, there - asked);
    const missing = about ? Math.min(rest, Math.max(0, missingBefore - found) + short) : rest;
    lines = missed(lines, sku, missing);
    over.set(sku, (over.get(sku) ?? 0) + count - there);
  }
  return reconciled({ lines, over: listOf(over) });
}

/** Units that were believed to be there are not: those that came too many never came, and others are missing. */
export function withFewer({ lines, over }: Standing, fewer: Units): Standing {
  let now = lines;
  const left = new Map(over.map(({ sku, units }) => [sku, units]));
  for (const [sku, units] of fewer) {
    const fromOver = Math.min(units, left.get(sku) ?? 0);
    left.set(sku, (left.get(sku) ?? 0) - fromOver);
    now = taken(now, sku, units - fromOver, "missing");
  }
  return reconciled({ lines: now, over: listOf(left) });
}

/** A word was withdrawn that found `came` of `about`: nobody has spoken of those units, and so they are on the way. What it had too many of was found for others, and what it had too few of others were found for. */
export function withUnsaid({ lines, over }: Standing, came: Units, about: Units): Standing {
  let now = lines;
  const left = new Map(over.map(({ sku, units }) => [sku, units]));
  for (const sku of new Set([...came.keys(), ...about.keys()])) {
    const [found, held] = [came.get(sku) ?? 0, about.get(sku) ?? 0];
    const missing = sumOf(now, sku, (line) => line.missing);
    const wasShort = Math.max(0, held - found);
    const wasLost = sumOf(now, sku, ({ lost }) => lost);
    const ofOthers = Math.max(0, wasShort - missing - wasLost);
    const tooMany = Math.max(0, found - held);
    const fromOver = Math.min(tooMany, left.get(sku) ?? 0);
    now = missed(now, sku, Math.max(0, missing - wasShort));
    now = taken(now, sku, Math.min(found, held) + ofOthers);
    now = taken(now, sku, tooMany - fromOver, "missing");
    left.set(sku, (left.get(sku) ?? 0) - fromOver + ofOthers);
  }
  return reconciled({ lines: now, over: listOf(left) });
}

/** What came too many before it left by the book: it has left now. */
export function withLate({ lines, over }: Standing): Standing {
  let now = lines;
  const rest = over.map(({ sku, units }) => {
    const taken = Math.min(units, sumOf(now, sku, betweenOf));
    now = arrived(now, sku, taken);
    return { sku, units: units - taken };
  });
  return { lines: now, over: rest.filter(({ units }) => units > 0) };
}

/** Nobody has spoken of what is on the way for too long. */
export const withSilence = ({ lines, over }: Standing): Standing =>
  reconciled({ lines: lines.map((line) => ({ ...line, missing: betweenOf(line) })), over });

/** All that is off is given up: what is missing is lost, and what was too many was counted wrongly. */
export const withLoss = ({ lines }: Standing): Standing => ({
  lines: lines.map((line) => ({ ...line, lost: line.lost + line.missing, missing: 0 })),
  over: [],
});

/** They are there, and so they left from here. */
export function withMore(
  { lines, over }: Standing,
  line: Pick<TransferLine, "sku" | "lot">,
  units: number,
): Standing {
  const { sku, lot } = line;
  const at = lines.findIndex((one) => one.sku === sku && one.lot === lot);
  const before = lines[at] ?? { sku, lot, left: 0, arrived: 0, lost: 0, missing: 0 };
  const after = { ...before, left: before.left + units, arrived: before.arrived + units };
  const rest = over.map((one) => (one.sku === sku ? { sku, units: one.units - units } : one));
  return {
    lines: at < 0 ? [...lines, after] : lines.with(at, after),
    over: rest.filter((one) => one.units > 0),
  };
}

/** How much more of each line arrived than before; below nought, less. */
export const arrivedSince = (before: readonly TransferLine[], now: readonly TransferLine[]): number[] =>
  now.map((line, index) => line.arrived - (before[index]?.arrived ?? 0));

/** What one parcel has too few of another has too many of: those arrived. */
function reconciled({ lines, over }: Standing): Standing {
  let now = lines;
  const rest = over.map(({ sku, units }) => {
    const taken = Math.min(
      units,
      sumOf(now, sku, ({ missing }) => missing),
    );
    const left = sumOf(now, sku, ({ missing }) => missing) - taken;
    now = missed(arrived(now, sku, taken), sku, left);
    return { sku, units: units - taken };
  });
  return { lines: now, over: rest.filter(({ units }) => units > 0) };
}

const sumOf = (lines: readonly TransferLine[], sku: Sku, of: (line: TransferLine) => number): number =>
  lines.reduce((sum, line) => sum + (line.sku === sku ? of(line) : 0), 0);

function arrived(lines: Lines, sku: Sku, units: number): Lines {
  let rest = units;
  return lines.map((line) => {
    if (line.sku !== sku || rest === 0) return line;
    const taken = Math.min(rest, betweenOf(line));
    rest -= taken;
    const between = betweenOf(line) - taken;
    return { ...line, arrived: line.arrived + taken, missing: Math.min(line.missing, between) };
  });
}

/** They are not there after all: on the way, or missing. */
function taken(lines: Lines, sku: Sku, units: number, as?: "missing"): Lines {
  let rest = units;
  return lines.map((line) => {
    if (line.sku !== sku || rest === 0) return line;
    const fewer = Math.min(rest, line.arrived);
    rest -= fewer;
    return { ...line, arrived: line.arrived - fewer, missing: line.missing + (as ? fewer : 0) };
  });
}

function missed(lines: Lines, sku: Sku, units: number): Lines {
  let rest = units;
  return lines.map((line) => {
    if (line.sku !== sku) return line;
    const missing = Math.min(rest, betweenOf(line));
    rest -= missing;
    return { ...line, missing };
  });
}

const listOf = (units: Units): Standing["over"] =>
  [...units].flatMap(([sku, count]) => (count > 0 ? [{ sku, units: count }] : []));
