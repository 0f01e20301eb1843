import { minuteMs } from "@floorplane/contracts/units";
import { describe, expect, it } from "vitest";
import { Counters } from "../figures.ts";
import { defaultLimits } from "../limits.ts";
import type { KeptPacket } from "./packets.ts";
import { Sessions } from "./sessions.ts";

function aStore(limits: Partial<typeof defaultLimits> = {}) {
  const counters = new Counters();
  let now = 0;
  const sessions = new Sessions({
    limits: { ...defaultLimits, ...limits },
    counters,
    now: () => now,
    journal: undefined,
  });
  return { sessions, dropped: () => counters.all(), wait: (ms: number) => (now += ms) };
}

const message = (brokerCounter: number, bytes = 10): KeptPacket => ({
  cmd: "publish",
  topic: "t",
  payload: Buffer.alloc(bytes),
  qos: 1,
  retain: false,
  dup: false,
  brokerId: "b",
  brokerCounter,
});
const filter = { topic: "t", qos: 1 } as const;
const numbers = (packets: readonly KeptPacket[]) => packets.map(({ brokerCounter }) => brokerCounter);

describe("what waits for a session", () => {
  it("is bounded in bytes, the oldest dropped first", () => {
    const { sessions, dropped } = aStore({ queue: { messages: 100, bytes: 350, ageMs: minuteMs } });
    sessions.subscribe("c", [filter]);

    for (let n = 1; n <= 5; n++) sessions.enqueue("c", message(n, 99));

    expect(numbers(sessions.waiting("c"))).toEqual([3, 4, 5]);
    expect(sessions.queuedBytes).toBe(300);
    expect(dropped().queuedDropped).toBe(2);
  });

  it("is forgotten when it has become old", () => {
    const { sessions, wait } = aStore({ queue: { messages: 100, bytes: 1e6, ageMs: minuteMs } });
    sessions.subscribe("c", [filter]);
    sessions.enqueue("c", message(1));
    wait(40_000);
    sessions.enqueue("c", message(2));
    wait(30_000);

    expect(numbers(sessions.waiting("c"))).toEqual([2]);
  });

  it("is taken off when the client has acknowledged it, by the id it was sent with", () => {
    const { sessions } = aStore();
    sessions.subscribe("c", [filter]);
    for (const n of [1, 2]) sessions.enqueue("c", message(n));

    sessions.update("c", { ...message(2), messageId: 77 });
    const acknowledged = sessions.acknowledge("c", 77);

    expect(acknowledged?.brokerCounter).toBe(2);
    expect(numbers(sessions.waiting("c"))).toEqual([1]);
    expect(sessions.acknowledge("c", undefined)).toBeUndefined();
  });

  it("goes with the session when a clean one begins", () => {
    const { sessions } = aStore();
    sessions.subscribe("c", [filter]);
    sessions.enqueue("c", message(1));

    sessions.forget("c");

    expect([sessions.size, sessions.queued, sessions.queuedBytes]).toEqual([0, 0, 0]);
    expect(sessions.hearers("t")).toEqual([]);
  });
});

describe("sessions", () => {
  it("are bounded: the one away longest gives way to a new one", () => {
    const { sessions, wait } = aStore({ sessionsMax: 2 });
    for (const clientId of ["a", "b", "c"]) {
      sessions.subscribe(clientId, [filter]);
      wait(1_000);
    }

    expect(sessions.clientIds()).toEqual(["b", "c"]);
  });

  it("are forgotten when nobody came back to them for a day, and kept while somebody is there", () => {
    const { sessions, wait } = aStore({ sessionAgeMs: minuteMs });
    for (const clientId of ["away", "here"]) sessions.subscribe(clientId, [filter]);
    wait(minuteMs + 1);

    sessions.sweep((clientId) => clientId === "here");

    expect(sessions.clientIds()).toEqual(["here"]);
  });

  it("hear what any of their filters match, once", () => {
    const { sessions } = aStore();
    sessions.subscribe("a", [
      { topic: "x/+", qos: 1 },
      { topic: "x/y", qos: 1 },
    ]);
    sessions.subscribe("b", [{ topic: "x/y", qos: 0 }]);

    expect(sessions.hearers("x/y").map(({ clientId }) => clientId)).toEqual(["a"]);
    sessions.unsubscribe("a", ["x/+", "x/y"]);
    expect(sessions.hearers("x/y")).toEqual([]);
  });
});
