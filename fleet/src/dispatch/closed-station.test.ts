/** A tote whose packing station is closed to robots says so, calls a person when it lasts, and goes to another station when the WMS side names one. Work that no robot has says that, too. */
import { StationId } from "@floorplane/contracts/ids";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

const drop = { type: "drop" } as const;
const stationsOf = (hall: Hall, kind: string): StationId[] =>
  hall.site.stations.filter((row) => row.kind === kind).map(({ station }) => StationId(station));

/** A loaded robot that is bound for one packing station alone, which is then closed. */
async function aLoadedRobot() {
  const hall = await new Hall({ robots: 2 }).start();
  hall.run(2 * secondMs);
  const [one] = stationsOf(hall, "packing") as [StationId];
  const [two] = stationsOf(hall, "check") as [StationId];
  const transport = hall.request([0, 40]);
  hall.until(() => hall.of("stop.done").length === 2);
  hall.say({ type: "transport.replaceStop", transport, purpose: drop, stations: [one] });
  hall.act({ type: "place.close", place: one });
  return { hall, one, two, transport };
}

const lastWhy = (hall: Hall) => hall.of("transport.held").at(-1)?.why;

it("says which station a person is to open, and calls one when it lasts", async () => {
  const { hall, one } = await aLoadedRobot();

  hall.until(() => lastWhy(hall) != null);
  const early = hall.standing();
  hall.run(6 * minuteMs);

  expect(lastWhy(hall)).toEqual({ code: "transport.closed", places: { names: [one], more: 0 } });
  expect(early).not.toContain("robot.awaits-place");
  const raised = hall.alarms.flatMap((alarm) => (alarm.type === "alarm.raise" ? [alarm] : []));
  expect(raised).toMatchObject([
    {
      definition: "robot.awaits-place",
      parameters: { why: { code: "wait.closed", places: { names: [one], more: 0 } } },
    },
  ]);

  hall.act({ type: "place.open", place: one });
  hall.until(() => hall.of("transport.done").length === 1);
  expect(hall.standing()).toEqual([]);
  expect(lastWhy(hall)).toBeNull();
});

it("goes on to another station, and nothing of it stands any more", async () => {
  const { hall, one, two, transport } = await aLoadedRobot();
  hall.until(() => hall.standing().includes("robot.awaits-place"));

  hall.say({ type: "transport.replaceStop", transport, purpose: drop, stations: [two], from: [one] });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.done").at(-1)).toMatchObject({ station: two, status: "finished" });
  expect(lastWhy(hall)).toBeNull();
  expect(hall.standing()).toEqual([]);
});

it("leaves alone who is not bound for a place that is left", async () => {
  const { hall, one, two, transport } = await aLoadedRobot();
  hall.act({ type: "place.open", place: one });

  hall.say({ type: "transport.replaceStop", transport, purpose: drop, stations: [one], from: [two] });
  hall.run(secondMs);

  expect(hall.of("stop.kept")).toMatchObject([{ transport, purpose: drop }]);
  hall.until(() => hall.of("transport.done").length === 1);
  expect(hall.of("stop.done").at(-1)).toMatchObject({ station: one });
});

it("hands over where it stands at the dock with its action when the station is closed", async () => {
  const { hall, one, two, transport } = await aLoadedRobot();
  hall.act({ type: "place.open", place: one });
  hall.until(() =>
    hall.robots.some(({ orders }) =>
      orders.some(({ nodes }) => nodes.at(-1)?.actions[0]?.actionType === "drop"),
    ),
  );

  hall.act({ type: "place.close", place: one });
  hall.say({ type: "transport.replaceStop", transport, purpose: drop, stations: [two], from: [one] });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.kept")).toMatchObject([{ transport, purpose: drop }]);
  expect(hall.of("stop.done").at(-1)).toMatchObject({ station: one, status: "finished" });
});

it("says so again after a restart, and is clear when it was opened meanwhile", async () => {
  const { hall, one } = await aLoadedRobot();
  hall.until(() => hall.standing().includes("robot.awaits-place"));

  await hall.kill();
  await hall.start();
  hall.run(4 * minuteMs);
  const again = hall.standing();
  await hall.kill();
  await hall.start();
  hall.act({ type: "place.open", place: one });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(again).toContain("robot.awaits-place");
  expect(hall.standing()).toEqual([]);
  expect(lastWhy(hall)).toBeNull();
});

it("says so of work that no robot has yet", async () => {
  const hall = await new Hall({ robots: 1 }).start();
  hall.run(2 * secondMs);
  for (const place of stationsOf(hall, "packing")) hall.act({ type: "place.close", place });

  const first = hall.request([0]);
  const second = hall.request([40]);
  hall.run(10 * secondMs);

  const held = new Map(hall.of("transport.held").map(({ transport, why }) => [transport, why?.code]));
  expect([held.get(first), held.get(second)]).toEqual(["transport.closed", "transport.closed"]);
});

it("says of work that waits for minutes that no robot is free for it, and no more when one has it", async () => {
  const hall = await new Hall({ robots: 1 }).start();
  hall.run(2 * secondMs);
  hall.act({ type: "robot.pause", robot: hall.robots[0]!.options.robot });
  const transport = hall.request([0]);
  hall.run(4 * minuteMs);
  const early = hall.of("transport.held");
  hall.run(2 * minuteMs);

  expect(early).toEqual([]);
  expect(hall.of("transport.held")).toMatchObject([{ transport, why: { code: "transport.no-robot" } }]);

  hall.act({ type: "robot.resume", robot: hall.robots[0]!.options.robot });
  hall.until(() => hall.of("transport.done").length === 1);
  expect(lastWhy(hall)).toBeNull();
});
