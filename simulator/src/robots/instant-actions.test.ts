import { describe, expect, it } from "vitest";
import {
  action,
  type Hall,
  oneRobot,
  orderOver,
  pickItems,
  pickTote,
  statusOf,
  straight,
} from "./one-robot.fixture.ts";

const instant = (actionType: string, values: Readonly<Record<string, string | number>> = {}) =>
  action(actionType, values, "NONE");
const xOf = (hall: Hall): number => hall.robot.poseAt(hall.clock.now()).x;

describe("cancelOrder", () => {
  it("brings the robot to the next node it can stop at, fails what waits, and keeps the order's id", () => {
    const hall = oneRobot();
    const later = pickItems("N10-1", 1);
    hall.order(
      orderOver(straight(0, 10).map((stop, i) => (i === 10 ? { ...stop, actions: [later] } : stop))),
    );
    hall.pass(4);
    const cancel = instant("cancelOrder");

    hall.instant(cancel);
    const running = hall.until((state) => statusOf(state, cancel) !== undefined);
    const done = hall.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");

    expect(statusOf(running, cancel)?.actionStatus).toBe("RUNNING");
    expect(statusOf(running, later)?.actionStatus).toBe("FAILED");
    expect(done).toMatchObject({ orderId: "O1", nodeStates: [], edgeStates: [], driving: false });
    expect(xOf(hall) / 1.2).toBeCloseTo(Number(done.lastNodeId.slice(1)), 6);
  });

  it("lets what is at work run out", () => {
    const hall = oneRobot();
    const pick = pickTote("N0");
    hall.order(orderOver(straight(0, 3).map((stop, i) => (i === 0 ? { ...stop, actions: [pick] } : stop))));
    hall.pass(2);
    const cancel = instant("cancelOrder");

    hall.instant(cancel);
    const done = hall.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");

    expect(statusOf(done, pick)?.actionStatus).toBe("FINISHED");
    expect(done.loads).toHaveLength(1);
    expect(xOf(hall)).toBe(0);
  });

  it("gives up a drop that only waits for room", () => {
    const hall = oneRobot();
    hall.world.hasRoom = false;
    const fetch = pickTote("N0");
    const drop = action("drop", { stationName: "N1", loadId: "T1" });
    hall.order(
      orderOver([
        { ...straight(0, 0)[0]!, actions: [fetch] },
        { ...straight(1, 1)[0]!, actions: [drop] },
      ]),
    );
    hall.until((state) => statusOf(state, drop)?.actionStatus === "RUNNING");
    const cancel = instant("cancelOrder");

    hall.instant(cancel);
    const done = hall.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED", 1);

    expect(statusOf(done, drop)?.actionStatus).toBe("FAILED");
    expect(done.loads).toHaveLength(1);
  });

  it("is refused without an order", () => {
    const hall = oneRobot();
    const cancel = instant("cancelOrder");

    hall.instant(cancel);
    const state = hall.until((each) => statusOf(each, cancel) !== undefined);

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
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 10)));
    hall.pass(4);
    const cancel = instant("cancelOrder");
    hall.instant(cancel);
    const { lastNodeId } = hall.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");
    const at = Number(lastNodeId.slice(1));

    hall.order(orderOver(straight(at, at + 2), { orderId: "O2" }));

    hall.until((state) => state.orderId === "O2" && state.nodeStates.length === 0);
    expect(hall.last().errors).toEqual([]);
  });

  it("between two nodes, under an emergency stop, leaves the robot there; a new order within the deviation leads it on", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 10)));
    hall.pass(4);
    hall.robot.pressStop("MANUAL");
    hall.pass(3);
    const cancel = instant("cancelOrder");
    hall.instant(cancel);
    const { lastNodeId } = hall.until((state) => statusOf(state, cancel)?.actionStatus === "FINISHED");
    const at = Number(lastNodeId.slice(1));
    hall.robot.resetStop();
    hall.instant(instant("stopPause"));
    hall.pass(1);
    const x = xOf(hall);

    hall.order(
      orderOver(
        straight(at, at + 2).map((stop) => ({ ...stop, deviation: 1.2 })),
        { orderId: "O2" },
      ),
    );
    hall.pass(0.5);

    expect(xOf(hall)).toBeGreaterThan(x);
    hall.until((state) => state.orderId === "O2" && state.nodeStates.length === 0);
    expect(xOf(hall)).toBeCloseTo(1.2 * (at + 2), 6);
  });
});

