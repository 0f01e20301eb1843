import { expect, it } from "vitest";
import { isSameName, personName, personPattern } from "./people-names.ts";

const invisible = {
  "a zero width space": "B\u200bob",
  "a soft hyphen": "B\u00adob",
  "a mark of direction": "\u202eBob",
  "a joiner": "Bo\u2060b",
  "a filler that counts as a letter": "Bob\u3164",
  "a selector that counts as a mark": "Bob\ufe0f",
  "an end of line": "Bob\u2028",
  "a tag": "Bob\u{e0041}",
  "a Braille cell without a dot": "Bo\u2800b",
};

it.each(Object.entries(invisible))("%s is refused in a name, and makes no second person", (_, name) => {
  expect(personName(name)).toBeUndefined();
  expect(isSameName(name, "Bob")).toBe(true);
});

it.each(["\u0000", "Bob\n", "B\tob", "\u007f"])("control characters are refused: %j", (name) => {
  expect(personName(name)).toBeUndefined();
  expect(name).not.toMatch(new RegExp(personPattern, "u"));
});

it.each([
  ["Bob", "bob "],
  ["Bob", "\uff22\uff4f\uff42"],
  ["Ren\u00e9e  M", "Rene\u0301e m"],
])("%j and %j are one person", (one, other) => {
  expect(isSameName(one, other)).toBe(true);
});

it.each(["Jos\u00e9 O'Neill", "\u5c71\u7530 \u592a\u90ce", "Ren\u00e9e", "HANDHELD-1"])(
  "%s is a name as it stands",
  (name) => {
    expect(personName(` ${name}  `)).toBe(name);
    expect(name).toMatch(new RegExp(personPattern, "u"));
  },
);

it("two names are two people, and no name is none", () => {
  expect(isSameName("Bob", "Rob")).toBe(false);
  expect(personName("  ")).toBe("");
});
