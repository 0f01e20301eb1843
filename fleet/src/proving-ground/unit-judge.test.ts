import { MapId } from "@floorplane/contracts/ids";
import { gridMapOf } from "@floorplane/layout/grid-map";
import { describe, expect, it } from "vitest";
import { UnitJudge } from "./unit-judge.ts";

/** Three by three cells: nodes 0 to 8, row by row from the north. */
const { graph } = gridMapOf(MapId("m"), ["...", "...", "..."], "@");
const [east, south] = [0, 1];

function judged(
  before: number[],
  after: number[],
  more: { turns?: boolean; forbidsRings?: boolean; facing?: number[]; turned?: number[] } = {},
): UnitJudge {
  const { turns = false, forbidsRings = false } = more;
  const judge = new UnitJudge({ graph, turns, forbidsRings, robots: before.length });
  const facing = Uint8Array.from(more.facing ?? before.map(() => 0));
  judge.see(Int32Array.from(before), facing, Int32Array.from(after), Uint8Array.from(more.turned ?? facing));
  return judge;
}

describe("the judge of unit steps", () => {
  it("lets robots follow one another, turn and wait", () => {
    expect(judged([0, 1, 8], [1, 2, 8]).troubles).toEqual([]);
    expect(judged([0], [0], { turns: true, facing: [east], turned: [south] }).troubles).toEqual([]);
    expect(judged([0], [3], { turns: true, facing: [south] }).troubles).toEqual([]);
  });

  it.each([
    ["one place", [0, 2], [1, 1]],
    ["a robot that stays", [0, 1], [1, 1]],
    ["changed places", [0, 1], [1, 0]],
  ])("counts a collision: %s", (_, before, after) => {
    expect(judged(before, after).collisions).toBe(1);
  });

  it.each([
    ["a jump", [0], [2], {}],
    ["a way that is not faced", [0], [3], { turns: true, facing: [east] }],
    ["half a turn in one step", [0], [0], { turns: true, facing: [0], turned: [2] }],
    ["a turn of who cannot", [0], [0], { turned: [1] }],
    ["turning while driving", [0], [1], { turns: true, turned: [1] }],
  ])("counts an illegal move: %s", (_, before, after, more) => {
    expect(judged(before, after, more).illegalMoves).toBe(1);
  });

  it("counts rings where they are forbidden", () => {
    const ring = [
      [0, 1, 4, 3, 8],
      [1, 4, 3, 0, 8],
    ] as const;

    expect(judged([...ring[0]], [...ring[1]]).troubles).toEqual([]);
    expect(judged([...ring[0]], [...ring[1]], { forbidsRings: true }).rings).toBe(1);
    expect(judged([0, 1], [1, 2], { forbidsRings: true }).rings).toBe(0);
  });

  it("takes a driving robot to cover both ends of its way", () => {
    const judge = new UnitJudge({ graph, turns: false, forbidsRings: false, robots: 2 });
    judge.seeFootprints(Int32Array.of(0, 2), Int32Array.of(1, 2));
    expect(judge.collisions).toBe(0);

    judge.seeFootprints(Int32Array.of(0, 1), Int32Array.of(1, 2));
    expect(judge.troubles[0]).toMatch(/robots 0 and 1 cover one place, r0c1/);
  });
});
