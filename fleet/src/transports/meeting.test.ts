/** A robot meets a person at a shelf: it stands there without an action, whoever asked hears of it, and it goes on when the stop is skipped. */
import { StationId, ToteId, type TransportId } from "@floorplane/contracts/ids";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

async function aHall() {
  const hall = await new Hall().start();
  hall.run(2_000);
  return { hall, robot: hall.robots[0]! };
}

const entry = (number: number) => ({ type: "pick", entry: number }) as const;
const goOn = (hall: Hall, transport: TransportId, number: number) =>
  hall.say({ type: "transport.skipStops", transport, tote: ToteId("T1"), purposes: [entry(number)] });

it("stands there until the stop is skipped, without an action and without an alarm, and then picks and drops as ever", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.meet([0, 40], [0]);
  hall.until(() => hall.of("stop.waiting").length === 1);
  const { node } = robot;

  hall.run(14 * minuteMs);
  const waited = { at: robot.node, words: hall.of("stop.waiting").length, alarms: hall.raised() };
  goOn(hall, transport, 0);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.waiting")[0]).toMatchObject({
    transport,
    tote: "T1",
    purpose: entry(0),
    station: hall.locations[0],
  });
  expect(waited).toEqual({ at: node, words: 1, alarms: [] });
  expect(hall.of("stops.skipped")).toMatchObject([{ purposes: [entry(0)] }]);
  expect(hall.of("stop.done").map(({ purpose }) => purpose.type)).toEqual(["fetch", "pick", "drop"]);
  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
});

it("meets two people at one shelf, one after the other", async () => {
  const { hall } = await aHall();
  const transport = hall.meet([0, 0], [0, 1]);

  hall.until(() => hall.of("stop.waiting").length === 1);
  const first = hall.of("stop.waiting")[0]!.purpose as { entry: number };
  goOn(hall, transport, first.entry);
  hall.until(() => hall.of("stop.waiting").length === 2, minuteMs);
  goOn(hall, transport, 1 - first.entry);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.failed")).toEqual([]);
});

it("still stands there after a restart, and goes on when the stop is skipped", async () => {
  const { hall } = await aHall();
  const transport = hall.meet([0], [0]);
  hall.until(() => hall.of("stop.waiting").length === 1);

  await hall.kill();
  await hall.start();
  hall.run(30 * secondMs);
  const words = hall.of("stop.waiting").length;
  goOn(hall, transport, 0);
  hall.until(() => hall.of("transport.done").length === 1);

  expect(words).toBe(1);
});

it("is called back from there at once: its tote is brought to the check lane", async () => {
  const { hall } = await aHall();
  const transport = hall.meet([0], [0]);
  hall.until(() => hall.of("stop.waiting").length === 1);

  hall.say({
    type: "transport.withdraw",
    transport,
    stations: [StationId("CHECK01")],
    reason: "order-cancelled",
  });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.done").at(-1)).toMatchObject({ purpose: { type: "drop" }, station: "CHECK01" });
});
