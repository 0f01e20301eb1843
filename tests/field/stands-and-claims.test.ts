/** A robot that stands and says that it has come to the end of its base: nobody is let onto the ground that it still covers. */
import { expect, it } from "vitest";
import { FieldFloor } from "./field-floor.ts";

it.each([1, 2, 3])(
  "nobody drives into robots that stand and report the end of their base, seed %s",
  async (seed) => {
    const floor = await new FieldFloor(6, seed).start();
    const victims: string[] = [];

    for (let count = 0; count < 2; count++) {
      const robot = floor.untilDriving(victims);
      victims.push(robot.id);
      floor.kit.begin("claims-base-end", robot);
      floor.run(2);
    }
    floor.run(10);

    expect(floor.collisions).toEqual([]);
    expect(floor.raised.map(({ definition, source }) => `${definition} ${source}`)).toEqual(
      expect.arrayContaining(victims.map((id) => `robot.contradicts ${id}`)),
    );
    await floor.stop();
  },
);
