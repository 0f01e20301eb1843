/** Robots that ask for more base (`newBaseRequest`, VDA 5050 6.10.2). */
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";

const traffic = ({ graph }: Hall["layout"]) =>
  trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 });

/** Base nodes that lay ahead of a robot on its way, over all its states: what it is told early it says for longer. */
async function baseAhead(asks: boolean): Promise<number> {
  const hall = await new Hall({ robots: 1, traffic }).start();
  const [robot] = hall.robots;
  let ahead = 0;
  robot!.tongue = (truth) => {
    ahead += truth.nodeStates.filter(({ released }) => released).length;
    return [asks ? { ...truth, newBaseRequest: true } : truth];
  };
  hall.run(2_000);
  hall.request([0]);
  hall.until(() => hall.of("transport.done").length === 1);
  return ahead;
}

it("lets a robot on when it says that it will soon slow down, though it was not thought to be short yet", async () => {
  const unasked = await baseAhead(false);

  expect(await baseAhead(true)).toBeGreaterThan(unasked);
});
