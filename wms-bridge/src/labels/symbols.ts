/** Code 128, GS1-128 and GS1 DataMatrix as modules, by bwip-js, which holds data under application identifiers against the GS1 dictionary: a wrong check digit is an error and no label. */
import bwipjs from "bwip-js/node";

/** Widths of bars and spaces in modules, a bar first. */
export function barsOf({ data, gs1 }: { readonly data: string; readonly gs1: boolean }): readonly number[] {
  const symbol = gs1 ? { bcid: "gs1-128", text: inBrackets(data) } : { bcid: "code128", text: data };
  const [drawn] = bwipjs.raw({ ...symbol, parse: false });
  if (drawn === undefined || !("sbs" in drawn)) throw new Error(`${symbol.bcid} of ${data} has no bars`);
  return drawn.sbs;
}

export interface Matrix {
  readonly columns: number;
  readonly rows: number;
  /** Row by row, dark where true. */
  readonly modules: readonly boolean[];
}

export function matrixOf({ data }: { readonly data: string }): Matrix {
  const [drawn] = bwipjs.raw({ bcid: "gs1datamatrix", text: inBrackets(data) });
  if (drawn === undefined || !("pixs" in drawn)) throw new Error(`the data matrix of ${data} has no modules`);
  return { columns: drawn.pixx, rows: drawn.pixy, modules: drawn.pixs.map((pixel) => pixel === 1) };
}

/** Identifiers of two digits are all that stand on labels here. */
const inBrackets = (data: string): string => `(${data.slice(0, 2)})${data.slice(2)}`;
