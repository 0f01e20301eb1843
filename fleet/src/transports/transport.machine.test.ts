import { expect, it } from "vitest";
import { initialTransition, transition } from "xstate";
import { type TransportEvent, transportMachine } from "./transport.machine.ts";

function after(...events: TransportEvent[]) {
  let [snapshot] = initialTransition(transportMachine, { stops: 2 });
  for (const event of events) [snapshot] = transition(transportMachine, snapshot, event);
  return snapshot.value;
}

const fetched: TransportEvent[] = [
  { type: "transport.assigned" },
  { type: "stop.chosen" },
  { type: "stop.reached" },
  { type: "stop.ended", aboard: true },
];

it("is done with its last stop", () => {
  expect(after(...fetched)).toBe("assigned");
  expect(
    after(
      ...fetched,
      { type: "stop.chosen" },
      { type: "stop.reached" },
      { type: "stop.ended", aboard: false },
    ),
  ).toBe("done");
});

it("counts an action that ended before anybody saw it begin", () => {
  expect(
    after({ type: "transport.assigned" }, { type: "stop.chosen" }, { type: "stop.ended", aboard: true }),
  ).toBe("assigned");
});

it("goes back to the queue only while the robot's hands are empty", () => {
  expect(after({ type: "transport.assigned" }, { type: "robot.withdrawn" })).toBe("requested");
  expect(after(...fetched, { type: "robot.withdrawn" })).toBe("assigned");
});

it("is withdrawn at once only while no tote is on board", () => {
  expect(after({ type: "transport.withdrawn" })).toBe("withdrawn");
  expect(after(...fetched, { type: "transport.withdrawn" })).toBe("assigned");
});

it("ends for good", () => {
  expect(after({ type: "transport.failed", reason: "no-route" }, { type: "transport.assigned" })).toBe(
    "failed",
  );
});
