import { describe, expect, it } from "vitest";
import { type Burst, isScan, typed } from "./wedge.ts";

const nobody = () => false;
function keys(text: string, msPerKey: number, before = ""): { burst: Burst; enterAt: number } {
  let burst: Burst | undefined;
  let at = 1_000;
  for (const key of text) {
    burst = typed(burst, key, { before, at });
    at += msPerKey;
  }
  return { burst: burst!, enterAt: at };
}

describe("what is typed into a field for numbers and ended by Enter", () => {
  it.each([
    ["09521321012638", 5, true, "the pace of a scanner"],
    ["78643", 20, true, "a short code at the pace of a scanner"],
    ["78643", 120, false, "a weight that a hand typed"],
    ["17", 10, false, "two keys that fell on one another"],
    ["09521321012638", 120, true, "no number is as long"],
    ["2OO", 120, false, "a number that a hand mistyped"],
  ])("%s at %i ms a key: %s (%s)", (text, pace, expected) => {
    const { burst, enterAt } = keys(text, pace);
    expect(isScan(burst, enterAt, nobody)).toBe(expected);
  });

  it("is a scan at any pace where the work in hand knows the code, but for a short number", () => {
    const isKnown = (code: string) => ["A", "17", "78643"].includes(code);
    const judged = ["A", "17", "78643"].map((code) => {
      const { burst, enterAt } = keys(code, 120);
      return isScan(burst, enterAt, isKnown);
    });
    expect(judged).toEqual([true, false, true]);
  });

  it("begins anew after a pause: what a hand had typed before stays in the field", () => {
    const { burst } = keys("200", 120);
    const scan = [..."78643"].reduce<Burst>(
      (so, key, n) => typed(so, key, { before: n === 0 ? "200" : "x", at: 5_000 + n * 5 }),
      burst,
    );
    expect(scan).toMatchObject({ text: "78643", before: "200" });
    expect(isScan(scan, 5_025, nobody)).toBe(true);
  });
});
