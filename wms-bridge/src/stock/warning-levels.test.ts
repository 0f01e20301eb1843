/** Three levels, and a dead-band on the way back. */
import { describe, expect, it } from "vitest";
import { type Level, levelNow } from "./warning-levels.ts";

const follow = (kind: Parameters<typeof levelNow>[0], limit: number, figures: readonly number[]): Level[] => {
  let level: Level = "none";
  return figures.map((figure) => (level = levelNow(kind, figure, limit, level)));
};

describe("a level", () => {
  it("of safety stock rises at its limits, and falls a tenth beyond them", () => {
    expect(follow("safety-stock", 20, [20, 19, 20, 21, 22, 9, 11, 12, 0, 2, 3, 30])).toEqual([
      "none",
      "notice",
      "notice",
      "notice",
      "none",
      "warning",
      "warning",
      "notice",
      "critical",
      "critical",
      "warning",
      "none",
    ]);
  });

  it("of expiry rises as days go by, and falls where a lot lasts a day longer than its limit", () => {
    expect(follow("expiry", 30, [31, 30, 15, 16, 17, 0, 400])).toEqual([
      "none",
      "notice",
      "warning",
      "warning",
      "notice",
      "critical",
      "none",
    ]);
  });

  it("of goods that stand still rises with the days, and is over when one leaves", () => {
    expect(follow("slow-moving", 30, [29, 30, 60, 119, 120, 0])).toEqual([
      "none",
      "notice",
      "warning",
      "warning",
      "critical",
      "none",
    ]);
  });

  it("of a figure that swings about its limit is told once", () => {
    const levels = follow("safety-stock", 100, [101, 99, 101, 98, 103, 97, 105]);

    expect(new Set(levels.slice(1))).toEqual(new Set(["notice"]));
  });
});
