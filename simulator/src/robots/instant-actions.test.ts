import { describe, expect, it } from "vitest";
import {
  action,
  oneRobot,
  orderOver,
  pickItems,
  pickTote,
  type Stage,
  statusOf,
  straight,
} from "./one-robot.fixture.ts";

const instant = (actionType: string, values: Readonly<Record<string, string | number>> = {}) =>
  action(actionType, values, "NONE");
const xOf = (stage: Stage): number => stage.robot.poseAt(stage.clock.now()).x;

describe("cancelOrder", () => {
  it("brings the robot to the next node it can stop at, fails what waits, and keeps the order's id", () => {
    const stage = oneRobot();
    const later = pickItems("N10-1", 1);
    stage.order(
      orderOver(straight(0, 10).map((stop, i) => (i === 10 ? { ...stop, actions: [later] } : stop))),
    );
    stage.pass(4);
    const cancel = instant("cancelOrder");

    stage.instant(cancel);
    const running = stage.until((state) => statusOf(state, cancel) !== undefined);
    const done = stage.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");

    expect(statusOf(running, cancel)?.actionStatus).toBe("RUNNING");
    expect(statusOf(running, later)?.actionStatus).toBe("FAILED");
    expect(done).toMatchObject({ orderId: "O1", nodeStates: [], edgeStates: [], driving: false });
    expect(xOf(stage) / 1.2).toBeCloseTo(Number(done.lastNodeId.slice(1)), 6);
  });

  it("lets what is at work run out", () => {
    const stage = oneRobot();
    const pick = pickTote("N0");
    stage.order(orderOver(straight(0, 3).map((stop, i) => (i === 0 ? { ...stop, actions: [pick] } : stop))));
    stage.pass(2);
    const cancel = instant("cancelOrder");

    stage.instant(cancel);
    const done = stage.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");

    expect(statusOf(done, pick)?.actionStatus).toBe("FINISHED");
    expect(done.loads).toHaveLength(1);
    expect(xOf(stage)).toBe(0);
  });

  it("gives up a drop that only waits for room", () => {
    const stage = oneRobot();
    stage.world.hasRoom = false;
    const fetch = pickTote("N0");
    const drop = action("drop", { stationName: "N1", loadId: "T1" });
    stage.order(
      orderOver([
        { ...straight(0, 0)[0]!, actions: [fetch] },
        { ...straight(1, 1)[0]!, actions: [drop] },
      ]),
    );
    stage.until((state) => statusOf(state, drop)?.actionStatus === "RUNNING");
    const cancel = instant("cancelOrder");

    stage.instant(cancel);
    const done = stage.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED", 1);

    expect(statusOf(done, drop)?.actionStatus).toBe("FAILED");
    expect(done.loads).toHaveLength(1);
  });

  it("is refused without an order", () => {
    const stage = oneRobot();
    const cancel = instant("cancelOrder");

    stage.instant(cancel);
    const state = stage.until((each) => statusOf(each, cancel) !== undefined);

    expect(statusOf(state, cancel)?.actionStatus).toBe("FAILED");
    expect(state.errors).toEqual([
      {
        errorType: "noOrderToCancel",
        errorLevel: "WARNING",
        errorDescription: "the robot has no order",
        errorReferences: [{ referenceKey: "actionId", referenceValue: cancel.actionId }],
      },
    ]);
  });

  it("makes room for a new order from where the robot came to stand", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 10)));
    stage.pass(4);
    const cancel = instant("cancelOrder");
    stage.instant(cancel);
    const { lastNodeId } = stage.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");
    const at = Number(lastNodeId.slice(1));

    stage.order(orderOver(straight(at, at + 2), { orderId: "O2" }));

    stage.until((state) => state.orderId === "O2" && state.nodeStates.length === 0);
    expect(stage.last().errors).toEqual([]);
  });

  it("between two nodes, under an emergency stop, leaves the robot there; a new order within the deviation leads it on", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 10)));
    stage.pass(4);
    stage.robot.pressStop("MANUAL");
    stage.pass(3);
    const cancel = instant("cancelOrder");
    stage.instant(cancel);
    const { lastNodeId } = stage.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");
    const at = Number(lastNodeId.slice(1));
    stage.robot.resetStop();
    stage.instant(instant("stopPause"));
    stage.pass(1);
    const x = xOf(stage);

    stage.order(
      orderOver(
        straight(at, at + 2).map((stop) => ({ ...stop, deviation: 1.2 })),
        { orderId: "O2" },
      ),
    );
    stage.pass(0.5);

    expect(xOf(stage)).toBeGreaterThan(x);
    stage.until((state) => state.orderId === "O2" && state.nodeStates.length === 0);
    expect(xOf(stage)).toBeCloseTo(1.2 * (at + 2), 6);
  });
});

