import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import { describe, expect, it } from "vitest";
import { ActionQueue, type ActionWork, type Outcome } from "./actions.ts";
import { action } from "./one-robot.fixture.ts";

/** Every action takes a second, unless the test says otherwise. */
function aQueue(work: Partial<ActionWork> = {}) {
  const ended: string[] = [];
  const queue = new ActionQueue({
    work: { begin: () => 1_000, end: () => ({ status: "FINISHED" }), ...work },
    initialisingMs: 100,
    ended: ({ actionId }, { status }: Outcome) => ended.push(`${actionId} ${status}`),
  });
  const statuses = (): string =>
    queue
      .states()
      .map(({ actionStatus }) => actionStatus)
      .join(" ");
  const load = (...actions: Action[]): void => {
    for (const one of actions) queue.add(one, false);
    queue.reached(actions);
  };
  return { queue, ended, statuses, load };
}

const none = () => action("beep", {}, "NONE");
const soft = () => action("beep", {}, "SOFT");
const hard = () => action("beep", {}, "HARD");

describe("actions", () => {
  it("wait until their node is reached, then go through every state", () => {
    const { queue, statuses } = aQueue();
    const only = hard();
    queue.add(only, false);
    queue.step(0, true);
    expect(statuses()).toBe("WAITING");

    queue.reached([only]);
    queue.step(0, true);
    expect(statuses()).toBe("INITIALIZING");
    queue.step(100, true);
    expect(statuses()).toBe("RUNNING");
    queue.step(999, true);
    expect(statuses()).toBe("RUNNING");
    queue.step(1_000, true);
    expect(statuses()).toBe("FINISHED");
  });

  it("run side by side while NONE or SOFT, and HARD waits until it is alone", () => {
    const { queue, statuses, load } = aQueue();

    load(none(), soft(), hard(), none());
    queue.step(0, true);
    expect(statuses()).toBe("INITIALIZING INITIALIZING WAITING WAITING");
    queue.step(100, true);
    queue.step(1_000, true);
    expect(statuses()).toBe("FINISHED FINISHED INITIALIZING WAITING");
    queue.step(1_100, true);
    queue.step(2_000, true);
    expect(statuses()).toBe("FINISHED FINISHED FINISHED INITIALIZING");
  });

  it("begin in passing when NONE, and only on a standing robot when SOFT or HARD", () => {
    const { queue, statuses, load } = aQueue();

    load(none(), soft());
    queue.step(0, false);

    expect(statuses()).toBe("INITIALIZING WAITING");
    expect(queue.blocksDriving).toBe(true);
  });

  it("do not hold the robot when all of them are NONE", () => {
    const { queue, load } = aQueue();

    load(none());
    queue.step(0, false);

    expect(queue.blocksDriving).toBe(false);
  });

  it("ask again every second while they cannot begin, and take their whole time then", () => {
    let room = false;
    const { queue, statuses, load } = aQueue({ begin: () => (room ? 5_000 : "not yet") });
    load(hard());
    queue.step(0, true);
    queue.step(100, true);

    expect(queue.nextMs).toBe(1_100);
    expect(queue.step(1_100, true)).toBe(false);
    expect(queue.isWorking).toBe(false);
    room = true;
    expect(queue.step(2_100, true)).toBe(true);
    expect(queue.isWorking).toBe(true);
    queue.step(7_000, true);
    expect(statuses()).toBe("FINISHED");
  });

  it("are held by a pause and take the rest of their time after it", () => {
    const { queue, statuses, load } = aQueue();
    load(hard());
    queue.step(0, true);
    queue.step(100, true);

    queue.pause(400);
    queue.step(5_000, true);
    expect(statuses()).toBe("PAUSED");
    queue.resume(9_000);
    queue.step(9_599, true);
    expect(statuses()).toBe("RUNNING");
    queue.step(9_600, true);
    expect(statuses()).toBe("FINISHED");
  });

  it("fail when cancelled before their turn, and run out when at work", () => {
    const { queue, statuses, load } = aQueue();
    load(hard(), hard());
    queue.step(0, true);

    queue.cancel("cancelled", false);
    expect(statuses()).toBe("INITIALIZING FAILED");
    queue.step(100, true);
    queue.step(1_000, true);
    expect(statuses()).toBe("FINISHED FAILED");
  });

  it("of the horizon go with it", () => {
    const { queue, statuses } = aQueue();
    queue.add(hard(), false);
    queue.add(hard(), true);

    queue.dropHorizon();

    expect(statuses()).toBe("WAITING");
  });

  it("end once: FINISHED and FAILED are final", () => {
    const { queue, ended, load } = aQueue({
      end: () => ({ status: "FAILED", errorType: "pickError", reason: "empty" }),
    });
    load(hard());

    for (const at of [0, 100, 1_000, 2_000, 3_000]) queue.step(at, true);
    queue.cancel("cancelled", true);

    expect(ended).toHaveLength(1);
    expect(queue.isIdle).toBe(true);
  });
});
