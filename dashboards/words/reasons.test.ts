import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import { expect, it } from "vitest";
import { actReasonInEnglish } from "./reasons.en.ts";

it.each<[reason: ActReason, words: RegExp]>([
  [{ code: "act.too-late", lateS: 31 }, /^too late by 31 s: /],
  [
    { code: "receiver.cannot", robot: "R2", because: ["not-ready", "carries"] },
    /^R2 cannot take it: it is not ready, it still carries something$/,
  ],
  [
    { code: "robot.stopped", trouble: { code: "said.stop", stop: "local" } },
    /^its emergency stop is pressed \(at the robot\): release it at the robot first$/,
  ],
  [
    { code: "robot.kept-standing", contest: { code: "contest.holds", saidBy: "R2" } },
    /^the house keeps it standing: R2 says that it is where this one holds the floor; /,
  ],
  [{ code: "robot.stands-elsewhere", node: "N7", metres: 3.14 }, / 3\.1 m away from N7: /],
  [
    { code: "task.not-booked", fault: "unknown-goods", field: "found", text: "Q", skus: [] },
    /^nothing was booked: nobody here knows "Q"; /,
  ],
  [
    { code: "task.answered-otherwise", task: "T1", by: "", at: 0, found: "2 of A" },
    /^T1 was answered already at 1970-01-01T00:00:00.000Z, with 2 of A; /,
  ],
])("says %o", (reason, words) => expect(actReasonInEnglish(reason)).toMatch(words));

it("says a code of a later house as it is, also one that is a name of objects", () => {
  expect(actReasonInEnglish({ code: "robot.singing" } as never)).toBe("robot.singing");
  expect(actReasonInEnglish({ code: "toString" } as never)).toBe("toString");
});
