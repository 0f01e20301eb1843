import { describe, expect, it } from "vitest";
import { readLabel } from "./gs1-elements.ts";

const now = Date.parse("2026-11-30T12:00:00Z");
const gs = "\u001d";
const said = (text: string) => {
  const read = readLabel(text, now);
  return read?.kind === "label" ? read.label : read;
};

describe("a GS1 label", () => {
  it("says the same in brackets, with a mark of its symbology, and bare", () => {
    const whole = { gtin: "09506000134352", lot: "L1", expires: "2027-01-31", count: 12 };

    expect(said("(01)09506000134352(17)270131(37)12(10)L1")).toEqual(whole);
    expect(said(`]C10109506000134352172701313712${gs}10L1`)).toEqual(whole);
    expect(said(`]d2010950600013435210L1${gs}172701313712`)).toEqual(whole);
    expect(said(`${gs}0109506000134352172701313712${gs}10L1`)).toEqual(whole);
    expect(said(`0109506000134352172701313712${gs}10L1`)).toEqual(whole);
  });

  it("passes over what nobody here reads: a production day, a weight, an unknown identifier up to its end", () => {
    expect(said(`]C101095060001343521126010131030012502401X${gs}10L2`)).toEqual({
      gtin: "09506000134352",
      lot: "L2",
    });
    expect(said(`]C1010950600013435271300${gs}21S9`)).toEqual({ gtin: "09506000134352", serial: "S9" });
  });

  it("has its contents where it stands on a pallet", () => {
    expect(said("(00)095060001111111110(02)09506000134352(37)480")).toEqual({
      gtin: "09506000134352",
      count: 480,
    });
  });

  it("means the last of the month by a day 00, and a year within fifty of this one", () => {
    expect(said("(01)09506000134352(17)280200")).toMatchObject({ expires: "2028-02-29" });
    expect(said("(01)09506000134352(17)760101")).toMatchObject({ expires: "2076-01-01" });
    expect(said("(01)09506000134352(17)770101")).toMatchObject({ expires: "1977-01-01" });
  });

  it("with a day that no calendar has, or a count that is none, is wrong and no other label", () => {
    expect(said("(01)09506000134352(17)270230")).toEqual({ kind: "wrong", text: "(17)270230" });
    expect(said("(01)09506000134352(17)271301")).toEqual({ kind: "wrong", text: "(17)271301" });
    expect(said("(01)09506000134352(37)X")).toEqual({ kind: "wrong", text: "(37)X" });
  });

  it.each([
    "MUG-BLUE",
    "9506000134352",
    "0109506000134352",
    "0109506000134353172701",
    "(10)L1",
    "",
    `${gs}`,
    "(",
    "]C1",
  ])("is not read out of %j", (text) => expect(readLabel(text, now)).toBeUndefined());
});
