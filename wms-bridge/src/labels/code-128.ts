/**
 * Code 128 (ISO/IEC 15417) as widths of bars and spaces in modules, a bar first. Of its three code sets two are enough for ours: C for digits in pairs, B for everything else that stands on a label.
 * A GS1-128 symbol begins with FNC1 (GS1 General Specifications, 5.4).
 */
import { assert } from "@floorplane/contracts/errors";

/** By symbol value, 0 to 105; three bars and three spaces of eleven modules. */
const widths =
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232".split(
    " ",
  );
const stop = "2331112";
const fnc1 = 102;
const startB = 104;
const startC = 105;
const checkModulus = 103;

/** What a bar code says. */
export interface Barcode {
  readonly data: string;
  /** GS1-128: the data begin with an application identifier. */
  readonly gs1: boolean;
}

export function code128({ data, gs1 }: Barcode): number[] {
  const isPairs = /^(?:[0-9]{2})+$/.test(data);
  const values = isPairs ? pairsIn(data) : charactersIn(data);
  const symbols = [isPairs ? startC : startB, ...(gs1 ? [fnc1] : []), ...values];
  const sum = symbols.reduce((total, value, place) => total + value * Math.max(1, place), 0);
  return [...[...symbols, sum % checkModulus].map((value) => widths[value]!), stop].flatMap((each) =>
    [...each].map(Number),
  );
}

const pairsIn = (digits: string): number[] => (digits.match(/../g) ?? []).map(Number);

const charactersIn = (text: string): number[] =>
  [...text].map((character) => {
    const value = character.charCodeAt(0) - 32;
    assert(value >= 0 && value < 95, `${JSON.stringify(text)} has characters that Code 128 B does not know`);
    return value;
  });
