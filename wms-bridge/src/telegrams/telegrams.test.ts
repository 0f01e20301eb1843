/** What MQTT adds to the door: who speaks is known by the topic, messages come twice and in any order, and an answer is heard by one alone. What the door itself promises is tried over MQTT in its own suites. */
import { SiteId } from "@floorplane/contracts/ids";
import { labelPaths } from "@floorplane/contracts/label.schema";
import type { AnswerTelegram, EventTelegram } from "@floorplane/contracts/telegram.schema";
import { topics } from "@floorplane/contracts/topics";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { anOperator, type Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor } from "../floor/shared-floor.fixture.ts";

const site = SiteId("test");
const encoder = new TextEncoder();
const anOrder = (order = "O1", quantity = 1) => ({
  order,
  country: "France",
  lines: [{ line: "1", sku: "A", quantity }],
});
const orderFor = (id: string, order = "O1") => ({ id, path: wmsPaths.orders, body: anOrder(order) });

/** A program on its own connection: what it says, and what it hears. */
class Wms {
  readonly answers: AnswerTelegram[] = [];
  readonly events: EventTelegram[] = [];
  readonly #floor: Floor;
  readonly #name: string;

  constructor(floor: Floor, name = "operator") {
    this.#floor = floor;
    this.#name = name;
    const bus = floor.broker.connect({ clientId: `program~${name}` });
    const read = (payload: Uint8Array): never => JSON.parse(new TextDecoder().decode(payload)) as never;
    bus.subscribe(topics.programAnswer(site, name).text, ({ payload }) => this.answers.push(read(payload)));
    bus.subscribe(topics.programEvent(site, name).text, ({ payload }) => this.events.push(read(payload)));
  }

