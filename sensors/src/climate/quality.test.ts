import { hourMs, minuteMs } from "@floorplane/contracts/units";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSettings } from "../settings.ts";
import { isFrozen, judge, physicalBounds, type Stillness, stillness } from "./quality.ts";

const fine = { quantity: "temperature", deviceSaysBad: false, clock: undefined, frozen: false } as const;

describe("the quality of a value", () => {
  it("is bad for whatever is no finite number inside physical bounds, and never otherwise", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.string(), fc.constant(undefined), fc.constantFrom(-80, 125, -80.1, 125.1)),
        fc.constantFrom("temperature", "humidity"),
        (value, quantity) => {
          const { min, max } = physicalBounds[quantity];
          const isPossible = typeof value === "number" && value >= min && value <= max;

          expect(judge(value, { ...fine, quantity }).quality).toBe(isPossible ? "good" : "bad");
        },
      ),
    );
  });

  it.each([
    [{ deviceSaysBad: true }, "bad", "device-says-bad"],
    [{ frozen: true }, "uncertain", "frozen"],
    [{ clock: "clock-ahead" }, "uncertain", "clock-ahead"],
  ] as const)("says why: %j", (facts, quality, reason) => {
    expect(judge(20, { ...fine, ...facts })).toEqual({ quality, reason });
  });
});

describe("a value that does not move", () => {
  const after = (hours: number, value: number): Stillness => {
    let still: Stillness | undefined;
    for (let at = 0; at <= hours * hourMs; at += minuteMs) still = stillness(still, value, at);
    return still!;
  };

  it("is frozen after two hours, and alive again with the first other value", () => {
    const still = after(2, 20);

    expect(isFrozen(after(1.9, 20), "temperature", 1.9 * hourMs, defaultSettings)).toBe(false);
    expect(isFrozen(still, "temperature", 2 * hourMs, defaultSettings)).toBe(true);
    expect(isFrozen(stillness(still, 20.1, 2 * hourMs), "temperature", 3 * hourMs, defaultSettings)).toBe(
      false,
    );
  });

  it("is not frozen by few readings, however far apart", () => {
    const still = { value: 20, since: 0, readings: 3 };

    expect(isFrozen(still, "temperature", 9 * hourMs, defaultSettings)).toBe(false);
  });

  it("may stand still where humidity ends", () => {
    expect(isFrozen(after(3, 100), "humidity", 3 * hourMs, defaultSettings)).toBe(false);
    expect(isFrozen(after(3, 99), "humidity", 3 * hourMs, defaultSettings)).toBe(true);
  });
});
