import { expect, it } from "vitest";
import { initialTransition, transition } from "xstate";
import { robotMachine } from "./robot.machine.ts";
import type { RobotEvent, RobotValue } from "./robot-events.ts";

const input = { lostAfterMs: 60_000, cancelWithinMs: 30_000, refusalPauseMs: 10_000, refusalsMax: 3 };

/** What the due row of `cooling` says when it fires. */
const pauseOver = { type: "xstate.after.refusalPause.robot.order.cooling" } as never as RobotEvent;

function after(...events: RobotEvent[]) {
  let [snapshot] = initialTransition(robotMachine, input);
  const asked: string[] = [];
  for (const event of events) {
    const [next, actions] = transition(robotMachine, snapshot, event);
    snapshot = next;
    asked.push(...actions.map(({ type }) => type).filter((type) => !type.startsWith("xstate.")));
  }
  return { ...(snapshot.value as RobotValue), asked };
}

it("is not seen before its first fresh state, and again after a restart", () => {
  expect(after().link).toBe("unseen");
  expect(after({ type: "robot.heard" }, { type: "house.restarted" }).link).toBe("unseen");
});

it("stays held after an emergency stop until a person releases it here", () => {
  const stop: RobotEvent = { type: "robot.estopped", why: { code: "said.stop", stop: "local" } };
  const ready: RobotEvent = { type: "robot.ready" };

  expect(after(ready, stop, ready, ready).readiness).toBe("confirming");
  expect(after(ready, stop, ready, { type: "robot.resumed" }).readiness).toBe("ready");
  expect(
    after(ready, { type: "robot.estopped", why: { code: "said.stop", stop: "auto" } }, ready).readiness,
  ).toBe("ready");
});

it("cancels after a refusal, and is barred after the third in a row", () => {
  const refused: RobotEvent[] = [
    { type: "order.opened" },
    { type: "order.refused", why: { code: "said.error", type: "no", text: "" } },
    { type: "order.cleared" },
    pauseOver,
  ];

  expect(after(...refused.slice(0, 3)).order).toBe("cooling");
  expect(after(...refused).order).toBe("none");
  expect(after(...refused).asked).toContain("cancelOrder");
  expect(after(...refused, ...refused, ...refused).order).toBe("barred");
});

it("forgets refusals with the first order that ends well", () => {
  const refused: RobotEvent[] = [
    { type: "order.opened" },
    { type: "order.refused", why: { code: "said.error", type: "no", text: "" } },
    { type: "order.cleared" },
    pauseOver,
  ];
  const fine: RobotEvent[] = [{ type: "order.opened" }, { type: "order.accepted" }, { type: "order.ended" }];

  expect(after(...refused, ...refused, ...fine, ...refused).order).toBe("none");
});

it("waits for the robot to stand idle before it gives another order", () => {
  const { order } = after({ type: "order.opened" }, { type: "order.accepted" }, { type: "order.lost" });

  expect(order).toBe("clearing");
});

it("leaves the charge alone between low and enough", () => {
  expect(after({ type: "battery.enough" }).power).toBe("charged");
  expect(after({ type: "battery.low" }, { type: "battery.low" }).power).toBe("low");
  expect(after({ type: "battery.low" }, { type: "battery.enough" }).power).toBe("charged");
});