  says(message: object | string | Uint8Array, topic = topics.programRequest(site, this.#name)): void {
    const text = typeof message === "string" ? message : JSON.stringify(message);
    const payload = message instanceof Uint8Array ? message : encoder.encode(text);
    this.#floor.broker.connect({ clientId: `program~${this.#name}` }).publish(topic, payload);
  }

  /** The next answer. */
  asks(message: object | string | Uint8Array): AnswerTelegram & { readonly body: Record<string, unknown> } {
    const before = this.answers.length;
    this.says(message);
    this.#floor.run(1);
    expect(this.answers.length).toBe(before + 1);
    return this.answers.at(-1)! as ReturnType<Wms["asks"]>;
  }
}

/** A floor of two clients, and a program that may do all for acme. */
async function aFloor(options: FloorOptions = { over: "mqtt" }): Promise<{ floor: Floor; wms: Wms }> {
  const floor = await aSharedFloor(options);
  return { floor, wms: new Wms(floor) };
}
const aProgram = (floor: Floor, program: string, more: object = {}) => {
  const scopes = ["orders:read", "orders:write", "events:read"];
  const { body } = floor.post(wmsPaths.programs, { program, clients: [acme], scopes, ...more });
  return { wms: new Wms(floor, program), token: String(body.token) };
};

describe("a telegram", () => {
  it.each([
    ["no JSON", "{", 400, undefined],
    ["no text", new Uint8Array([0xff, 0xfe]), 400, undefined],
    ["no object", "[]", 422, undefined],
    ["nested without end", `{"path":"/v1/orders","body":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, 400],
    ["no path", { id: "k" }, 422, "path"],
    ["a path that is none", { id: "k", path: "v1/orders" }, 422, "path"],
    ["a member that nobody knows", { ...orderFor("k"), priority: 1 }, 422, "priority"],
    ["a member twice", '{"id":"k","path":"/v1/orders","id":"l","body":{}}', 422, "id"],
    [
      "a key twice in its body",
      '{"id":"k","path":"/v1/orders","body":{"order":"1","order":"2"}}',
      422,
      "order",
    ],
    [
      "its key as a header",
      { ...orderFor("k"), headers: { "Idempotency-Key": "l" } },
      422,
      "headers.Idempotency-Key",
    ],
    [
      "a token as a header",
      { ...orderFor("k"), headers: { authorization: "x" } },
      422,
      "headers.authorization",
    ],
    ["another method", { ...orderFor("k"), method: "PUT" }, 422, "method"],
    ["too much of it", `{"id":"k","path":"/v1/orders","body":"${"x".repeat(1_100_000)}"}`, 413, undefined],
  ] as [string, object | string | Uint8Array, number, string | undefined][])(
    "of %s is answered with what is wrong, and nothing is booked",
    async (_what, message, status, field) => {
      const { floor, wms } = await aFloor();
      const { sequence } = floor.house;

      const answer = wms.asks(message);

      expect([answer.status, answer.body.field || undefined]).toEqual([status, field]);
      expect(answer.body.code).toBe(status === 413 ? "too-large" : "malformed-message");
      expect(floor.house.sequence).toBe(sequence);
    },
  );

  it("that is kept by its broker is not asked for again at each start", async () => {
    const { floor, wms } = await aFloor();

    wms.says(orderFor("k"), { ...topics.programRequest(site, "operator"), retain: true });
    floor.run(1);
    await floor.reopen();
    floor.run(1);

    expect(wms.answers.map(({ status }) => status)).toEqual([201, 400]);
    expect(floor.bridge.figures().orders.received).toBe(1);
  });

  it("is answered with a label as its bytes, and with JSON as it is", async () => {
    const { floor, wms } = await aFloor();

    const paper = wms.asks({ id: "k", method: "GET", path: labelPaths.shown("bin", "P01") });

    expect(paper).toMatchObject({ id: "k", status: 200, headers: { "content-type": "application/pdf" } });
    expect(Buffer.from(paper.base64!, "base64").toString("latin1")).toMatch(/^%PDF/);
    expect(wms.asks({ id: "l", method: "GET", path: wmsPaths.orders })).toMatchObject({
      id: "l",
      status: 200,
      headers: { "content-type": "application/json" },
      body: { orders: [] },
    });
    expect(floor.bridge.figures().orders.received).toBe(0);
  });
});

describe("messages come twice and in any order", () => {
  it("and each is answered as the first of its key, though it is done once", async () => {
    const { floor, wms } = await aFloor();
    const sent = [1, 2, 3, 4, 5].map((n) => orderFor(`k${n}`, `O${n}`));

    for (const one of [...sent, ...sent.toReversed(), ...sent]) wms.says(one);
    floor.run(1);
    await floor.reopen();
    for (const one of sent) wms.says(one);
    floor.run(1);

    expect(wms.answers).toHaveLength(20);
    for (const { id } of sent) {
      const [first, ...again] = wms.answers
        .filter((answer) => answer.id === id)
        .map(({ status, body }) => [status, body]);
      expect(first![0]).toBe(201);
      expect(again).toEqual([first, first, first]);
    }
    expect(floor.bridge.figures().orders.received).toBe(5);
  });

  it("and a change, a cancellation and a task of the order go the same way", async () => {
    const { floor, wms } = await aFloor();
    wms.asks(orderFor("k1"));

    const changed = wms.asks({ id: "k2", path: wmsPaths.change("O1"), body: { priority: "high" } });
    const cancelled = wms.asks({ id: "k3", path: wmsPaths.cancellation("O1"), body: {} });
    const again = wms.asks({ id: "k3", path: wmsPaths.cancellation("O1"), body: {} });
    const read = wms.asks({ id: "k4", method: "GET", path: wmsPaths.order("O1") });

    expect([changed.status, changed.body.order]).toEqual([200, "O1"]);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, "cancelled"]);
    expect([again.status, again.body]).toEqual([cancelled.status, cancelled.body]);
    expect(read.body.state).toBe("cancelled");
    expect(floor.bridge.figures().orders.cancelled).toBe(1);
  });
});

describe("who speaks", () => {
  it("is heard on his topic alone, and nobody on one that no program has", async () => {
    const { floor, wms } = await aFloor();
    const { sequence } = floor.house;

    wms.says(orderFor("k"), topics.programRequest(site, "nobody"));
    wms.says(orderFor("k"), topics.programRequest(SiteId("elsewhere"), "operator"));
    floor.run(1);

    expect(wms.answers).toEqual([]);
    expect(floor.house.sequence).toBe(sequence);
  });

  it("may what his program may, for its clients, by the words of the door", async () => {
    const { floor } = await aFloor();
    const { wms } = aProgram(floor, "acme-erp");

    const taken = wms.asks(orderFor("k1"));
    const others = wms.asks({ ...orderFor("k2"), body: { ...anOrder(), client: "house" } });
    const more = wms.asks({ id: "k3", method: "GET", path: wmsPaths.items });

    expect(taken).toMatchObject({ id: "k1", status: 201, body: { client: acme, order: "O1" } });
    expect(others).toMatchObject({
      id: "k2",
      status: 403,
      body: { code: "not-your-client", field: "client" },
    });
    expect(more).toMatchObject({ id: "k3", status: 403, body: { code: "scope-missing" } });
  });

  it("is held to the pace of his program, told when to go on, and then goes on with the same id", async () => {
    const { floor } = await aFloor();
    const { wms } = aProgram(floor, "slow", { requestsPerMinute: 2 });

    const answers = [1, 2, 3].map((n) => wms.asks(orderFor(`k${n}`, `O${n}`)));
    floor.run(60);
    const later = wms.asks(orderFor("k3", "O3"));

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
    expect(answers[2]).toMatchObject({ body: { code: "too-many-requests" } });
    expect(Number(answers[2]!.headers["retry-after"])).toBeGreaterThan(0);
    expect(later.status).toBe(201);
  });

  it("is let in by the house's broker with each good token, until it is replaced, over or revoked", async () => {
    const { floor } = await aFloor();
    const tokens = () => floor.admitted.find(({ program }) => program === "erp")?.tokens;
    const until = new Date(floor.clock.now() + 60 * minuteMs).toISOString();
    const { wms } = aProgram(floor, "erp", { expiresAt: until });
    const made = tokens();
    floor.post(`${wmsPaths.programs}/erp/rotate`, { overlapMinutes: 30 });
    const rotated = tokens();
    floor.post(`${wmsPaths.programs}/erp/revoke`, {});

    expect(made).toEqual([{ hash: expect.any(String), untilMs: Date.parse(until) }]);
    expect(rotated!.map(({ untilMs }) => (untilMs! - floor.clock.now()) / minuteMs)).toEqual([
      expect.closeTo(30, 0),
      expect.closeTo(60, 0),
    ]);
    expect(tokens()).toBeUndefined();
    // What was under way on his connection when it was cut.
    expect(wms.asks(orderFor("k"))).toMatchObject({ status: 401, body: { code: "program-revoked" } });
    await floor.reopen();
    expect(floor.admitted.map(({ program }) => program)).toEqual(["operator"]);
  });

  it("need show no token at the house's broker, and is refused with one that is not his own", async () => {
    const { floor } = await aFloor();
    const { wms: erp, token } = aProgram(floor, "erp");

    const anothers = erp.asks({ ...orderFor("k1"), token: anOperator.token });
    const wrong = erp.asks({ ...orderFor("k1"), token: "fp_nobodys" });
    const own = erp.asks({ ...orderFor("k1"), token });
    const none = erp.asks(orderFor("k2", "O2"));

    expect([anothers, wrong].map(({ status, body }) => [status, body.code])).toEqual([
      [401, "token-unknown"],
      [401, "token-unknown"],
    ]);
    expect([own.status, none.status]).toEqual([201, 201]);
  });

  it("shows his token with each request where the broker is another's", async () => {
    const { floor, wms } = await aFloor({ over: "mqtt-elsewhere" });
    const { wms: erp, token } = aProgram(floor, "erp");

    wms.answers.length = 0;
    const none = erp.asks(orderFor("k1"));
    const anothers = erp.asks({ ...orderFor("k2"), token: anOperator.token });
    const wrong = erp.asks({ ...orderFor("k3"), token: "fp_nobodys" });
    const own = erp.asks({ ...orderFor("k4"), token });

    expect([none, anothers, wrong].map(({ status, body }) => [status, body.code])).toEqual([
      [401, "token-missing"],
      [401, "token-unknown"],
      [401, "token-unknown"],
    ]);
    expect(own.status).toBe(201);
    expect(wms.answers).toEqual([]);
  });
});

describe("events", () => {
  it("come to each program that may hear them, of its clients alone, one behind the other", async () => {
    const { floor, wms } = await aFloor({ over: "mqtt", settings: { waveOrders: 1 } });
    const { wms: erp } = aProgram(floor, "erp");
    const { wms: deaf } = aProgram(floor, "deaf", { scopes: ["orders:write"] });

    erp.asks(orderFor("k1"));
    wms.asks(orderFor("k2"));
    floor.run(1_800);

    const told = floor.get(`${wmsPaths.events}?client=acme&after=0`).body as {
      events: object[];
      next: number;
    };
    expect(erp.events.map(({ client }) => client)).toEqual(erp.events.map(() => acme));
    expect(erp.events.map(({ event }) => event)).toEqual(told.events);
    expect(erp.events.map(({ next }) => next)).toEqual(told.events.map((_, n) => n + 1));
    expect(erp.events.map(({ event }) => (event as { type: string }).type)).toContain("order.shipped");
    expect(new Set(wms.events.map(({ client }) => client))).toEqual(new Set(["house", acme]));
    expect(deaf.events).toEqual([]);
  });

  it("that are missed are seen by their cursor, at the next start at the latest, and read by the same door", async () => {
    const { floor } = await aFloor({ over: "mqtt", settings: { waveOrders: 1 } });
    const { wms: erp } = aProgram(floor, "erp");
    erp.asks(orderFor("k1"));
    const last = erp.events.at(-1)!.next;
    floor.run(1_800);
    const missed = erp.events.filter(({ next }) => next > last);
    await floor.reopen();
    floor.run(1);

    const { client, next, event } = erp.events.at(-1)!;
    const read = erp.asks({ id: "k2", method: "GET", path: `${wmsPaths.events}?after=${last}` });

    expect([client, event]).toEqual([acme, undefined]);
    expect(next).toBeGreaterThan(last);
    expect(read.body).toMatchObject({ next, more: false, events: missed.map((one) => one.event) });
  });

  it("are said to no program that the broker does not have, and from its coming on, with how far it is", async () => {
    const { floor, wms } = await aFloor();
    const { wms: erp } = aProgram(floor, "erp");
    floor.bridge.programsOnline(["operator"]);
    const order = (id: string, number: string) =>
      wms.asks({ ...orderFor(id), body: { ...anOrder(number), client: acme } });
    order("k1", "O1");
    const before = erp.events.length;
    floor.bridge.programsOnline(["operator", "erp"]);
    floor.run(1);
    order("k2", "O2");

    expect(before).toBe(0);
    expect(erp.events.map(({ next, event }) => [next, event !== undefined])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it("of what a program asks it hears, though the broker has not told of it yet", async () => {
    const { floor } = await aFloor();
    const { wms: erp } = aProgram(floor, "erp");
    floor.bridge.programsOnline([]);

    erp.asks(orderFor("k1"));

    expect(erp.events.map(({ next, event }) => [next, event !== undefined])).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  it("come no more to a program that was revoked", async () => {
    const { floor, wms } = await aFloor();
    const { wms: erp } = aProgram(floor, "erp");
    floor.post(`${wmsPaths.programs}/erp/revoke`, {});

    wms.asks({ ...orderFor("k"), body: { ...anOrder(), client: acme } });

    expect(erp.events).toEqual([]);
    expect(wms.events.length).toBeGreaterThan(0);
  });
});

it("is answered after the commit, and not at all where there is none", async () => {
  const { floor, wms } = await aFloor();
  let inStep: number | undefined;

  floor.house.office("wms-bridge").act({ type: "test" }, () => {
    wms.says(orderFor("k"));
    inStep = wms.answers.length;
  });
  floor.run(1);

  expect([inStep, wms.answers.length]).toEqual([0, 1]);
});
