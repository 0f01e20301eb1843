import { parseReads, type Reads } from "@floorplane/contracts/devices.schema";
import { DeviceId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { readFactsheet } from "@floorplane/contracts/vda5050/v2-1/wire";
import type { Bus, Identity } from "@floorplane/runtime/bus/bus";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { describe, expect, it } from "vitest";
import {
  action,
  dropTote,
  type Hall,
  maker,
  oneRobot,
  orderOver,
  parameters,
  pickItems,
  pickTote,
  robot,
  site,
  statusOf,
  straight,
} from "./one-robot.fixture.ts";

const errorsOf = (hall: Hall): string[] => hall.last().errors.map(({ errorType }) => errorType);

it("takes its lines with it when it leaves: its own and its reader's", async () => {
  const broker = new MemoryBroker(new VirtualClock(0));
  const lines: Bus[] = [];
  const connector = {
    connect: (identity: Identity) => {
      const line = broker.connect(identity);
      lines.push(line);
      return line;
    },
  };
  const { robot } = oneRobot({ connector });

  await robot.stop();

  expect(lines.map(({ state }) => state)).toEqual(["closed", "closed"]);
});

describe("a simulated robot on its order", () => {
  it("drives it to the end and reports each node once, in order", () => {
    const hall = oneRobot();

    hall.order(orderOver(straight(0, 10)));
    hall.until((state) => state.nodeStates.length === 0 && !state.driving);

    const passed = hall.states.filter(({ orderId }) => orderId === "O1").map(({ lastNodeId }) => lastNodeId);
    expect(passed).toEqual(straight(0, 10).map(({ at }) => at));
    expect(hall.last().agvPosition).toMatchObject({ x: 12, y: 0, theta: 0 });
  });

  it("reports what is still ahead, horizon included, and stops at the end of its base", () => {
    const hall = oneRobot();

    hall.order(orderOver(straight(0, 6), { released: 3 }));
    hall.until((state) => state.lastNodeId === "N2" && !state.driving);
    hall.pass(60);

    const { nodeStates, edgeStates, agvPosition, driving, newBaseRequest } = hall.last();
    expect(nodeStates.map(({ nodeId, released }) => [nodeId, released])).toEqual([
      ["N3", false],
      ["N4", false],
      ["N5", false],
      ["N6", false],
    ]);
    expect(edgeStates).toHaveLength(4);
    expect(agvPosition).toMatchObject({ x: 2.4 });
    expect({ driving, newBaseRequest }).toEqual({ driving: false, newBaseRequest: true });
  });

  it("goes on when the base grows, and answers with the update it works on", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 4), { released: 3 }));
    hall.pass(2);

    hall.order(orderOver(straight(2, 6), { update: 1, from: 4 }));
    hall.until((state) => state.lastNodeId === "N6");

    expect(hall.states.filter(({ driving, orderId }) => !driving && orderId === "O1")).toHaveLength(1);
    expect(hall.last()).toMatchObject({ orderUpdateId: 1, lastNodeSequenceId: 12 });
  });

  it("ignores a repeat, and says once more what it does", () => {
    const hall = oneRobot();
    const pick = pickTote("N0");
    const order = orderOver(straight(0, 4).map((stop, i) => (i === 0 ? { ...stop, actions: [pick] } : stop)));
    hall.order(order);
    hall.pass(8);
    const before = hall.states.length;

    hall.order({ ...order, headerId: 99, timestamp: "2026-05-04T09:00:00.000Z" });
    hall.pass(0.01);
    expect(hall.states).toHaveLength(before + 1);
    hall.until((state) => state.lastNodeId === "N4");
    expect(hall.world.asked).toEqual(["takeTote N0 T1"]);
    expect(errorsOf(hall)).toEqual([]);
  });

  it("shows a refusal until it accepts an order again", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(3, 5)));
    hall.pass(40);
    expect(errorsOf(hall)).toEqual(["noRouteError"]);
    expect(hall.last().orderId).toBe("");

    hall.order(orderOver(straight(0, 1)));
    hall.pass(0.1);

    expect(errorsOf(hall)).toEqual([]);
  });

  it("refuses what is no order, and what is for another robot, and drives on", () => {
    const hall = oneRobot();
    hall.order(orderOver(straight(0, 6)));
    hall.pass(2);

    hall.say("order", new TextEncoder().encode("{ nonsense"));
    hall.order({ ...orderOver(straight(0, 6)), serialNumber: "R02" });
    hall.pass(0.1);

    expect(errorsOf(hall)).toEqual(["validationError", "validationError"]);
    hall.until((state) => state.lastNodeId === "N6");
  });

  it("turns to the heading a node asks for before it acts there", () => {
    const hall = oneRobot();
    const pick = pickTote("N1");
    hall.order(
      orderOver([...straight(0, 0), { at: "N1", x: 1.2, y: 0, theta: Math.PI / 2, actions: [pick] }]),
    );

    const begun = hall.until((state) => statusOf(state, pick)?.actionStatus === "RUNNING");

    expect(begun.agvPosition!.theta).toBeCloseTo(Math.PI / 2, 3);
  });
});

