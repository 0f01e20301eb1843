import { expect, it } from "vitest";
import { isSameReason, ownWords, reasonOfToday, someOf } from "./reason.ts";

it("is the same with the same code about the same, however deep", () => {
  const reason = (robot: string) => ({ code: "a", by: { names: [robot], more: 0 }, because: null });

  expect(isSameReason(reason("R1"), reason("R1"))).toBe(true);
  expect(isSameReason(reason("R1"), reason("R2"))).toBe(false);
  expect(isSameReason(reason("R1"), { ...reason("R1"), code: "b" })).toBe(false);
  expect(isSameReason(reason("R1"), { code: "a" })).toBe(false);
  expect(isSameReason(null, reason("R1"))).toBe(false);
  expect(isSameReason(null, null)).toBe(true);
});

it("keeps the words of a house before codes, where it had any", () => {
  expect(reasonOfToday("waits")).toEqual({ code: "earlier.words", words: "waits" });
  expect(reasonOfToday("")).toBeNull();
  expect(reasonOfToday(undefined)).toBeNull();
  expect(reasonOfToday({ code: "a" })).toEqual({ code: "a" });
});

it("names as many as a sentence holds", () => {
  const names = Array.from({ length: 100 }, (_, index) => `R${index}`);

  expect(someOf(names, 3)).toEqual({ names: ["R0", "R1", "R2"], more: 97 });
  expect(someOf(["R0"])).toEqual({ names: ["R0"], more: 0 });
});

it("keeps of a vehicle's own words as many as a person reads", () => {
  expect(ownWords("x".repeat(5_000))).toHaveLength(200);
  expect(ownWords("stop")).toBe("stop");
});
