import { request } from "node:http";
import { readPositions } from "@floorplane/contracts/positions";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Detail, FloorPlan, Found, Funnel, RobotDetail, RobotMark } from "./protocol.ts";
import { TestScreen } from "./screen.testkit.ts";
import { ScriptedFloor, type ScriptedFloorOptions } from "./scripted-floor.fixture.ts";

const startAt = Date.UTC(2010, 11, 1, 9);
const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

async function aFloor(options: Partial<ScriptedFloorOptions> = {}) {
  const clock = new VirtualClock(startAt);
  const floor = new ScriptedFloor({
    timers: clock,
    webRoot: "/nowhere",
    faces: 200,
    robots: 6,
    orders: 60,
    ...options,
  });
  const { url, port } = await floor.start();
  undo.push(() => floor.stop());
  const pass = (ms: number) => clock.run(() => false, clock.now() + ms);
  const screen = async () => {
    const connected = await new TestScreen(url).connected();
    undo.push(() => connected.close());
    return connected;
  };
  /** Lets the floor go on, tick by tick, until the claim holds: a screen that just heard something is told the rest at a later tick. */
  const passUntil = async (claim: () => boolean): Promise<void> => {
    while (!claim()) {
      pass(200);
      await new Promise(setImmediate);
    }
  };
  return { floor, clock, url, port, pass, passUntil, screen };
}

describe("a page that drew another floor", () => {
  it.each([
    ["another order of robots", { arrange: (robots) => robots.toReversed() }],
    ["a robot fewer", { arrange: (robots) => robots.slice(1) }],
    ["another site", { siteId: "south" }],
  ] satisfies [string, Partial<ScriptedFloorOptions>][])(
    "hears nothing of this one: %s",
    async (_, other) => {
      const [before, now] = [await aFloor(), await aFloor(other)];
      const { identity } = (await (await fetch(`${before.url}api/floor`)).json()) as FloorPlan;
      const own = (await (await fetch(`${now.url}api/floor`)).json()) as FloorPlan;
      const origin = { Origin: now.url.replace(/\/$/, "") };
      const [old, fresh] = [identity, own.identity].map(
        (floor) => new TestScreen(now.url, origin, { floor }),
      );
      undo.push(
        () => old!.close(),
        () => fresh!.close(),
      );

      await old!.until(() => old!.refused !== undefined);
      await fresh!.connected();
      old!.socket.emit("join", { view: "floor" });
      await fresh!.join("floor");
      await now.passUntil(() => fresh!.frames.length > 1);

      expect(old!.refused).toBe("other-floor");
      expect([old!.messages, old!.frames.length]).toEqual([0, 0]);
    },
  );

  it("is let in when only the house was started anew", async () => {
    const [before, now] = [await aFloor(), await aFloor()];
    const { identity } = (await (await fetch(`${before.url}api/floor`)).json()) as FloorPlan;
    const screen = new TestScreen(now.url, { Origin: now.url.replace(/\/$/, "") }, { floor: identity });
    undo.push(() => screen.close());

    await screen.connected();

    expect(screen.refused).toBeUndefined();
  });
});