describe("startPause and stopPause", () => {
  it("stop the robot where it is and let it go on", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 10)));
    stage.pass(4);
    const pause = instant("startPause");

    stage.instant(pause);
    const stopped = stage.until((state) => statusOf(state, pause)?.actionStatus === "FINISHED");
    const x = xOf(stage);
    stage.pass(60);
    expect(stopped).toMatchObject({ paused: true, driving: false });
    expect(xOf(stage)).toBe(x);

    stage.instant(instant("stopPause"));
    stage.until((state) => state.lastNodeId === "N10");
    expect(stage.last().paused).toBe(false);
  });

  it("hold an action that is at work", () => {
    const stage = oneRobot();
    const pick = pickTote("N0");
    stage.order(orderOver([{ ...straight(0, 0)[0]!, actions: [pick] }]));
    stage.pass(2);

    stage.instant(instant("startPause"));
    stage.pass(60);
    expect(statusOf(stage.last(), pick)?.actionStatus).toBe("PAUSED");
    stage.instant(instant("stopPause"));

    stage.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED", 4);
  });
});

describe("other instant actions", () => {
  it("are done once, however often they come", () => {
    const stage = oneRobot();
    const request = instant("stateRequest");

    stage.instant(request);
    stage.instant(request);
    stage.pass(1);

    expect(stage.last().actionStates.filter(({ actionId }) => actionId === request.actionId)).toHaveLength(1);
    expect(statusOf(stage.last(), request)?.actionStatus).toBe("FINISHED");
  });

  it("fail when no factsheet lists them", () => {
    const stage = oneRobot();
    const odd = instant("selfDestruct");

    stage.instant(odd);
    stage.pass(1);

    expect(statusOf(stage.last(), odd)?.actionStatus).toBe("FAILED");
    expect(stage.last().errors[0]?.errorType).toBe("validationError");
  });

  it("leave no trail without end on an idle robot", () => {
    const stage = oneRobot();

    for (let i = 0; i < 200; i++) stage.instant(instant("stateRequest"));
    stage.pass(1);

    expect(stage.last().actionStates.length).toBeLessThanOrEqual(51);
  });

  it("take a position only near the real one", () => {
    const stage = oneRobot();
    const near = instant("initPosition", { x: 0.1, y: 0, theta: 0, mapId: "ground-floor", lastNodeId: "M7" });
    const far = instant("initPosition", { x: 9, y: 0, theta: 0, mapId: "ground-floor", lastNodeId: "M8" });

    stage.instant(near, far);
    stage.pass(1);

    expect([near, far].map((one) => statusOf(stage.last(), one)?.actionStatus)).toEqual([
      "FINISHED",
      "FAILED",
    ]);
    expect(stage.last().lastNodeId).toBe("M7");
  });
});

describe("an emergency stop", () => {
  it("stops the robot at once, and after it nothing goes on until control says so", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 10)));
    stage.pass(4);

    stage.robot.pressStop("MANUAL");
    stage.pass(2);
    const x = xOf(stage);
    expect(stage.last().safetyState.eStop).toBe("MANUAL");
    stage.robot.resetStop();
    stage.pass(60);
    expect(xOf(stage)).toBe(x);
    expect(stage.last()).toMatchObject({ paused: true, orderId: "O1" });

    stage.instant(instant("stopPause"));
    stage.until((state) => state.lastNodeId === "N10");
  });

  it("of the bumper ends by itself", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 10)));
    stage.pass(4);
    stage.robot.pressStop("AUTOACK");
    stage.pass(2);

    stage.robot.resetStop();

    stage.until((state) => state.lastNodeId === "N10");
  });
});

describe("manual mode and a reboot", () => {
  it("clear the order, actions and all, and refuse new ones until AUTOMATIC", () => {
    const stage = oneRobot();
    const later = pickItems("N10-1", 1);
    stage.order(
      orderOver(straight(0, 10).map((stop, i) => (i === 10 ? { ...stop, actions: [later] } : stop))),
    );
    stage.pass(4);

    stage.robot.setMode("MANUAL");
    stage.pass(5);
    expect(stage.last()).toMatchObject({ operatingMode: "MANUAL", nodeStates: [], driving: false });
    expect(statusOf(stage.last(), later)?.actionStatus).toBe("FAILED");
    stage.order(orderOver(straight(0, 1), { orderId: "O2" }));
    stage.pass(1);
    expect(stage.last().errors.map(({ errorType }) => errorType)).toContain("orderError");

    stage.robot.setMode("AUTOMATIC");
    const { lastNodeId } = stage.last();
    const at = Number(lastNodeId.slice(1));
    stage.order(
      orderOver(
        straight(at, at + 1).map((stop) => ({ ...stop, deviation: 2 })),
        { orderId: "O3" },
      ),
    );
    stage.until((state) => state.orderId === "O3" && state.nodeStates.length === 0);
  });

  it("forget the order after a reboot, with counters from zero", () => {
    const stage = oneRobot();
    stage.order(orderOver(straight(0, 10)));
    stage.pass(4);

    stage.robot.reboot();
    stage.pass(10);
    expect(stage.connections.at(-1)?.connectionState).toBe("CONNECTIONBROKEN");
    stage.pass(20);

    expect(stage.connections.at(-1)?.connectionState).toBe("ONLINE");
    expect(stage.last()).toMatchObject({ headerId: 0, orderId: "", nodeStates: [], actionStates: [] });
  });
});
