import { RobotId } from "@floorplane/contracts/ids";
import fc from "fast-check";
import { expect, it } from "vitest";
import { GoalBook } from "./goal-book.ts";

const robots = ["R1", "R2", "R3"].map(RobotId);

const act = fc.record({
  kind: fc.constantFrom("reserve", "join", "keep"),
  robot: fc.nat(2),
  here: fc.nat(4),
  goal: fc.option(fc.nat(4), { nil: undefined }),
  position: fc.nat(3),
});

it("keeps each queue as a list of robots would, and gives a place alone to one only", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const book = new GoalBook();
      const model: RobotId[][] = [[], [], [], [], []];
      for (const { kind, robot: index, here, goal, position } of acts) {
        const robot = robots[index]!;
        const queue = model[here]!;
        if (kind === "reserve") {
          const free = queue.every((other) => other === robot);
          expect(book.reserve(robot, here)).toBe(free);
          if (free && queue.length === 0) queue.push(robot);
        } else if (kind === "join") {
          const known = queue.includes(robot);
          const later = known ? [] : queue.slice(position);
          expect(book.join(robot, here, position)).toEqual(later);
          if (!known) queue.splice(position, 0, robot);
        } else {
          const left = model.flatMap((members, node) =>
            members.includes(robot) && node !== here && node !== goal ? [node] : [],
          );
          expect(book.keepOnly(robot, here, goal).toSorted()).toEqual(left);
          for (const node of left) model[node] = model[node]!.filter((other) => other !== robot);
        }
        model.forEach((members, node) => {
          expect(book.queue(node)).toEqual(members);
        });
      }
    }),
  );
});