describe("the views", () => {
  it("brings a screen that joins late to the same picture as one that saw everything", async () => {
    const { passUntil, screen } = await aFloor();
    const early = await screen();
    await early.join("floor");
    await passUntil(() => early.at.get("floor")! > 8);

    const late = await screen();
    await late.join("floor");
    const joined = late.at.get("floor")!;
    await passUntil(() => late.at.get("floor")! > joined && late.at.get("floor") === early.at.get("floor"));

    expect(late.copies.get("floor")).toEqual(early.copies.get("floor"));
    expect(early.gaps).toBe(0);
    expect(early.at.get("floor")).toBeGreaterThan(5);
  });

  it("tells of many changes in one message a tick", async () => {
    const { clock, passUntil, screen } = await aFloor({ robots: 40, faces: 400 });
    const looking = await screen();
    await looking.join("floor");
    const from = clock.now();

    await passUntil(() => looking.deltas.length === 5);

    const seconds = (clock.now() - from) / 1_000;
    const told = looking.deltas.map(({ put }) => put.length);
    expect(looking.deltas.length / seconds).toBeLessThanOrEqual(5);
    expect(Math.max(...told)).toBeGreaterThan(3);
    for (const { put } of looking.deltas) expect(new Set(put.map(([key]) => key)).size).toBe(put.length);
  });

  it("sends what changed with the next frame of positions, whichever that is", async () => {
    const { floor, clock, pass, screen } = await aFloor();
    const looking = await screen();
    await looking.join("alarms");
    const told: string[] = [];
    looking.socket.on("delta", ({ put }) => told.push(...put.map(([key]) => key)));

    const sources = ["R01", "R02", "R03", "R04", "R05", "R06"];
    for (const source of sources) {
      floor.raise({ definition: "robot.estop", priority: "critical", source, parameters: {} });
      pass(200);
      await looking.until(() => told.includes(`alarm/robot.estop:${source}`));
    }

    expect(clock.now() - startAt).toBe(200 * sources.length);
  });

  it("answers a screen that lost its place with a snapshot", async () => {
    const { passUntil, screen } = await aFloor();
    const looking = await screen();
    await looking.join("floor");
    looking.at.set("floor", 9_999);
    await passUntil(() => looking.gaps > 0);

    await looking.join("floor");
    const at = looking.at.get("floor")!;
    await passUntil(() => looking.at.get("floor")! > at);

    expect(looking.get<RobotMark>("floor", "robot/R01")?.robot).toBe("R01");
  });

  it("sends positions as the frames that fleet made, only to those who look at the floor", async () => {
    const { floor, passUntil, screen } = await aFloor();
    const [looking, reading] = [await screen(), await screen()];
    await looking.join("floor");
    await reading.join("orders");
    await passUntil(() => looking.frames.length > 3);

    const frame = readPositions(looking.frames.at(-1)!);

    expect(frame.robots).toHaveLength(floor.robots.robots.length);
    expect(reading.frames).toHaveLength(0);
  });

  it("counts orders by stage and names the next ship-by", async () => {
    const { pass, screen } = await aFloor();
    // Sixty at the start of the shift, and one since.
    pass(2_000);
    const looking = await screen();
    await looking.join("orders");

    const funnel = looking.get<Funnel>("orders", "funnel")!;
    const open = funnel.stages.reduce((sum, { count }) => sum + count, 0);

    expect(open + funnel.shippedToday).toBe(61);
    expect(funnel.shippedToday).toBeGreaterThan(0);
    for (const stage of funnel.stages) expect(stage.nextShipBy === null).toBe(stage.count === 0);
  });

  it("shows the same after a restart from the ledger", async () => {
    const { floor, clock, pass, screen } = await aFloor();
    pass(30_000);
    const before = await (await screen()).join("orders");
    await floor.stop();

    const again = await aFloor({ ledger: floor.ledger, timers: clock, orders: 0 });
    clock.run(() => false, clock.now() + 600);
    const after = await (await again.screen()).join("orders");

    const open = (view: Map<string, unknown>) =>
      (view.get("funnel") as Funnel).stages.map(({ count }) => count);
    expect(open(after)).toEqual(open(before));
    expect((after.get("funnel") as Funnel).shippedToday).toBe((before.get("funnel") as Funnel).shippedToday);
  });
});

describe("a slow screen", () => {
  it("is passed over and then told the present once, while others go on", async () => {
    const { floor, passUntil, screen } = await aFloor();
    const [slow, quick] = [await screen(), await screen()];
    await slow.join("alarms");
    await quick.join("alarms");
    const stalled = slow.socket.io.engine.transport as unknown as {
      ws: { _socket: { pause(): void; resume(): void } };
    };
    stalled.ws._socket.pause();
    // More than the kernel keeps for a screen that reads nothing, in fewer rounds than it may be silent for.
    const text = "x".repeat(200_000);
    for (let n = 0; n < 45; n++) {
      floor.raise({
        definition: `flood-${n % 15}`,
        priority: "low",
        source: `R${n}`,
        parameters: { text, n },
      });
      const at = quick.at.get("alarms")!;
      await passUntil(() => quick.at.get("alarms")! > at);
    }
    const heardByQuick = quick.messages;
    stalled.ws._socket.resume();
    await passUntil(() => slow.at.get("alarms") === quick.at.get("alarms"));

    expect(slow.copies.get("alarms")).toEqual(quick.copies.get("alarms"));
    expect(slow.gaps).toBe(0);
    expect(slow.messages).toBeLessThan(heardByQuick);
  });
});

