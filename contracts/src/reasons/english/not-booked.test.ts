import { expect, it } from "vitest";
import { notBookedInEnglish } from "./not-booked.ts";

it("promises of a second count only what becomes of it", () => {
  const about = { field: "found", text: "4 of 3", skus: ["MUG"] };
  expect(notBookedInEnglish("more-than-wanted", about)).toMatch(/put back what is too much/);
  expect(notBookedInEnglish("more-than-asked", about)).toMatch(
    /above the site's limit when two people find it$/,
  );
  expect(notBookedInEnglish("more-than-fits", about)).toMatch(/once somebody else has found the same$/);
});

it.each([
  ["malformed", { field: "at", text: "2030 is in the future", skus: [] }, /^its field at is wrong: 2030/],
  ["malformed", { field: "", text: "it is not JSON", skus: [] }, /^the whole answer is wrong: it is not/],
  ["other-goods", { field: "found[0].sku", text: "B", skus: ["acme/B"] }, /^"B" is acme\/B, which are not/],
  ["other-goods", { field: "found[0].sku", text: "B", skus: ["B"] }, /^B are not the goods of this task/],
] as const)("says of %s what is wrong, once, and whose goods were read (%o)", (reason, about, words) => {
  expect(notBookedInEnglish(reason, about)).toMatch(words);
});
