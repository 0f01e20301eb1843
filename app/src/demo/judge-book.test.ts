/** What a judge found, over restarts of the world. */
import { footprintOf, type Pose } from "@floorplane/layout/footprint";
import { toteAmr } from "@floorplane/layout/generate-site";
import { silentLog } from "@floorplane/runtime/log";
import { type Body, Floor } from "@floorplane/simulator/floor/floor";
import { CollisionChecker } from "@floorplane/simulator/judge/collision-checker";
import type { Judge } from "@floorplane/simulator/judge/judge";
import { noWorldFile, type WorldFile, type WorldRow } from "@floorplane/simulator/world-file";
import { expect, it } from "vitest";
import { JudgeBook } from "./judge-book.ts";

const footprint = footprintOf(toteAmr);
const rack = { x: 20, y: 20, width: 2, height: 2 };

/** One that a test moves. */
const aBody = (id: string, at: Pose) =>
  ({
    id,
    at,
    footprint,
    isLoaded: false,
    isActing: false,
    isCharging: false,
    isHeldByPerson: false,
    poseInto(_: number, out: Float64Array, offset: number): void {
      out.set([this.at.x, this.at.y, this.at.theta], offset);
    },
    odometerAt: () => 0,
    emptyOdometerAt: () => 0,
  }) satisfies Body & { at: Pose };

/** A file in memory, and worlds one after another that remember by it. */
function aWorld() {
  const rows = new Map<string, WorldRow>();
  const file: WorldFile = {
    ...noWorldFile,
    put: (kind, id, body) => void rows.set(kind, { id, body: JSON.parse(JSON.stringify(body)) }),
    all: (kind) => [rows.get(kind)].filter((row) => row !== undefined),
  };
  let now = 0;
  return (poses: readonly Pose[]) => {
    const logged: string[] = [];
    const floor = new Floor();
    const bodies = poses.map((pose, index) => aBody(`R${index}`, pose));
    const places = bodies.map((body) => floor.enter(body, now));
    const collisions = new CollisionChecker(floor, [rack], footprint.radius);
    const judge = { collisions, progress: { stalls: 0, deadlocks: 0 } } as unknown as Judge;
    const log = { ...silentLog, error: (event: string) => void logged.push(event) };
    const book = new JudgeBook(file, judge, log as typeof silentLog);
    const look = (): number => {
      for (const place of places) place.setMoving(true);
      floor.sample((now += 100), () => collisions.check(now));
      book.keep();
      return book.judged.collisions;
    };
    const put = (index: number, at: Pose): number => {
      bodies[index]!.at = at;
      return look();
    };
    return { look, put, logged };
  };
}

const at = (x: number, y: number): Pose => ({ x, y, theta: 0 });
const touching = [at(0, 0), at(0.5, 0), at(20, 20)];

it("counts and tells a pair that stands once, and a robot in a rack, however often the world is started", () => {
  const start = aWorld();
  const first = start(touching);
  first.look();

  for (let n = 0; n < 3; n++) {
    const again = start(touching);

    expect(again.look()).toBe(2);
    expect(again.logged).toEqual([]);
  }
  expect(first.logged).toEqual(["judge.collision", "judge.collision"]);
});

it("counts anew those who parted and touched again, before or after a restart", () => {
  const start = aWorld();
  start(touching).look();

  const parted = start([at(0, 0), at(5, 0), at(20, 20)]);
  parted.look();
  const again = parted.put(1, at(0.5, 0));
  const later = start(touching).look();

  expect([again, later]).toEqual([3, 3]);
});
