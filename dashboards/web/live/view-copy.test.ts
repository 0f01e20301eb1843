import { expect, it } from "vitest";
import { ViewCopy } from "./view-copy.ts";

const snapshot = { view: "floor", sequence: 4, entities: [["robot/R1", { battery: 80 }]] } as const;

it("follows deltas that begin where it stands", () => {
  const copy = new ViewCopy("floor");
  copy.takeSnapshot(snapshot);

  const taken = copy.takeDelta({ view: "floor", from: 4, to: 6, put: [["robot/R2", 1]], gone: ["robot/R1"] });

  expect([taken, copy.sequence, [...copy.entities]]).toEqual([true, 6, [["robot/R2", 1]]]);
});

it("takes nothing from a delta that begins elsewhere", () => {
  const copy = new ViewCopy("floor");
  copy.takeSnapshot(snapshot);

  const taken = copy.takeDelta({ view: "floor", from: 5, to: 6, put: [], gone: ["robot/R1"] });

  expect([taken, copy.sequence, copy.entities.size]).toEqual([false, 4, 1]);
});

it("knows from a pulse that it missed something", () => {
  const copy = new ViewCopy("floor");
  expect(copy.isBehind(9)).toBe(false);
  copy.takeSnapshot(snapshot);

  expect([copy.isBehind(4), copy.isBehind(5)]).toEqual([false, true]);
});
