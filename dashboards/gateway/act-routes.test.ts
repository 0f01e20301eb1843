/** Acts over HTTP: the table, what each robot is offered, and an answer when the act is decided. */

import { request as ask } from "node:http";
import { connect } from "node:net";
import { acts, robotActs } from "@floorplane/contracts/acts";
import { AlarmId } from "@floorplane/contracts/ids";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { afterEach, describe, expect, it } from "vitest";
import { readAct } from "./read-act.ts";
import { ScriptedFloor } from "./scripted-floor.fixture.ts";

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of undo.splice(0).reverse()) await end();
});

async function aFloor(ledger?: MemoryLedger) {
  const clock = new VirtualClock(Date.UTC(2010, 11, 1, 9));
  const kept = ledger ? { ledger } : {};
  const floor = new ScriptedFloor({
    timers: clock,
    webRoot: "/nowhere",
    faces: 200,
    robots: 6,
    orders: 10,
    ...kept,
  });
  const { url } = await floor.start();
  undo.push(() => floor.stop());
  const get = async (path: string) =>
    (await fetch(`${url}${path}`)).json() as Promise<Record<string, unknown>>;
  const act = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}api/acts`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { clock, floor, url, get, act };
}

const pause = { type: "robot.pause", robot: "R02", reason: "spill in aisle 3", by: "Mia" };

it("says what can be done to a robot, does it, and says what can be done then", async () => {
  const { get, act } = await aFloor();
  const before = await get("api/robots/R02");

  const paused = await act(pause);
  const after = await get("api/robots/R02");

  expect(before.offers).toContain("robot.pause");
  expect(before.offers).not.toContain("robot.resume");
  expect(paused).toMatchObject({ status: 200, body: { outcome: "done" } });
  expect(after).toMatchObject({
    activity: "paused",
    offers: expect.arrayContaining(["robot.resume", "robot.takeOff"]),
    acts: [{ act: "robot.pause", by: "Mia", reason: "spill in aisle 3" }],
  });
  expect(Object.keys(await get("api/acts")).sort()).toEqual([...acts].sort());
});

it("answers refused with why, and unanswered when the robot has not said that it did it", async () => {
  const { floor, act } = await aFloor();

  const refused = await act({ ...pause, type: "robot.resume" });
  floor.unanswered = true;
  const unanswered = await act(pause);

  expect(refused).toMatchObject({
    status: 409,
    body: {
      outcome: "refused",
      why: "R02 is on the floor; take it off first if it stands elsewhere",
      reason: { code: "robot.on-floor", robot: "R02" },
    },
  });
  expect(unanswered).toMatchObject({ status: 504, body: { outcome: "unanswered" } });
});

it("E9: If-Match says which raising of an alarm was seen, and what it is not is refused", async () => {
  const { clock, floor, act } = await aFloor();
  floor.raise({ definition: "robot.lost", priority: "high", source: "R02", parameters: {} });
  const acknowledge = { type: "alarm.acknowledge", alarm: "robot.lost:R02", by: "Mia" };
  const raisedAt = clock.now();

  const late = await act(acknowledge, { "if-match": `"${raisedAt - 1_000}"` });
  const unread = await act(acknowledge, { "if-match": '"yesterday"' });
  const seen = await act(acknowledge, { "if-match": `"${raisedAt}"` });

  expect(late).toMatchObject({ status: 412, body: { outcome: "refused" } });
  expect(late.body.why).toContain("raised again");
  expect(unread).toMatchObject({ status: 400, body: { field: "If-Match" } });
  expect(seen).toMatchObject({ status: 200, body: { outcome: "done" } });
  expect(floor.commands.at(-1)).toMatchObject({ type: "alarm.acknowledge", raisedUntil: raisedAt });
});

it("closes a place and opens it again", async () => {
  const { get, act } = await aFloor();

  await act({ type: "place.close", place: "PACK01", reason: "belt torn", by: "Mia" });
  const closed = await get("api/places");
  await act({ type: "place.open", place: "PACK01", reason: "belt mended", by: "Mia" });

  expect(closed).toMatchObject([{ place: "PACK01", state: "closed", acts: [{ reason: "belt torn" }] }]);
  expect(await get("api/places")).toMatchObject([{ state: "open" }]);
});

it.each([
  ["an act that there is not", { ...pause, type: "robot.explode" }, "type"],
  ["no reason", { ...pause, reason: "" }, "reason"],
  ["a reason of two lines", { ...pause, reason: "spill\nin aisle 3" }, "reason"],
  ["no name", { ...pause, by: " " }, "by"],
  ["a robot that is no id", { ...pause, robot: "R 02" }, "robot"],
  ["a time that is none", { ...pause, notAfter: "soon" }, "notAfter"],
  ["a time as a person writes it", { ...pause, notAfter: "May 4, 2999 10:00" }, "notAfter"],
  ["a time without end", { ...pause, notAfter: 1e300 }, "notAfter"],
  ["a time in seconds", { ...pause, notAfter: 1_777_882_530 }, "notAfter"],
  [
    "a count of half a unit",
    { type: "task.answer", task: "T1", found: [{ sku: "A", quantity: 0.5 }] },
    "found[0].quantity",
  ],
  ["units besides none", { type: "task.answer", task: "T1", found: [], besides: 0 }, "besides"],
  ["units besides, as text", { type: "task.answer", task: "T1", found: [], besides: "2" }, "besides"],
  ["no body", "", undefined],
])("refuses %s with the field that is wrong, and asks nobody", async (_what, body, field) => {
  const { floor, act } = await aFloor();

  const answer = await act(body);

  expect(answer.status).toBe(400);
  expect(answer.body.field).toBe(field);
  expect(floor.commands).toEqual([]);
});

it("lists what calls for a person, with its words", async () => {
  const { floor, get } = await aFloor();
  floor.raise({ definition: "robot.lost", priority: "high", source: "R02", parameters: {} });

  const { standing, alarms } = await get("api/alarms");

  expect(standing).toBeGreaterThan(0);
  expect(alarms).toContainEqual(
    expect.objectContaining({ title: expect.any(String), action: expect.any(String), sourceCount: 1 }),
  );
});

it.each([
  ["ends a line", "a\nb"],
  ["turns the text around it", "abc \u202e cba"],
  ["is no character of any text", "abc \u0085"],
])("a reason or a name that %s is refused, naming the field", async (_what, text) => {
  const { act, floor } = await aFloor();

  expect(await act({ ...pause, reason: text })).toMatchObject({ status: 400, body: { field: "reason" } });
  expect(await act({ ...pause, by: text })).toMatchObject({ status: 400, body: { field: "by" } });
  expect(floor.commands).toEqual([]);
});

describe("an act that is sent again", () => {
  const tryAgain = { type: "order.tryAgain", order: "O1", reason: "the pallet was in the way", by: "Mia" };
  const key = { "idempotency-key": "k-1" };

  it("with its key is the same act, with another act the key is refused", async () => {
    const { floor, act } = await aFloor();

    const first = await act(pause, key);
    const again = await act(pause, key);
    const turned = await act(Object.fromEntries(Object.entries(pause).reverse()), key);
    const other = await act({ ...pause, robot: "R03" }, key);

    expect(again).toEqual(first);
    expect(turned).toEqual(first);
    expect(other).toMatchObject({
      status: 422,
      body: { code: "idempotency-key-reused", field: "Idempotency-Key" },
    });
    expect(floor.commands).toHaveLength(1);
  });

  it("is the same act after a restart of the house too", async () => {
    const { floor, act } = await aFloor();
    const first = await act(pause, key);
    await floor.stop();
    const { floor: after, act: actAfter } = await aFloor(floor.ledger);

    const again = await actAfter(pause, key);

    expect(again).toEqual(first);
    expect(after.commands).toEqual([]);
    expect(await after.house.differences()).toEqual([]);
  });

  it("while it is being decided waits for the one answer", async () => {
    const { floor, act } = await aFloor();

    const [first, again] = await Promise.all([act(pause, key), act(pause, key)]);

    expect(again).toEqual(first);
    expect(floor.commands).toHaveLength(1);
  });

  it("without a key is known by its words, where it would be done to what came next", async () => {
    const { clock, floor, act } = await aFloor();

    const first = await act(tryAgain);
    const again = await act(tryAgain);
    clock.run(() => false, clock.now() + 61_000);
    const later = await act(tryAgain);

    expect(first.status).toBe(200);
    expect(again).toEqual(first);
    expect(later.body.command).not.toBe(first.body.command);
    expect(floor.commands).toHaveLength(2);
  });

  it.each(["", "two words", "x".repeat(129)])("with the key %j, which is none, is refused", async (text) => {
    const { floor, act } = await aFloor();

    const answer = await act(pause, { "idempotency-key": text });

    expect(answer).toMatchObject({ status: 400, body: { field: "Idempotency-Key" } });
    expect(floor.commands).toEqual([]);
  });
});

describe("whatever is wrong with a request", () => {
  const raw = (url: string, text: string) =>
    new Promise<string>((heard, failed) => {
      let all = "";
      const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(text));
      socket.on("data", (bytes) => void (all += bytes));
      socket.on("close", () => heard(all));
      socket.on("error", failed);
    });
  const post = { method: "POST", headers: { "content-type": "application/json" } };

  it.each<[string, string, RequestInit, number]>([
    ["a path that no text stands for", "api/robots/%ZZ", {}, 400],
    ["a robot that there is not", "api/robots/constructor", {}, 404],
    ["nothing there", "api/nothing", {}, 404],
    ["an act that is no JSON", "api/acts", { ...post, body: "{" }, 400],
    ["an act that is too long", "api/acts", { ...post, body: JSON.stringify("x".repeat(70_000)) }, 413],
    ["an act in another form", "api/acts", { method: "POST", body: "type=robot.pause" }, 415],
    ["an act that is none", "api/acts", { ...post, body: "{}" }, 400],
    [
      "an act of a page elsewhere",
      "api/acts",
      { ...post, headers: { origin: "http://evil.example" }, body: "{}" },
      403,
    ],
    [
      "an act that the house refuses",
      "api/acts",
      { ...post, body: JSON.stringify({ ...pause, robot: "R99" }) },
      409,
    ],
  ])("it is told as a problem: %s", async (_what, path, request, status) => {
    const { url } = await aFloor();

    const answer = await fetch(`${url}${path}`, request);

    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({
      type: expect.stringMatching(/^urn:floorplane:problem:/),
      title: expect.any(String),
      status,
      code: expect.any(String),
      detail: expect.any(String),
    });
  });

  it("also where it is no HTTP at all, or comes by another name", async () => {
    const { url } = await aFloor();

    const noHttp = await raw(url, "HELLO\r\n\r\n");
    const long = await raw(url, `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${"x".repeat(20_000)}\r\n\r\n`);
    const elsewhere = await new Promise<string | undefined>((heard, failed) => {
      ask(url, { headers: { host: "evil.example" } }, ({ headers }) => heard(headers["content-type"]))
        .on("error", failed)
        .end();
    });

    expect(noHttp).toMatch(/^HTTP\/1.1 400 .*application\/problem\+json/s);
    expect(long).toMatch(/^HTTP\/1.1 431 .*application\/problem\+json/s);
    expect(elsewhere).toMatch(/^application\/problem\+json/);
  });
});

it.each([
  [
    "a robot named twice",
    '{"type":"robot.pause","robot":"R02","robot":"R03","reason":"spill","by":"Mia"}',
    "robot",
  ],
  [
    "a type in another spelling of the same",
    '{"type":"robot.pause","robot":"R02","ty\\u0070e":"robot.takeOff","by":"Mia"}',
    "type",
  ],
])("does nothing of an act that says two things: %s", async (_what, text, key) => {
  const { get, act } = await aFloor();

  const answer = await act(text);

  expect(answer).toMatchObject({ status: 400, body: { code: "malformed-message" } });
  expect(answer.body.detail).toContain(`${key} stands twice`);
  expect(await get("api/robots/R02")).toMatchObject({ acts: [] });
});

it("takes no act from a page of elsewhere, and none that a form could send", async () => {
  const { floor, act } = await aFloor();

  const elsewhere = await act(pause, { origin: "http://evil.example" });
  const form = await act(JSON.stringify(pause), { "content-type": "text/plain" });

  expect([elsewhere.status, form.status]).toEqual([403, 415]);
  expect(floor.commands).toEqual([]);
});

it("carries every act of the table to the room that decides it", () => {
  const subjects = { robot: "R02", place: "PACK01", alarm: "robot.lost:R02", task: "T1", order: "O1" };

  const rooms = acts.map((type) => {
    const sent: string[] = [];
    const act = readAct({ type, ...subjects, reason: "because", by: "Mia", found: [] }, "a test", {
      alarms: { acknowledged: (alarm: string) => [AlarmId(alarm)] },
    });
    act.send({ send: (room: string) => sent.push(room) } as never, "C1");
    return [type, ...sent];
  });

  expect(
    rooms.filter(([type]) => robotActs.includes(type as never)).every(([, room]) => room === "fleet"),
  ).toBe(true);
  expect(rooms.every((each) => each.length === 2)).toBe(true);
});
