import { expect, it } from "vitest";
import { whyText } from "./why-text.ts";

it("says why a robot stands or a transport waits, and nothing where there is no reason", () => {
  expect(whyText({ code: "transport.cut-off", place: "P01", by: { names: ["R7"], more: 0 } })).toBe(
    "waits: P01 is cut off by R7",
  );
  expect(whyText(null)).toBe("");
});

it("cuts numbers that a vehicle said to what can be read", () => {
  const because = { code: "said.error", type: "gauge", text: "at 1e300 V" } as const;

  expect(whyText({ code: "fault.reported", because })).toBe(
    "it reports a fault: gauge: at more than 100,000 V",
  );
});