describe("a person's act", () => {
  it("goes through the mailbox to the room that decides, and its answer to the very screen", async () => {
    const { floor, passUntil, screen } = await aFloor();
    const [acting, other] = [await screen(), await screen()];
    await acting.join("floor");

    const answer = await acting.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R02",
      reason: "spill in aisle 3",
      by: "Mia",
    });
    await acting.until(() => acting.outcomes.length > 0);
    await passUntil(() => acting.get<RobotMark>("floor", "robot/R02")?.activity === "paused");

    expect(answer).toMatchObject({ state: "accepted" });
    expect(acting.outcomes).toEqual([
      { command: (answer as { command: string }).command, outcome: "done", reason: null },
    ]);
    expect(other.outcomes).toEqual([]);
    expect(floor.commands).toMatchObject([
      { type: "robot.pause", robot: "R02", reason: "spill in aisle 3", by: "Mia" },
    ]);
    expect(acting.get<RobotMark>("floor", "robot/R02")?.acts).toMatchObject([
      { act: "robot.pause", by: "Mia", reason: "spill in aisle 3", outcome: "done" },
    ]);
  });

  it("comes back refused with why", async () => {
    const { screen } = await aFloor();
    const acting = await screen();

    await acting.socket.emitWithAck("command", {
      type: "robot.resume",
      robot: "R02",
      reason: "all clear",
      by: "Mia",
    });
    await acting.until(() => acting.outcomes.length > 0);

    expect(acting.outcomes[0]).toMatchObject({ outcome: "refused", reason: { code: "robot.on-floor" } });
  });

  it("is refused at the door without a reason where it stops a robot", async () => {
    const { floor, screen } = await aFloor();
    const acting = await screen();

    const answer = await acting.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R02",
      reason: " ",
      by: "Mia",
    });
    const nameless = await acting.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R02",
      reason: "spill",
    });

    expect(answer).toEqual({
      state: "refused",
      reason: {
        code: "act.malformed",
        words: "reason is needed: say in a few words why, for whoever comes next",
      },
    });
    expect(nameless).toMatchObject({
      state: "refused",
      reason: { words: expect.stringMatching(/^by is needed/) },
    });
    expect(floor.commands).toEqual([]);
  });

  it("is called unknown when nobody answers in time", async () => {
    const { pass, screen } = await aFloor({ answers: false });
    const acting = await screen();

    await acting.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R02",
      reason: "spill",
      by: "Mia",
    });
    pass(61_000);
    await acting.until(() => acting.outcomes.length > 0);

    expect(acting.outcomes[0]).toMatchObject({ outcome: "unknown" });
  });

  it("is named unanswered when the robot has not said that it did it", async () => {
    const { floor, screen } = await aFloor();
    const acting = await screen();
    floor.unanswered = true;

    await acting.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R02",
      reason: "spill",
      by: "Mia",
    });
    await acting.until(() => acting.outcomes.length > 0);

    expect(acting.outcomes[0]).toMatchObject({ outcome: "unanswered", reason: { code: "robot.not-said" } });
  });

  it("that was sent to a frozen house is not done when it wakes", async () => {
    const { clock, floor, pass, screen } = await aFloor();
    const acting = await screen();
    const notAfter = clock.now() + 8_000;
    // The house sees nothing for half a minute; the act waits on the wire.
    pass(38_000);

    const answer = await acting.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R02",
      reason: "spill",
      by: "Mia",
      notAfter,
    });

    expect(answer).toMatchObject({ state: "refused", reason: { code: "act.too-late", lateS: 30 } });
    expect(floor.commands).toEqual([]);
  });

  it("acknowledges an alarm, which every screen then sees", async () => {
    const { floor, passUntil, screen } = await aFloor();
    const [acting, other] = [await screen(), await screen()];
    await other.join("alarms");
    floor.raise({ definition: "zone-too-warm", priority: "high", source: "STORE-1-1", parameters: {} });

    const alarm = "zone-too-warm:STORE-1-1";
    await acting.socket.emitWithAck("command", { type: "alarm.acknowledge", alarm, reason: "" });
    await passUntil(() => other.copies.get("alarms")!.has(`alarm/${alarm}`));

    expect(other.get("alarms", `alarm/${alarm}`)).toMatchObject({ state: "acknowledged" });
    expect(other.get("alarms", "summary")).toMatchObject({ active: 1, unacknowledged: 0 });
  });
});

