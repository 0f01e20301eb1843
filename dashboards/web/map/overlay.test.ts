import { writePositions } from "@floorplane/contracts/positions";
import { expect, it } from "vitest";
import type { FloorPlan } from "../../gateway/protocol.ts";
import { Tracks } from "../live/tracks.ts";
import { areSame, drawOverlay, movingPart, type OverlayPicture, type Sign } from "./overlay.ts";

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

it("writes what is said of neighbouring stations without one text running into another", () => {
  const written: { text: string; left: number; right: number; y: number }[] = [];
  const measureText = (text: string) => ({ width: 6 * text.length });
  const pen = new Proxy({ textAlign: "center" } as Record<string, unknown>, {
    get: (own, key) =>
      key === "measureText"
        ? measureText
        : key === "fillText"
          ? (text: string, x: number, y: number) => {
              const { width } = measureText(text);
              const left =
                x - (own.textAlign === "center" ? width / 2 : own.textAlign === "right" ? width : 0);
              written.push({ text, left, right: left + width, y });
            }
          : key in own
            ? own[key as string]
            : () => {},
  }) as unknown as CanvasRenderingContext2D;
  const stations = ["PACK01", "PACK02", "PACK03", "PACK04"];
  const said = ["closed to robots, packing, 1 waiting", "2 waiting", "held, 3 waiting", "1 waiting"];
  const signs = new Map(
    stations.map((id, index): [string, Sign] => [
      id,
      { id, level: index % 2 ? "good" : "notice", text: said[index]! },
    ]),
  );
  const plan = {
    robots: [],
    zones: [],
    vehicle: { lengthM: 1, widthM: 0.7 },
    devices: [{ device: "PORTAL-OUT", kind: "portal", x: 14, y: 3.2 }],
    stations: stations.map((station, index) => ({
      station,
      kind: "packing",
      x: 3 * index,
      y: 5,
      docks: [[3 * index, 6]],
      machine: true,
    })),
  } as unknown as FloorPlan;

  drawOverlay(
    pen,
    aPicture(1, {
      view: { width: 400, height: 400 },
      camera: { x: 5, y: 5, scale: 20 },
      plan,
      tracks: new Tracks(0),
      signs,
    }),
  );

  expect(written.map(({ text }) => text)).toEqual(
    expect.arrayContaining([...stations, ...said, "PORTAL-OUT"]),
  );
  const meeting = written.flatMap((a, index) =>
    written
      .slice(index + 1)
      .filter((b) => Math.abs(a.y - b.y) < 12 && a.left < b.right && b.left < a.right)
      .map((b) => `${a.text} / ${b.text}`),
  );
  expect(meeting).toEqual([]);
});
