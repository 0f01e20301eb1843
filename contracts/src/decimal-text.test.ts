/** A number in a file is what a person reads there. */
import { expect, it } from "vitest";
import { decimalIn } from "./decimal-text.ts";

it.each([
  ["12", 12],
  ["-3", -3],
  ["+3", 3],
  ["0.250", 0.25],
  ["007", 7],
])("%s is %d", (text, number) => expect(decimalIn(text)).toBe(number));

it.each([
  "",
  " ",
  "0x10",
  "0b11",
  "0o17",
  "1e3",
  "Infinity",
  "NaN",
  "1,5",
  ".5",
  "5.",
  "1_000",
  "١٢",
  "1 000",
])("%j is no number", (text) => expect(decimalIn(text)).toBeUndefined());