describe("looking at one thing", () => {
  it("shows a robot with its transport and order, and again when they change", async () => {
    const { passUntil, screen } = await aFloor();
    const looking = await screen();
    const details: Detail[] = [];
    looking.socket.on("detail", (detail) => details.push(detail));

    looking.socket.emit("watch", { kind: "robot", id: "R01" });
    await looking.until(() => details.length === 1);
    await looking.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R01",
      reason: "look at it",
      by: "Mia",
    });
    await passUntil(() => (details.at(-1)!.body as RobotDetail).robot.activity === "paused");

    expect(details[0]?.body).toMatchObject({
      robot: { robot: "R01" },
      transport: { robot: "R01" },
    });
  });

  it("says that it knows nothing of what it does not know", async () => {
    const { screen } = await aFloor();
    const looking = await screen();
    const details: Detail[] = [];
    looking.socket.on("detail", (detail) => details.push(detail));

    looking.socket.emit("watch", { kind: "order", id: "no-such-order" });
    await looking.until(() => details.length === 1);

    expect(details[0]?.body).toBeNull();
  });

  it("finds robots, stations and orders by the beginning of their id", async () => {
    const { screen } = await aFloor();
    const looking = await screen();

    const found = async (text: string): Promise<string[]> =>
      ((await looking.socket.emitWithAck("find", { text })) ?? []).map(
        (row: Found) => `${row.kind} ${row.id}`,
      );

    expect(await found("r03")).toEqual(["robot R03"]);
    expect(await found("pack")).toContain("station PACK01");
    expect(await found("53636")).toContain("order 536365");
    expect(await found("")).toEqual([]);
  });
});