describe("startPause and stopPause", () => {
  it("stop the robot where it is and let it go on", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 10)));
    hall.pass(4);
    const pause = instant("startPause");

    hall.instant(pause);
    const stopped = hall.until((state) => statusOf(state, pause)?.actionStatus === "FINISHED");
    const x = xOf(hall);
    hall.pass(60);
    expect(stopped).toMatchObject({ paused: true, driving: false });
    expect(xOf(hall)).toBe(x);

    hall.instant(instant("stopPause"));
    hall.until((state) => state.lastNodeId === "N10");
    expect(hall.last().paused).toBe(false);
  });

  it("hold an action that is at work", () => {
    const hall = oneRobot();
    const pick = pickTote("N0");
    hall.order(orderOver([{ ...straight(0, 0)[0]!, actions: [pick] }]));
    hall.pass(2);

    hall.instant(instant("startPause"));
    hall.pass(60);
    expect(statusOf(hall.last(), pick)?.actionStatus).toBe("PAUSED");
    hall.instant(instant("stopPause"));

    hall.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED", 4);
  });
});

describe("other instant actions", () => {
  it("are done once, however often they come", () => {
    const hall = oneRobot();
    const request = instant("stateRequest");

    hall.instant(request);
    hall.instant(request);
    hall.pass(1);

    expect(hall.last().actionStates.filter(({ actionId }) => actionId === request.actionId)).toHaveLength(1);
    expect(statusOf(hall.last(), request)?.actionStatus).toBe("FINISHED");
  });

  it("fail when no factsheet lists them", () => {
    const hall = oneRobot();
    const odd = instant("selfDestruct");

    hall.instant(odd);
    hall.pass(1);

    expect(statusOf(hall.last(), odd)?.actionStatus).toBe("FAILED");
    expect(hall.last().errors[0]?.errorType).toBe("validationError");
  });

  it("leave no trail without end on an idle robot", () => {
    const hall = oneRobot();

    for (let i = 0; i < 200; i++) hall.instant(instant("stateRequest"));
    hall.pass(1);

    expect(hall.last().actionStates.length).toBeLessThanOrEqual(51);
  });

  it("take a position only near the real one", () => {
    const hall = oneRobot();
    const near = instant("initPosition", { x: 0.1, y: 0, theta: 0, mapId: "ground-floor", lastNodeId: "M7" });
    const far = instant("initPosition", { x: 9, y: 0, theta: 0, mapId: "ground-floor", lastNodeId: "M8" });

    hall.instant(near, far);
    hall.pass(1);

    expect([near, far].map((one) => statusOf(hall.last(), one)?.actionStatus)).toEqual([
      "FINISHED",
      "FAILED",
    ]);
    expect(hall.last().lastNodeId).toBe("M7");
  });
});

describe("an emergency stop", () => {
  it("stops the robot at once, and after it nothing goes on until control says so", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 10)));
    hall.pass(4);

    hall.robot.pressStop("MANUAL");
    hall.pass(2);
    const x = xOf(hall);
    expect(hall.last().safetyState.eStop).toBe("MANUAL");
    hall.robot.resetStop();
    hall.pass(60);
    expect(xOf(hall)).toBe(x);
    expect(hall.last()).toMatchObject({ paused: true, orderId: "O1" });

    hall.instant(instant("stopPause"));
    hall.until((state) => state.lastNodeId === "N10");
  });

  it("of the bumper ends by itself", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 10)));
    hall.pass(4);
    hall.robot.pressStop("AUTOACK");
    hall.pass(2);

    hall.robot.resetStop();

    hall.until((state) => state.lastNodeId === "N10");
  });
});

describe("manual mode and a reboot", () => {
  it("clear the order, actions and all, and refuse new ones until AUTOMATIC", () => {
    const hall = oneRobot();
    const later = pickItems("N10-1", 1);
    hall.order(
      orderOver(straight(0, 10).map((stop, i) => (i === 10 ? { ...stop, actions: [later] } : stop))),
    );
    hall.pass(4);

    hall.robot.setMode("MANUAL");
    hall.pass(5);
    expect(hall.last()).toMatchObject({ operatingMode: "MANUAL", nodeStates: [], driving: false });
    expect(statusOf(hall.last(), later)?.actionStatus).toBe("FAILED");
    hall.order(orderOver(straight(0, 1), { orderId: "O2" }));
    hall.pass(1);
    expect(hall.last().errors.map(({ errorType }) => errorType)).toContain("orderError");

    hall.robot.setMode("AUTOMATIC");
    const { lastNodeId } = hall.last();
    const at = Number(lastNodeId.slice(1));
    hall.order(
      orderOver(
        straight(at, at + 1).map((stop) => ({ ...stop, deviation: 2 })),
        { orderId: "O3" },
      ),
    );
    hall.until((state) => state.orderId === "O3" && state.nodeStates.length === 0);
  });

  it("forget the order after a reboot, with counters from zero", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 10)));
    hall.pass(4);

    hall.robot.reboot();
    hall.pass(10);
    expect(hall.connections.at(-1)?.connectionState).toBe("CONNECTIONBROKEN");
    hall.pass(20);

    expect(hall.connections.at(-1)?.connectionState).toBe("ONLINE");
    expect(hall.last()).toMatchObject({ headerId: 0, orderId: "", nodeStates: [], actionStates: [] });
  });
});
