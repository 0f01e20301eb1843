/** A robot that cannot do what the layout demands, by its own factsheet, gets no orders and a person is told; until its factsheet says otherwise. */
import type { Lif } from "@floorplane/layout/lif.schema";
import { expect, it } from "vitest";
import { sayFactsheet as say } from "../testing/factsheet.ts";
import { Hall } from "../testing/hall.ts";

/** Every lane is a curve. */
function curved({ layouts: [layout] }: Lif): void {
  for (const { startNodeId, endNodeId, vehicleTypeEdgeProperties } of layout!.edges) {
    const ends = [startNodeId, endNodeId].map((id) => layout!.nodes.find(({ nodeId }) => nodeId === id)!);
    const controlPoints = ends.map(({ nodePosition }) => nodePosition);
    vehicleTypeEdgeProperties[0]!.trajectory = { degree: 1, knotVector: [0, 0, 1, 1], controlPoints };
  }
}

function standing(hall: Hall): string[] {
  const keys = new Set<string>();
  for (const message of hall.alarms)
    if (message.type === "alarm.raise") keys.add(message.key);
    else if (message.type === "alarm.clear") keys.delete(message.key);
  return [...keys];
}

it("a robot that takes no curves gets no order on a floor of curves, and gets one when it has learned them", async () => {
  const hall = await new Hall({ demand: curved }).start();
  const [robot] = hall.robots;
  say(hall, ["order.edges.maxSpeed"]);
  hall.request([3]);

  hall.run(60_000);
  const before = { orders: robot!.orders.length, alarms: standing(hall) };
  say(hall, ["order.edges.maxSpeed", "order.edges.trajectory"]);
  hall.run(60_000);

  expect(before).toEqual({ orders: 0, alarms: [expect.stringMatching(/^robot\.unfit/)] });
  expect(standing(hall)).toEqual([]);
  expect(robot!.orders.length).toBeGreaterThan(0);
  for (const { edges } of robot!.orders)
    for (const { trajectory } of edges) expect(trajectory?.controlPoints).toHaveLength(2);
});

it("a robot whose factsheet nobody has heard is asked for it, until it tells it or has been asked often enough", async () => {
  const hall = await new Hall({ robots: 2 }).start();
  const [telling, silent] = hall.robots;
  const asked = (robot = telling) =>
    robot!.instants.filter(({ actionType }) => actionType === "factsheetRequest");
  hall.run(3_000);
  const before = asked().length;

  say(hall, ["order.edges.maxSpeed"]);
  const then = asked().length;
  hall.run(120_000);

  expect(before).toBeGreaterThan(0);
  expect(asked()).toHaveLength(then);
  expect(asked(silent)).toHaveLength(5);
  expect(new Set(asked(silent).map(({ actionId }) => actionId)).size).toBe(1);
});

it("limits that a robot is not told are told to people", async () => {
  const hall = await new Hall({
    demand: ({ layouts: [layout] }) => {
      for (const { vehicleTypeEdgeProperties } of layout!.edges) vehicleTypeEdgeProperties[0]!.maxHeight = 2;
    },
  }).start();

  say(hall, ["order.edges.maxSpeed"]);

  expect(standing(hall)).toEqual([expect.stringMatching(/^robot\.limits-untold/)]);
});
