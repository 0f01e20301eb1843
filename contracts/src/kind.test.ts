import { describe, expect, it } from "vitest";
import { type BodyOf, fields, kind, named, oneOf, orNull, Type } from "./kind.ts";

const parcel = kind(
  "parcel",
  3,
  fields({
    parcel: named(),
    state: oneOf<"open" | "gone">({ open: true, gone: true }),
    grams: orNull(Type.Integer()),
  }),
  {
    // Kilograms became grams, and a parcel learned to be gone.
    1: ({ kilograms, ...rest }) => ({ ...rest, grams: kilograms === undefined ? null : kilograms * 1_000 }),
    2: (body) => ({ state: "open", ...body }),
  },
);
const today: BodyOf<typeof parcel> = { parcel: "P1", state: "gone", grams: 400 };

describe("a row of a kind", () => {
  it("of today comes back as it was written", () => {
    expect(parcel.read({ id: "P1", version: 3, body: today })).toEqual(today);
  });

  it("of every version before is brought up to today, one version after the other", () => {
    expect(parcel.read({ id: "P1", version: 1, body: { parcel: "P1", kilograms: 2 } })).toEqual({
      parcel: "P1",
      state: "open",
      grams: 2_000,
    });
    expect(parcel.read({ id: "P1", version: 2, body: { parcel: "P1", grams: 7 } })).toMatchObject({
      state: "open",
      grams: 7,
    });
  });

  it.each([
    [
      "of a newer Floorplane",
      { version: 4, body: today },
      /newer Floorplane \(version 4.*up to 3\)/,
      undefined,
    ],
    [
      "of a version that never was",
      { version: 0, body: today },
      /version 0, which nothing here can read/,
      undefined,
    ],
    [
      "with a word that nobody knows",
      { version: 3, body: { ...today, state: "lost" } },
      /state.*open, gone/,
      "state",
    ],
    ["that lacks a field", { version: 3, body: { parcel: "P1", state: "gone" } }, /grams/, "grams"],
    [
      "with a field that the kind does not have",
      { version: 3, body: { ...today, colour: "red" } },
      /colour/,
      "colour",
    ],
  ])("%s is refused, naming it", (_, row, message, field) => {
    expect(() => parcel.read({ id: "P1", ...row })).toThrow(
      expect.objectContaining({ code: "ledger-failed", message: expect.stringMatching(message), field }),
    );
    expect(() => parcel.read({ id: "P1", ...row })).toThrow(/parcel P1/);
  });
});
