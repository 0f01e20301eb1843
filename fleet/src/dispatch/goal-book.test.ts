import { RobotId } from "@floorplane/contracts/ids";
import fc from "fast-check";
import { expect, it } from "vitest";
import { GoalBook } from "./goal-book.ts";

const robots = ["R1", "R2", "R3"].map(RobotId);

it("never gives a place to two robots, and frees what a robot left", () => {
  const act = fc.record({
    robot: fc.nat(2),
    here: fc.nat(4),
    goal: fc.option(fc.nat(4), { nil: undefined }),
    reserves: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const book = new GoalBook();
      const model = new Map<number, RobotId>();
      for (const { robot: index, here, goal, reserves } of acts) {
        const robot = robots[index]!;
        if (reserves) {
          const free = !model.has(here) || model.get(here) === robot;
          expect(book.reserve(robot, here)).toBe(free);
          if (free) model.set(here, robot);
        } else {
          const left = [...model].filter(([node, by]) => by === robot && node !== here && node !== goal);
          const freed = left.map(([node]) => node);
          expect(book.keepOnly(robot, here, goal).toSorted()).toEqual(freed.toSorted());
          for (const node of freed) model.delete(node);
        }
        for (let node = 0; node < 5; node++) expect(book.holder(node)).toBe(model.get(node));
      }
    }),
  );
});