describe("a simulated robot at work", () => {
  const tour = () => {
    const fetch = pickTote("N0");
    const pick = pickItems("N4-1", 3);
    const drop = dropTote("N8");
    const stops = straight(0, 8).map((stop, i) => ({
      ...stop,
      actions: i === 0 ? [fetch] : i === 4 ? [pick] : i === 8 ? [drop] : [],
    }));
    return { fetch, pick, drop, order: orderOver(stops) };
  };

  it("fetches a tote, picks and delivers", () => {
    const hall = oneRobot();
    const { order, pick, drop } = tour();

    hall.order(order);
    const picked = hall.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED");

    expect(statusOf(picked, pick)?.resultDescription).toBe("3");
    expect(picked.lastNodeId).toBe("N4");
    expect(picked.loads).toEqual([{ loadId: "T1", loadType: "TOTE", loadPosition: "deck" }]);
    hall.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED");
    expect(hall.last().loads).toEqual([]);
    expect(hall.world.asked).toEqual(["takeTote N0 T1", "takeUnits N4-1 SKU1 3", "dropTote N8 T1"]);
  });

  it("carries any kind of load from where it stands, and says which it found", () => {
    const hall = oneRobot();
    const pick = action("pick", { stationName: "N0", loadType: "PALLET" });
    const drop = action("drop", { stationName: "N8", loadType: "PALLET", loadId: "FOUND" });
    const stops = straight(0, 8).map((stop, i) => ({
      ...stop,
      actions: i === 0 ? [pick] : i === 8 ? [drop] : [],
    }));

    hall.order(orderOver(stops));
    const picked = hall.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED");

    expect(picked.loads).toEqual([{ loadId: "FOUND", loadType: "PALLET", loadPosition: "deck" }]);
    expect(hall.robot.isLoaded).toBe(true);
    hall.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED");
    expect(hall.last().loads).toEqual([]);
    expect(hall.world.asked).toEqual(["takeLoad N0 FOUND", "setDownLoad N8 FOUND"]);
  });

  it("takes 5 s for a tote and 6 s and one a unit for a pick", () => {
    const hall = oneRobot();
    const { order, fetch, pick } = tour();
    const at = (fits: () => boolean): number => {
      hall.until(fits);
      return hall.clock.now();
    };
    hall.order(order);

    const spans = [fetch, pick].map((one) => {
      const began = at(() => statusOf(hall.last(), one)?.actionStatus === "INITIALIZING");
      return at(() => statusOf(hall.last(), one)?.actionStatus === "FINISHED") - began;
    });

    expect(spans).toEqual([5_000, 9_000]);
  });

  it("reports the units that were really there, and goes on with the order", () => {
    const hall = oneRobot();
    hall.world.shelves.set("N4-1", 2);
    const { order, pick, drop } = tour();

    hall.order(order);
    hall.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED");

    expect(statusOf(hall.last(), pick)).toMatchObject({ actionStatus: "FINISHED", resultDescription: "2" });
  });

  it("fails a pick from an empty place, with an error that names the action, and goes on", () => {
    const hall = oneRobot();
    hall.world.shelves.set("N4-1", 0);
    const { order, pick, drop } = tour();

    hall.order(order);
    hall.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED");

    expect(statusOf(hall.last(), pick)).toMatchObject({ actionStatus: "FAILED", resultDescription: "0" });
    expect(hall.last().errors).toEqual([
      {
        errorType: "pickError",
        errorLevel: "WARNING",
        errorDescription: "there is nothing to take",
        errorReferences: [
          { referenceKey: "actionId", referenceValue: pick.actionId },
          { referenceKey: "orderId", referenceValue: "O1" },
        ],
      },
    ]);
  });

  it("cannot reach into a station where it does not stand", () => {
    const hall = oneRobot();
    const { pick, order } = tour();
    const wrong = {
      ...pick,
      actionId: "elsewhere",
      actionParameters: pick.actionParameters!.map((p) =>
        p.key === "stationName" ? { ...p, value: "N7-1" } : p,
      ),
    };
    order.nodes[4]!.actions = [wrong];

    hall.order(order);
    hall.until((state) => statusOf(state, wrong)?.actionStatus === "FAILED");

    expect(errorsOf(hall)).toEqual(["pickError"]);
    expect(hall.world.asked).toEqual(["takeTote N0 T1"]);
  });

  it("waits RUNNING with its tote while the infeed is full, and drops it when there is room", () => {
    const hall = oneRobot();
    hall.world.hasRoom = false;
    const { order, drop } = tour();
    hall.order(order);
    hall.until((state) => statusOf(state, drop)?.actionStatus === "RUNNING");
    hall.pass(100);
    expect(statusOf(hall.last(), drop)?.actionStatus).toBe("RUNNING");
    expect(hall.robot.isActing).toBe(false);

    hall.world.hasRoom = true;
    hall.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED", 6);

    expect(hall.robot.isLoaded).toBe(false);
  });

  it("reads its tote 0.8 s after a pick, and again when asked, under the number it was asked for", () => {
    const hall = oneRobot({ parameters: parameters({ readProbability: 1 }) });
    const reader = DeviceId("RDR-R01");
    const heard: { at: number; reads: Reads }[] = [];
    const control = hall.broker.connect({ clientId: "sensors" });
    control.subscribe(topics.reads(site, reader).text, ({ payload }) =>
      heard.push({ at: hall.clock.now(), reads: parseReads.bytes(payload) }),
    );
    const { order, pick } = tour();
    hall.order(order);
    hall.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED");
    const finished = hall.clock.now();
    hall.pass(2);

    control.publish(topics.readRound(site, reader), new TextEncoder().encode(JSON.stringify({ round: 2 })));
    hall.pass(2);

    expect(heard.map(({ reads }) => [reads.round, reads.reads.length])).toEqual([
      [1, 4],
      [2, 4],
    ]);
    expect(heard[0]!.at - finished).toBe(800);
  });

  it("misses about as many tags as its reader is bad", () => {
    const hall = oneRobot({ parameters: parameters({ readProbability: 0.9 }) });
    let seen = 0;
    const control = hall.broker.connect({ clientId: "sensors" });
    control.subscribe(topics.reads(site, DeviceId("RDR-R01")).text, ({ payload }) => {
      seen += parseReads.bytes(payload).reads.length;
    });
    const { order, pick } = tour();
    order.nodes[8]!.actions = [];
    hall.order(order);
    hall.until((state) => statusOf(state, pick)?.actionStatus === "FINISHED");
    for (let round = 2; round <= 500; round++) {
      control.publish(
        topics.readRound(site, DeviceId("RDR-R01")),
        new TextEncoder().encode(JSON.stringify({ round })),
      );
      hall.pass(1);
    }

    expect(Math.abs(seen / (500 * 4) - 0.9)).toBeLessThan(0.03);
  });

  it("charges on a charger, and only there", () => {
    const hall = oneRobot({ batteryPercent: 50, start: { node: "CHARGE1", x: 0, y: 0, theta: 0 } });
    hall.instant(action("startCharging", {}, "NONE"));
    hall.pass(1_900);
    expect(hall.last().batteryState).toEqual({ batteryCharge: 100, charging: true });

    hall.instant(action("stopCharging", {}, "NONE"));
    hall.pass(1);
    expect(hall.last().batteryState.charging).toBe(false);

    const elsewhere = oneRobot();
    elsewhere.instant(action("startCharging", {}, "NONE"));
    elsewhere.pass(1);
    expect(errorsOf(elsewhere)).toEqual(["chargingError"]);
  });

  it("counts the metres without goods apart", () => {
    const hall = oneRobot();
    const { order, drop } = tour();
    hall.order(order);
    hall.until((state) => statusOf(state, drop)?.actionStatus === "FINISHED");

    expect(hall.robot.odometerAt(hall.clock.now())).toBeCloseTo(9.6, 6);
    expect(hall.robot.emptyOdometerAt(hall.clock.now())).toBeCloseTo(4.8, 6);
  });
});

