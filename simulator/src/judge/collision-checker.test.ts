import { footprintOf, footprintsOverlap, type Pose } from "@floorplane/layout/footprint";
import { toteAmr } from "@floorplane/layout/generate-site";
import type { Rectangle } from "@floorplane/layout/geometry";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Body, Floor, type Place } from "../floor/floor.ts";
import { CollisionChecker } from "./collision-checker.ts";

const footprint = footprintOf(toteAmr);

/** A body that is put where a test wants it. */
class Puppet implements Body {
  readonly id: string;
  footprint = footprint;
  at: Pose;
  isLoaded = false;
  isActing = false;
  isCharging = false;
  isHeldByPerson = false;
  constructor(id: string, at: Pose) {
    this.id = id;
    this.at = at;
  }
  poseInto(_: number, out: Float64Array, offset: number): void {
    out[offset] = this.at.x;
    out[offset + 1] = this.at.y;
    out[offset + 2] = this.at.theta;
  }
  odometerAt(): number {
    return 0;
  }
  emptyOdometerAt(): number {
    return 0;
  }
}

function aFloor(poses: readonly Pose[], solids: readonly Rectangle[] = []) {
  const floor = new Floor();
  const puppets = poses.map((pose, index) => new Puppet(`R${index}`, pose));
  const places: Place[] = puppets.map((puppet) => floor.enter(puppet, 0));
  const checker = new CollisionChecker(floor, solids, footprint.radius);
  let now = 0;
  const sample = (): void => floor.sample((now += 100), () => checker.check(now));
  /** Moves one robot and looks. */
  const put = (index: number, pose: Pose): void => {
    places[index]!.setMoving(true);
    puppets[index]!.at = pose;
    sample();
  };
  return { floor, puppets, places, checker, sample, put };
}

const at = (x: number, y: number, theta = 0): Pose => ({ x, y, theta });

describe("the collision checker", () => {
  it("finds two robots that touch, with time, names and place", () => {
    const { checker, put } = aFloor([at(0, 0), at(5, 0)]);

    put(1, at(0.85, 0));

    expect(checker.collisions).toEqual([{ at: 100, robots: ["R0", "R1"], x: 0.425, y: 0, with: "robot" }]);
  });

  it("finds nothing where robots pass at 1.2 m in any heading", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3.2, max: 3.2, noNaN: true }),
        fc.double({ min: -3.2, max: 3.2, noNaN: true }),
        (a, b) => {
          const { checker, put } = aFloor([at(0, 0, a), at(0, 5)]);
          put(1, at(1.2, 0, b));
          expect(checker.count).toBe(0);
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it("counts one encounter once, and a second one again", () => {
    const { checker, put, sample } = aFloor([at(0, 0), at(5, 0)]);

    put(1, at(0.8, 0));
    sample();
    put(1, at(0.7, 0));
    put(1, at(3, 0));
    put(1, at(0.8, 0));

    expect(checker.count).toBe(2);
  });

  it("finds a robot that drives into one that stands, whichever was first on the floor", () => {
    for (const mover of [0, 1]) {
      const { checker, put } = aFloor([at(mover === 0 ? 5 : 0, 0), at(mover === 0 ? 0 : 5, 0)]);
      put(mover, at(0.5, 0.3));
      expect(checker.count).toBe(1);
    }
  });

  it("finds a corner that turns into a rack, and not the side that passes it", () => {
    const rack = { x: 0.4, y: -5, width: 0.6, height: 10 };
    const { checker, put } = aFloor([at(-3, 0)], [rack]);
    put(0, at(0, 0, Math.PI / 2));
    expect(checker.count).toBe(0);

    put(0, at(0, 0, Math.PI / 4));

    expect(checker.collisions).toMatchObject([{ robots: ["R0"], with: "solid" }]);
  });

  it("sees what stands over when the robot carries a load", () => {
    const { checker, puppets, put } = aFloor([at(0, 0), at(1, 0)]);
    put(1, at(1, 0));
    expect(checker.count).toBe(0);

    puppets[0]!.footprint = footprintOf({ ...toteAmr, loadOverhangM: 0.15 });
    put(0, at(0, 0));

    expect(checker.count).toBe(1);
  });

  it("looks once more at a robot that stopped, and no more at one that was taken away", () => {
    const { checker, floor, places, puppets, sample } = aFloor([at(0, 0), at(5, 0)]);
    sample();
    places[1]!.setMoving(true);
    places[1]!.setMoving(false);
    puppets[1]!.at = at(0.8, 0);
    sample();
    expect(checker.count).toBe(1);
    expect(floor.moving).toEqual([]);

    places[0]!.leave();
    puppets[1]!.at = at(5, 0);
    places[1]!.setMoving(true);
    sample();
    puppets[1]!.at = at(0.8, 0);
    sample();

    expect(checker.count).toBe(1);
  });

  it("agrees with asking every pair, wherever robots are", () => {
    const pose = fc.record({
      x: fc.double({ min: -20, max: 130, noNaN: true }),
      y: fc.double({ min: -5, max: 5, noNaN: true }),
      theta: fc.double({ min: -3.2, max: 3.2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(pose, { minLength: 2, maxLength: 60 }), (poses) => {
        const { checker, sample } = aFloor(poses);
        sample();
        let pairs = 0;
        for (const [i, a] of poses.entries())
          for (const b of poses.slice(i + 1)) if (footprintsOverlap(footprint, a, footprint, b)) pairs++;
        expect(checker.count).toBe(pairs);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
