/** All work wants one place: robots come as the place can serve them, the others stand where nobody needs to be, and everything drains. */
import { describe, expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

const real = {
  traffic: ({ graph }: Hall["layout"]) =>
    trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
};

async function rush(robots: number, tours: number, faces: (tour: number) => readonly number[]) {
  const hall = await new Hall({ robots, faces: 160, ...real }).start();
  hall.run(2_000);
  for (let tour = 0; tour < tours; tour++) hall.request(faces(tour));
  return hall;
}

/** Robots that have a tote and are not done with it. */
const underWay = (hall: Hall): number =>
  hall.of("transport.assigned").length - hall.of("transport.done").length;

describe("a flash sale", () => {
  it.each([12, 40])("of one bin is drained by %i robots, with no person called", async (robots) => {
    const hall = await rush(robots, 90, () => [5]);

    hall.until(() => hall.of("transport.done").length === 90, 2 * 3_600_000);

    expect(hall.raised()).toEqual([]);
  });

  it("sends no more robots to a bin than can come, work and leave while one drives there", async () => {
    const hall = await rush(30, 40, () => [5]);
    let most = 0;

    while (hall.of("transport.done").length < 20) {
      hall.run(5_000);
      most = Math.max(most, underWay(hall));
    }

    expect(most).toBeGreaterThan(3);
    expect(most).toBeLessThan(20);
  });

  it("keeps nobody from other work", async () => {
    const hall = await rush(12, 60, (tour) => (tour < 40 ? [5] : [40 + tour]));
    const others = new Set(Array.from({ length: 20 }, (_, i) => `TR${41 + i}`));
    const left = () => {
      const done = hall.of("transport.done");
      return {
        others: others.size - done.filter(({ transport }) => others.has(transport)).length,
        all: 60 - done.length,
      };
    };

    hall.until(() => left().others === 0, 2 * 3_600_000);

    expect(left().all).toBeGreaterThan(10);
  });
});
