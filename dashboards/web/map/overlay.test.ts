import { writePositions } from "@floorplane/contracts/positions";
import { expect, it } from "vitest";
import type { FloorPlan } from "../../gateway/protocol.ts";
import { Tracks } from "../live/tracks.ts";
import { areSame, movingPart, type OverlayPicture } from "./overlay.ts";

/** Two robots, the first a metre further on at each step. */
function aPicture(step: number, more: Partial<OverlayPicture> = {}): OverlayPicture {
  const tracks = new Tracks(2);
  const pose = { y: 5, theta: 0, activity: 2, battery: 71, loaded: false, stale: false, ageSeconds: 0 };
  const robots = [0, 1].map((index) => ({ ...pose, index, x: index === 0 ? step : 3 }));
  tracks.hear(writePositions({ sequence: 1, at: 1, robots }), 0);
  tracks.sample(Number.POSITIVE_INFINITY);
  return {
    camera: { x: 0, y: 0, scale: 10 },
    view: { width: 100, height: 100 },
    plan: { robots: ["R1", "R2"] } as unknown as FloorPlan,
    tracks,
    colours: {} as OverlayPicture["colours"],
    signs: new Map(),
    named: new Set(),
    selected: undefined,
    hovered: undefined,
    way: [],
    ...more,
  };
}

it.each<[what: string, more: Partial<OverlayPicture>, moves: boolean]>([
  ["a robot that is only a picture", {}, false],
  ["a robot in trouble, which is named", { named: new Set([0]) }, true],
  ["another robot in trouble", { named: new Set([1]) }, false],
  ["the chosen robot", { selected: { robot: 0 } }, true],
  ["the robot under the pointer", { hovered: 0 }, true],
  ["every robot, when one looks close enough for names", { camera: { x: 0, y: 0, scale: 30 } }, true],
])("is drawn again for %s as it drives", (_, more, moves) => {
  expect(movingPart(aPicture(1, more)) !== movingPart(aPicture(2, more))).toBe(moves);
  expect(movingPart(aPicture(1, more))).toBe(movingPart(aPicture(1, more)));
});

it("is drawn again when the floor is pulled or a robot comes to be named", () => {
  const before = movingPart(aPicture(1));

  expect(movingPart(aPicture(1, { camera: { x: 1, y: 0, scale: 10 } }))).not.toBe(before);
  expect(movingPart(aPicture(1, { named: new Set([1]) }))).not.toBe(before);
});

it("takes signs for the same when they say the same", () => {
  const signs = (text: string, id = "PACK01") => new Map([[id, { id, level: "good", text } as const]]);

  expect(areSame(signs("2 waiting"), signs("2 waiting"))).toBe(true);
  expect(areSame(signs("2 waiting"), signs("3 waiting"))).toBe(false);
  expect(areSame(signs("2 waiting"), signs("2 waiting", "PACK02"))).toBe(false);
  expect(areSame(signs("2 waiting"), new Map())).toBe(false);
});
