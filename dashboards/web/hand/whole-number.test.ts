import { describe, expect, it } from "vitest";
import { wholeNumber } from "./whole-number.ts";

describe("a number that somebody typed", () => {
  it.each([
    ["0", 0],
    ["15", 15],
    [" 15 ", 15],
    ["007", 7],
    ["1000000", 1_000_000],
  ])("%s is read", (text, number) => expect(wholeNumber(text, { max: 1_000_000 })).toBe(number));

  it.each([
    "",
    " ",
    "1e3",
    "1,5",
    "2.5",
    "-3",
    "+3",
    "１２",
    "0x10",
    "1000001",
    "09521321012638",
    "abc",
    "1 2",
  ])("%j is none, and nothing is guessed", (text) =>
    expect(wholeNumber(text, { max: 1_000_000 })).toBeUndefined(),
  );

  it("is no less than the least", () => expect(wholeNumber("0", { min: 1, max: 9 })).toBeUndefined());
});
