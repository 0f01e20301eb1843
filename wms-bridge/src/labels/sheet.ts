/** A label as it is laid out, before anybody prints it: texts and bar codes at places in millimetres from its upper left corner. */
import type { Barcode } from "./code-128.ts";

export interface TextOnSheet {
  readonly xMm: number;
  /** Of the top of its letters. */
  readonly yMm: number;
  readonly heightMm: number;
  readonly text: string;
}

export interface BarsOnSheet extends Barcode {
  readonly xMm: number;
  readonly yMm: number;
  readonly heightMm: number;
  /** Width of one module. */
  readonly moduleMm: number;
}

export interface Sheet {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly texts: readonly TextOnSheet[];
  readonly bars: readonly BarsOnSheet[];
}
