/** OpenTransports behind a robot that stands for good says so, and so does who bars it; nobody else is named. */

import type { StationId } from "@floorplane/contracts/ids";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";
import { trafficOn } from "../traffic/fleet-traffic.ts";
import { CutOff } from "./cut-off.ts";

const real = {
  traffic: ({ graph }: Hall["layout"]) =>
    trafficOn(graph, { speedMps: 1.5, accelerationMps2: 0.7, quarterTurnS: 1.5 }),
};

/** A robot that a person paused where it cuts off places, another that was paused at its parking place long before, and work for every place. */
async function aBarredAisle() {
  const hall = await new Hall({ robots: 6, faces: 160, ...real }).start();
  hall.run(2 * secondMs);
  hall.request([70]);
  hall.until(() => hall.of("stop.done").length === 1);
  const bar = hall.robots.find(({ done }) => done.length > 0)!;
  const parked = hall.robots.find((robot) => robot !== bar)!;
  hall.act({ type: "robot.pause", robot: parked.options.robot });
  const cut = new CutOff(hall.layout.graph);
  const cutsOff = (): boolean => {
    const node = hall.layout.graph.indexOf(bar.state().lastNodeId);
    cut.update([{ robot: bar.options.robot, nodes: [node] }]);
    return hall.locations.some((face) =>
      hall.layout.stations.get(face as StationId)!.nodes.every((each) => each !== node && cut.has(each)),
    );
  };
  hall.until(() => bar.state().driving && cutsOff());
  hall.act({ type: "robot.pause", robot: bar.options.robot });
  hall.run(2 * minuteMs);
  for (let face = 0; face < 160; face += 4) hall.request([face]);
  return { hall, bar, parked };
}

it("is told with the robot that bars it, and with no other that stands", async () => {
  const { hall, bar, parked } = await aBarredAisle();

  hall.until(() => hall.standing().includes("robot.bars-way"), 20 * minuteMs);

  const raised = hall.alarms.flatMap((alarm) =>
    alarm.type === "alarm.raise" && alarm.definition === "robot.bars-way" ? [alarm] : [],
  );
  expect(raised).toMatchObject([
    {
      source: bar.options.robot,
      parameters: { why: { code: "work.behind" } },
    },
  ]);
  const told = hall.of("transport.held");
  expect(told.length).toBeGreaterThan(0);
  // With so much work others wait for a robot that is free.
  for (const { why } of told.filter((each) => each.why?.code !== "transport.no-robot"))
    expect(why).toMatchObject({ code: "transport.cut-off", by: { names: [bar.options.robot], more: 0 } });
  const reasons = hall.rows.flatMap(({ change }) =>
    change.documents.flatMap(({ kind, body }) =>
      kind === "robot" && body ? [JSON.stringify((body as { why: RobotReason | null }).why)] : [],
    ),
  );
  expect(reasons.filter((why) => why.includes(`"jam.behind","robot":"${parked.options.robot}"`))).toEqual([]);
  expect(reasons.filter((why) => why.includes(`"jam.`))).not.toEqual([]);
});

it("goes on when the way is open again, and nothing of it stands any more", async () => {
  const { hall, bar } = await aBarredAisle();
  hall.until(() => hall.standing().includes("robot.bars-way"), 20 * minuteMs);
  const held = new Set(hall.of("transport.held").map(({ transport }) => transport));

  hall.act({ type: "robot.resume", robot: bar.options.robot });
  hall.until(() => hall.of("transport.done").length === 41, 4 * 60 * minuteMs);

  expect(hall.standing()).toEqual([]);
  for (const transport of held)
    expect(hall.of("transport.held").findLast((told) => told.transport === transport)?.why).toBeNull();
});

it("is found again by a house that starts anew, and is over when the robot is off the floor", async () => {
  const { hall, bar } = await aBarredAisle();
  hall.until(() => hall.standing().includes("robot.bars-way"), 20 * minuteMs);

  await hall.kill();
  await hall.start();
  hall.run(10 * minuteMs);
  expect(hall.standing()).toContain("robot.bars-way");
  bar.drop();
  hall.act({ type: "robot.takeOff", robot: bar.options.robot });
  hall.run(5 * minuteMs);

  expect(hall.standing()).not.toContain("robot.bars-way");
});
