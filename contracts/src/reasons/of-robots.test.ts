import { expect, it } from "vitest";
import { oddMessages } from "./of-messages.ts";
import { type RobotReason, severalOf } from "./of-robots.ts";

it("is the reason itself where there is one, and none where there is none", () => {
  expect(severalOf([])).toBeNull();
  expect(severalOf([{ code: "wait.dock" }])).toEqual({ code: "wait.dock" });
});

it("is bounded, however much is told at once", () => {
  const actions = Array.from(
    { length: 100 },
    (_, n) => ({ code: "unfit.own-action", action: `A${n}` }) as const,
  );
  const remark = { code: "field.empty", field: "serialNumber" } as const;

  const several = severalOf(actions) as Extract<RobotReason, { code: "several" }>;
  expect(several.because).toEqual(actions.slice(0, 8));
  expect(several.more).toBe(92);
  expect(oddMessages(Array.from({ length: 40 }, () => ({ topic: "state", remark })))).toMatchObject({
    remarks: { length: 32 },
    more: 8,
  });
});
