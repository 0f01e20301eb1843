import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { someOf } from "@floorplane/contracts/reasons/reason";
import { expect, it } from "vitest";
import { robotReasonInEnglish } from "./robots.en.ts";

const jam: RobotReason = { code: "jam.behind", robot: "R7", does: "paused", node: "A03-02", waiting: 4 };
const scanner: RobotReason = { code: "said.error", type: "laserBlind", text: "lens is dirty" };

it.each<[words: string, reason: RobotReason]>([
  ["it reports a fault: laserBlind: lens is dirty", { code: "fault.reported", because: scanner }],
  ["it reports a fault", { code: "fault.reported", because: null }],
  ["laserBlind", { ...scanner, text: "" }],
  [
    "where it says it is does not fit the floor or its order: it says a place 17.7 m away from where it may be",
    { code: "fault.astray", because: { code: "place.strayed", metres: 17.71 } },
  ],
  ["it does not say where it is", { code: "fault.astray", because: { code: "place.unsaid" } }],
  [
    "it was taken off the floor, and it says that it stands at N7, which R2 holds: what it goes on saying to cover stays kept from others until it is switched off or put back",
    { code: "fault.seen", because: { code: "place.said", node: "N7", heldBy: someOf(["R2"]) } },
  ],
  [
    "the house stopped it: R2 says that it is where this one holds the floor",
    { code: "fault.contested", contest: { code: "contest.holds", saidBy: "R2" } },
  ],
  ["waits for N7, where R2 works or is going", { code: "wait.place", node: "N7", workedBy: "R2" }],
  ["is to charge, since it has not told its charge", { code: "charge.low", percent: null }],
  ["is to charge while there is no work, at 41 %", { code: "charge.idle", percent: 41 }],
  [
    "waits for R7 at N2, which is standing there; the first cause is R7, which is paused at A03-02; 4 robots wait for it",
    {
      code: "several",
      because: [{ code: "traffic.robot", node: "N2", robot: "R7", does: "stands" }, jam],
      more: 0,
    },
  ],
  [
    "the first cause: R1, R2 wait for one another; 1 robot waits for it",
    { code: "jam.ring", robots: someOf(["R1", "R2"]), waiting: 1 },
  ],
  ["R1 waits for R2 and 1 more waits for R1", { code: "ring.waits", robots: someOf(["R1", "R2", "R3"], 2) }],
  [
    "protocolLimits.maxStringLens.idLen is 8, and A01-02L-4 has 9",
    {
      code: "unfit.limit",
      field: "protocolLimits.maxStringLens.idLen",
      limit: 8,
      needed: 9,
      by: "id",
      id: "A01-02L-4",
    },
  ],
  ["waits: P01 is cut off by R7", { code: "transport.cut-off", place: "P01", by: someOf(["R7"]) }],
  [
    'state: loads: "x": unreadable, taken as absent; factsheet: version: missing, read as "2.0.0"; and 3 more',
    {
      code: "said.odd",
      remarks: [
        { topic: "state", remark: { code: "field.taken-as-absent", field: "loads", said: '"x"' } },
        {
          topic: "factsheet",
          remark: { code: "field.read-as", field: "version", said: null, as: '"2.0.0"' },
        },
      ],
      more: 3,
    },
  ],
  ["as it was said", { code: "earlier.words", words: "as it was said" }],
])("says %s", (words, reason) => expect(robotReasonInEnglish(reason)).toBe(words));

it("says a code of a later house as it is, also within others", () => {
  const later = { code: "robot.singing" } as never;

  expect(robotReasonInEnglish(later)).toBe("robot.singing");
  expect(robotReasonInEnglish({ code: "fault.reported", because: later })).toBe(
    "it reports a fault: robot.singing",
  );
});