describe("the door", () => {
  const get = (port: number, path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, headers }, (response) => {
        let body = "";
        response.on("data", (part) => (body += part));
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      });
      asked.on("error", reject);
      asked.end();
    });
  const refused = async (url: string, headers: Record<string, string>): Promise<boolean> => {
    const screen = new TestScreen(url, headers);
    undo.push(() => screen.close());
    let failed = false;
    screen.socket.on("connect_error", () => (failed = true));
    await screen.until(() => failed || screen.socket.connected);
    return failed;
  };

  it("opens no socket for a page from elsewhere, for a strange host, or without an origin", async () => {
    const { url, port } = await aFloor();
    const own = `http://127.0.0.1:${port}`;

    expect(await refused(url, { Origin: "https://evil.example" })).toBe(true);
    expect(await refused(url, { Origin: `http://127.0.0.1:${port + 1}` })).toBe(true);
    expect(await refused(url, { Origin: own, Host: `rebound.example:${port}` })).toBe(true);
    expect(await refused(url, {})).toBe(true);
    expect(await refused(url, { Origin: `http://localhost:${port}`, Host: `localhost:${port}` })).toBe(false);
  });

  it("answers HTTP only under loopback names and never lets itself be framed", async () => {
    const { port } = await aFloor();

    const strange = await get(port, "/health", { host: `rebound.example:${port}` });
    const own = await get(port, "/health");

    expect(strange.status).toBe(421);
    expect(own.status).toBe(200);
    expect(own.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(own.headers["content-security-policy"]).not.toContain("unsafe");
  });

  it("says to whoever asks for its health, and to each screen, how far it is behind its clock", async () => {
    const pace = { isBehind: true, lagMs: 150, behindS: 3, planMs: 40, plannersLost: 1 };
    const { port, screen } = await aFloor({ pace: () => pace });
    const shown = await screen();
    const { body } = await get(port, "/health");

    expect(JSON.parse(body)).toMatchObject({ house: "running", pace });
    await vi.waitFor(() => expect(shown.pulses.at(-1)).toMatchObject({ pace }));
  });

  it("cuts off a screen that sends more than a command can hold", async () => {
    const { screen } = await aFloor();
    const heavy = await screen();

    heavy.socket.emit("find", { text: "x".repeat(20_000) }, () => {});
    await heavy.until(() => !heavy.socket.connected);

    expect(heavy.socket.connected).toBe(false);
  });

  it("cuts off a screen that asks without end, and lives on", async () => {
    const { screen } = await aFloor();
    const [flood, calm] = [await screen(), await screen()];

    for (let n = 0; n < 200; n++) flood.socket.emit("join", { view: "floor" });
    await flood.until(() => !flood.socket.connected);

    expect((await calm.join("floor")).size).toBeGreaterThan(0);
  });

  it("refuses what it cannot read and lives on", async () => {
    const { screen } = await aFloor();
    const odd = await screen();
    const emit = odd.socket.emit.bind(odd.socket) as (event: string, ...parts: unknown[]) => void;

    for (const event of ["join", "leave", "watch", "find", "command"])
      for (const body of [undefined, 7, "x", [], { view: "__proto__" }, { kind: "robot", id: {} }])
        if (event !== "command" || body !== undefined) emit(event, body);
    await odd.until(() => !odd.socket.connected);
    const calm = await screen();

    expect((await calm.join("floor")).size).toBeGreaterThan(0);
  });

  it("serves the still drawing: every robot, rack and station, lanes as straight runs", async () => {
    const { floor, port } = await aFloor();

    const plan = JSON.parse((await get(port, "/api/floor")).body) as FloorPlan;

    expect(plan.robots).toEqual(floor.site.robots.map(({ robot }) => robot));
    expect(plan.stations.map(({ station }) => station).sort()).toEqual(
      floor.site.stations.map(({ station }) => station).sort(),
    );
    expect(plan.racks).toHaveLength(floor.site.racks.length);
    expect(plan.lanes.length).toBeLessThan(floor.layout.graph.edgeCount / 2);
  });

  it("sends the still drawing in a fraction of its bytes to those who can unpack it", async () => {
    const { url } = await aFloor({ faces: 3_000, robots: 40 });
    const drawing = async (accepted: string) => {
      const answer = await fetch(new URL("api/floor", url), { headers: { "accept-encoding": accepted } });
      return { answer, plan: (await answer.json()) as FloorPlan };
    };

    const [plain, ...packed] = [await drawing("identity"), await drawing("gzip"), await drawing("gzip, br")];

    expect(plain.answer.headers.get("content-encoding")).toBe(null);
    expect(packed.map(({ answer }) => answer.headers.get("content-encoding"))).toEqual(["gzip", "br"]);
    for (const { answer, plan } of packed) {
      expect(plan).toEqual(plain.plan);
      expect(answer.headers.get("vary")).toContain("accept-encoding");
      expect(Number(answer.headers.get("content-length"))).toBeLessThan(
        Number(plain.answer.headers.get("content-length")) / 4,
      );
    }
  });

  it("says that it is starting until the house runs, and refuses commands meanwhile", async () => {
    const clock = new VirtualClock(startAt);
    const floor = new ScriptedFloor({ timers: clock, webRoot: "/nowhere", faces: 100, robots: 1 });
    const { url, port } = (await floor.gateway.start())!;
    undo.push(() => floor.gateway.stop());
    const early = await new TestScreen(url).connected();
    undo.push(() => early.close());

    const answer = await early.socket.emitWithAck("command", {
      type: "robot.pause",
      robot: "R01",
      reason: "too soon",
    });

    expect((await get(port, "/health")).status).toBe(503);
    expect(early.pulses[0]?.house).toBe("starting");
    expect(answer).toMatchObject({ state: "refused" });
  });

  it("names a port that is taken", async () => {
    const { port } = await aFloor();
    const clock = new VirtualClock(startAt);
    const second = new ScriptedFloor({ timers: clock, webRoot: "/nowhere", faces: 100, robots: 1, port });

    await expect(second.gateway.start()).rejects.toThrow(`port ${port} is taken`);
  });
});