describe("a simulated robot on its line", () => {
  it("is ONLINE, tells its factsheet, and is CONNECTIONBROKEN when it vanishes", () => {
    const hall = oneRobot();
    const facts: string[] = [];
    hall.broker
      .connect({ clientId: "late" })
      .subscribe(topics.factsheet(maker, robot).text, ({ payload, retained }) => {
        const read = readFactsheet(payload);
        if (read.ok && retained)
          facts.push(...read.message.protocolFeatures.agvActions.map(({ actionType }) => actionType));
      });
    hall.pass(1);
    expect(facts).toEqual(
      expect.arrayContaining(["pick", "drop", "pickItems", "putItems", "startCharging", "stopCharging"]),
    );
    expect(hall.connections.map(({ connectionState }) => connectionState)).toEqual(["ONLINE"]);

    hall.robot.vanish();
    hall.pass(100);

    expect(hall.connections.at(-1)?.connectionState).toBe("CONNECTIONBROKEN");
    expect(hall.floor.isOnFloor(0)).toBe(false);
  });

  it("is OFFLINE after a clean stop, and silent", async () => {
    const hall = oneRobot();

    await hall.robot.stop();
    const states = hall.states.length;
    hall.pass(100);

    expect(hall.connections.at(-1)?.connectionState).toBe("OFFLINE");
    expect(hall.states).toHaveLength(states);
  });

  it("sends a state at least every 30 s, with counted headers", () => {
    const hall = oneRobot();

    hall.pass(301);

    const times = hall.states.map(({ timestamp }) => Date.parse(timestamp));
    expect(Math.max(...times.slice(1).map((time, i) => time - times[i]!))).toBe(30_000);
    expect(hall.states.map(({ headerId }) => headerId)).toEqual(hall.states.map((_, i) => i));
  });

  it("takes no command from the past", () => {
    const hall = oneRobot();
    const pastOrder = { ...topics.order(maker, robot), retain: true };
    hall.broker
      .connect({ clientId: "x" })
      .publish(pastOrder, new TextEncoder().encode(JSON.stringify(orderOver(straight(0, 3)))));
    hall.pass(1);
    const before = hall.last().orderId;

    const other = oneRobot({ connector: hall.broker, timers: hall.clock });
    hall.pass(5);

    expect(before).toBe("O1");
    expect(other.robot.poseAt(hall.clock.now()).x).toBe(0);
  });

  it("suffers what its bad luck decides", () => {
    const hall = oneRobot({
      misbehaviour: {
        outgoing: (topic) => (topic === "state" ? "doubled" : "passes"),
        incoming: () => ({ lateMs: 5_000 }),
      },
    });
    hall.order(orderOver(straight(0, 3)));
    hall.pass(4);
    expect(hall.last().orderId).toBe("");
    hall.pass(2);

    expect(hall.last().orderId).toBe("O1");
    expect(hall.states.filter(({ headerId }) => headerId === hall.last().headerId)).toHaveLength(2);
  });
});
