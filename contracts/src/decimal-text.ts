/** Numbers in files that people and spreadsheets write. */

const decimal = /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;

/** Digits with a point at most; undefined for whatever else a computer might read as a number (`0x10`, `1e3`, blanks): nobody who wrote it meant that. */
export const decimalIn = (text: string): number | undefined =>
  decimal.test(text) ? Number(text) : undefined;
