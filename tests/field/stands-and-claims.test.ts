/** Robots that stand and say that they have come to the end of their base: nobody is let onto the ground that they still cover. */
import type { SimulatedRobot } from "@floorplane/simulator/robots/simulated-robot";
import { expect, it } from "vitest";
import { FieldFloor } from "./field-floor.ts";

it.each([1, 2, 3])(
  "nobody drives into robots that stand and report the end of their base, seed %s",
  async (seed) => {
    const floor = await new FieldFloor(6, seed).start();
    const victims: SimulatedRobot[] = [];

    for (let count = 0; count < 2; count++) {
      victims.push(floor.untilOne((robot) => floor.baseAheadM(robot) >= 2, victims));
      floor.kit.begin("claims-base-end", victims.at(-1)!);
      floor.run(2);
    }
    floor.run(10);

    expect(floor.collisions).toEqual([]);
    expect(floor.raised.map(({ definition, source }) => `${definition} ${source}`)).toEqual(
      expect.arrayContaining(victims.map(({ id }) => `robot.contradicts ${id}`)),
    );
    await floor.stop();
  },
);
