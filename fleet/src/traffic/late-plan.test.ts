import { RobotId } from "@floorplane/contracts/ids";
import { seededRandom } from "@floorplane/runtime/random";
import { expect, it } from "vitest";
import { lattice, walkingPace } from "../testing/floors.ts";
import { trafficOn } from "./fleet-traffic.ts";
import { Pibt } from "./pibt.ts";

const graph = lattice({ columns: 5, rows: 1, pitchM: 2.4, lanes: "two-way", pockets: 0 }, seededRandom(1));
const [first, second, last] = ["N0-0", "N1-0", "N4-0"].map((id) => graph.indexOf(id)) as [
  number,
  number,
  number,
];
const [leaver, stranger] = [RobotId("R1"), RobotId("R2")];

function lateTraffic() {
  let deliver = () => {};
  let heard = 0;
  const traffic = trafficOn(graph, walkingPace, {}, (floor) => {
    const pibt = new Pibt(floor);
    return {
      plan: (problem, take) => {
        const plan = pibt.plan(problem);
        deliver = () => take(plan);
      },
      keepsDistances: false,
      stop: async () => {},
    };
  });
  traffic.onLatePlan(() => heard++);
  traffic.enter(leaver, [first]);
  traffic.setGoal(leaver, last);
  traffic.plan(1_000);
  return { traffic, deliver: () => deliver(), heard: () => heard };
}

it("a plan that comes late is told of, and then there is something to grant", () => {
  const { traffic, deliver, heard } = lateTraffic();

  expect([heard(), traffic.grant(1_000)]).toEqual([0, []]);
  deliver();
  expect(heard()).toBe(1);
  expect(traffic.grant(1_000)[0]?.nodes[0]).toBe(second);
});

it("nobody is sent on the way of one who has left meanwhile, whose slot he has", () => {
  const { traffic, deliver } = lateTraffic();
  traffic.leave(leaver);
  traffic.enter(stranger, [second]);

  deliver();

  expect(traffic.grant(1_000)).toEqual([]);
});
