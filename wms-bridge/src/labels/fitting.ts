/** Texts in the room that a label has for them: smaller where they are long, on further lines where that is not enough, and cut with an ellipsis where nothing else helps. */
import { widthShare } from "./letters.ts";
import type { TextOnSheet } from "./sheet.ts";

export interface Room {
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  /** Of a capital, where the text is short. */
  readonly letterMm: number;
}

/** Smaller than this nobody reads. */
const letterMmMin = 2;
const stepMm = 0.5;
/** From one line to the next, over the height of a capital. */
const pitch = 1.5;

export function fitted(lines: readonly string[], room: Room): TextOnSheet[] {
  for (let letterMm = room.letterMm; ; letterMm -= stepMm) {
    const isLast = letterMm - stepMm < letterMmMin;
    const wrapped = lines.flatMap((line) => wrap(line, room.widthMm / letterMm));
    const rows = Math.max(1, Math.floor((room.heightMm / letterMm - 1) / pitch + 1));
    if (wrapped.length > rows && !isLast) continue;
    const shown = wrapped.slice(0, rows);
    if (wrapped.length > rows) shown[rows - 1] = cut(shown[rows - 1]!, room.widthMm / letterMm);
    return shown.map((text, row) => ({
      xMm: room.xMm,
      yMm: room.yMm + row * pitch * letterMm,
      heightMm: letterMm,
      text,
    }));
  }
}

/** At a blank, where there is one, else wherever the line is full. */
function wrap(line: string, width: number): string[] {
  const letters = [...line];
  const widths = letters.map(widthShare);
  const lines: string[] = [];
  let start = 0;
  let blank = -1;
  let taken = 0;
  for (let at = 0; at < letters.length; at++) {
    if (letters[at] === " ") blank = at;
    taken += widths[at]!;
    if (taken <= width || at === start) continue;
    const end = blank > start ? blank : at;
    lines.push(letters.slice(start, end).join(""));
    start = letters[end] === " " ? end + 1 : end;
    at = start - 1;
    blank = -1;
    taken = 0;
  }
  return [...lines, letters.slice(start).join("")];
}

function cut(line: string, width: number): string {
  const letters = [...line];
  let taken = widthShare(line) + widthShare("…");
  while (letters.length > 0 && taken > width) taken -= widthShare(letters.pop()!);
  return `${letters.join("")}…`;
}
