/** Webhooks that programs register: who hears what, signed by which secrets, at which addresses, and told again. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../../floor/shared-floor.fixture.ts";
import { FetchOut } from "../http/http-out.ts";
import { isInside } from "../reading/inside.ts";

const url = "https://erp.example.com/hook";
const quick = { settings: { waveOrders: 1 } };
const decoder = new TextDecoder();

function register(floor: Floor, more: object = {}): string {
  const { status, body } = floor.post(wmsPaths.webhooks, { webhook: "erp", url, ...more });
  expect([status, body.detail]).toEqual([201, undefined]);
  return String(body.secret);
}
const heard = (floor: Floor, at = url) => floor.webhooks.filter(({ request }) => request.url === at);
const typeOf = ({ request }: { request: HttpRequest }): string =>
  JSON.parse(decoder.decode(request.body)).type;
const isSignedBy = (secret: string, { request }: { request: HttpRequest }): boolean => {
  try {
    // Receivers of this floor live in 2010.
    const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signatures } = request.headers;
    const text = decoder.decode(request.body);
    const mine = new Webhook(secret).sign(id!, new Date(Number(at) * 1_000), text);
    return signatures!.split(" ").includes(mine);
  } catch {
    return false;
  }
};
const del = (floor: Floor, path: string): HttpResponse =>
  floor.answerTo({ method: "DELETE", url: path, headers: {}, body: new Uint8Array() });
const deliveriesOf = (floor: Floor, query = "") =>
  floor.get(wmsPaths.deliveries("erp") + query).body as {
    deliveries: { id: string; type: string; status: number; taken: boolean; subject: string }[];
    next: number;
    more: boolean;
  };

it("hears what happens from then on, by its filter, in order, over a restart, and nothing once it is removed", async () => {
  const floor = await aStockedFloor(quick);
  floor.order("O0", { A: 1 });
  const secret = register(floor, { types: ["order.accepted", "order.shipped"] });

  floor.order("O1", { A: 2 });
  floor.run(5);
  await floor.reopen();
  floor.run(2_000);

  expect(heard(floor).map(typeOf)).toEqual(["order.accepted", "order.shipped", "order.shipped"]);
  expect(heard(floor).every((one) => isSignedBy(secret, one))).toBe(true);
  const foreign = floor.webhooks.map(({ request }) => [request.url === url, request.isForeign === true]);
  expect(foreign.filter(([isItsOwn, isForeign]) => isItsOwn !== isForeign)).toEqual([]);
  expect(floor.get(wmsPaths.webhooks).body).toMatchObject({
    count: 2,
    webhooks: [
      { webhook: "WMS", isFixed: true },
      {
        webhook: "erp",
        isFixed: false,
        state: "listening",
        waiting: 0,
        types: ["order.accepted", "order.shipped"],
      },
    ],
  });
  expect(del(floor, wmsPaths.webhook("erp")).status).toBe(204);
  expect(del(floor, wmsPaths.webhook("erp")).status).toBe(404);
  floor.order("O2", { A: 1 });
  floor.run(60);
  expect(heard(floor)).toHaveLength(3);
  expect(await floor.house.differences()).toEqual([]);
});

it("shows its secret once, and no row holds it", async () => {
  const floor = await aStockedFloor();
  const body = { webhook: "erp", url };

  const first = floor.post(wmsPaths.webhooks, body, "one");
  const again = floor.post(wmsPaths.webhooks, body, "one");
  const otherKey = floor.post(wmsPaths.webhooks, body);
  const other = floor.post(wmsPaths.webhooks, { ...body, url: "https://else.example.com/" });

  const secret = String(first.body.secret);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect([again, otherKey].map(({ body: { secret } }) => secret)).toEqual([undefined, undefined]);
  expect([first, again, otherKey, other].map(({ status }) => status)).toEqual([201, 201, 200, 409]);
  expect(JSON.stringify(await floor.ledger.rows(1, 10_000))).not.toContain(secret.slice(6));
});

it("is signed by old and new secret while it changes over, and by the new one alone then", async () => {
  const floor = await aStockedFloor();
  const old = register(floor);
  const rotated = floor.post(wmsPaths.webhookAct("erp", "rotate"), { overlapMinutes: 60 });
  const fresh = String(rotated.body.secret);
  const next = (number: string) => {
    floor.order(number, { A: 1 });
    floor.run(2);
    return heard(floor).at(-1)!;
  };

  const both = next("O1");
  await floor.reopen();
  const still = next("O2");
  floor.run((60 * minuteMs) / 1_000);
  const after = next("O3");

  expect(fresh).not.toBe(old);
  for (const one of [both, still])
    expect([old, fresh].map((each) => isSignedBy(each, one))).toEqual([true, true]);
  expect([old, fresh].map((each) => isSignedBy(each, after))).toEqual([false, true]);
});

it("paused hears nothing, and all of it once it goes on; so it does after it answered 410", async () => {
  const floor = await aStockedFloor();
  register(floor, { types: ["order.accepted"] });
  floor.post(wmsPaths.webhookAct("erp", "pause"), {});

  for (const number of ["O1", "O2", "O3"]) floor.order(number, { A: 1 });
  floor.run(300);
  expect(heard(floor)).toEqual([]);
  await floor.reopen();
  floor.run(300);
  expect(heard(floor)).toEqual([]);
  floor.hears = ({ url: at }) => (at === url ? 410 : undefined);
  floor.post(wmsPaths.webhookAct("erp", "resume"), {});
  floor.run(300);
  expect(heard(floor).filter(({ status }) => status === 200)).toEqual([]);
  floor.hears = () => undefined;
  floor.post(wmsPaths.webhookAct("erp", "resume"), {});
  floor.run(60);

  const taken = heard(floor).filter(({ status }) => status === 200);
  expect(taken).toHaveLength(3);
});

it("is tried out now, and its answer is the answer; under the same key it is not tried again", async () => {
  const floor = await aStockedFloor();
  const secret = register(floor);
  let answer: HttpResponse | undefined;
  const tryOut = () =>
    floor.bridge.door.handle(
      {
        method: "POST",
        url: wmsPaths.webhookAct("erp", "test"),
        headers: {
          authorization: "Bearer token-of-the-operator-of-a-scripted-floor",
          "idempotency-key": "t",
        },
        body: new Uint8Array(),
      },
      (response) => {
        answer = response;
      },
    );
  floor.hears = ({ type }) => (type === "webhook.test" ? 503 : undefined);

  tryOut();
  expect(answer).toBeUndefined();
  floor.run(1);
  tryOut();
  floor.run(1);

  expect(JSON.parse(decoder.decode(answer!.body))).toEqual({ taken: false, status: 503 });
  expect(heard(floor).map(typeOf)).toEqual(["webhook.test"]);
  expect(isSignedBy(secret, heard(floor)[0]!)).toBe(true);
});

it("lists each attempt, and reads on", async () => {
  const floor = await aStockedFloor();
  register(floor, { types: ["order.accepted"] });
  let refusals = 1;
  floor.hears = ({ url: at }) => (at === url && refusals-- > 0 ? 500 : undefined);

  floor.order("O1", { A: 1 });
  floor.run(60);
  floor.order("O2", { A: 1 });
  floor.run(60);

  const first = deliveriesOf(floor, "?perPage=1");
  const rest = deliveriesOf(floor, `?after=${first.next}`);
  expect(first).toMatchObject({ deliveries: [{ subject: "O1", status: 500, taken: false }], more: true });
  expect(rest).toMatchObject({
    deliveries: [
      { id: first.deliveries[0]!.id, status: 200, taken: true },
      { subject: "O2", status: 200 },
    ],
    more: false,
  });
});

describe("told again", () => {
  it("one delivery comes under its old id, word by word", async () => {
    const floor = await aStockedFloor(quick);
    register(floor, { types: ["order.shipped"] });
    floor.order("WH/OUT/1", { A: 2 });
    floor.run(2_000);
    const [first] = heard(floor);
    // What the house knows of the order is let go of meanwhile.
    floor.run(3 * 24 * 3_600);
    await floor.reopen();

    const { deliveries } = deliveriesOf(floor);
    const answer = floor.post(wmsPaths.webhookAct("erp", "replay"), { delivery: deliveries[0]!.id });
    floor.run(5);

    expect(answer).toMatchObject({ status: 202, body: { added: 1, more: false } });
    const again = heard(floor).at(-1)!;
    expect(heard(floor)).toHaveLength(2);
    expect(again.request.headers["webhook-id"]).toBe(first!.request.headers["webhook-id"]);
    expect(decoder.decode(again.request.body)).toBe(decoder.decode(first!.request.body));
    const strange = floor.post(wmsPaths.webhookAct("erp", "replay"), { delivery: "MSG-other-1" });
    expect(strange).toMatchObject({ status: 404, body: { field: "delivery" } });
  });

  it("everything from a time on comes, also from before it was registered, and what is on its way does not come twice", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 1 });
    floor.run(60);
    const from = isoTime(floor.clock.now());
    for (const number of ["O2", "O3"]) floor.order(number, { A: 1 });
    floor.run(60);
    register(floor, { types: ["order.accepted"] });
    floor.hears = ({ url: at }) => (at === url ? 503 : undefined);
    const replay = () => floor.post(wmsPaths.webhookAct("erp", "replay"), { from });

    const first = replay();
    const second = replay();
    floor.hears = () => undefined;
    floor.run(120);

    expect([first.body.added, second.body.added]).toEqual([2, 0]);
    const taken = heard(floor).filter(({ status }) => status === 200);
    expect(taken.map(({ request }) => JSON.parse(decoder.decode(request.body)).data.order)).toEqual([
      "O2",
      "O3",
    ]);
  });

  it.each([
    ["nothing", {}, "delivery"],
    ["two things", { from: "2010-12-01T00:00:00Z", after: 1 }, "from"],
    ["no time", { from: "yesterday" }, "from"],
  ])("%s is refused", async (_what, body, field) => {
    const floor = await aStockedFloor();
    register(floor);

    expect(floor.post(wmsPaths.webhookAct("erp", "replay"), body)).toMatchObject({
      status: 422,
      body: { field },
    });
  });
});

it("what it never took lies with the dead letters of its client, and goes out again from there", async () => {
  const floor = await aStockedFloor();
  register(floor, { types: ["order.accepted"] });
  floor.hears = ({ url: at }) => (at === url ? 503 : undefined);
  floor.order("O1", { A: 1 });
  floor.run(4 * 24 * 3_600);
  expect(floor.get(wmsPaths.deadLetters).body).toMatchObject({
    count: 1,
    letters: [{ hearer: "webhook/house/erp" }],
  });
  floor.hears = () => undefined;

  floor.post(wmsPaths.redelivery, {});
  floor.run(60);

  expect(heard(floor).filter(({ status }) => status === 200)).toHaveLength(1);
});

it("is its client's alone: another hears none of it, sees it not, and has one of the same name", async () => {
  const floor = await aSharedFloor();
  register(floor, { client: acme });
  register(floor, { url: "https://house.example.com/hook" });

  order(floor, "house", "O1", { A: 1 });
  order(floor, acme, "O2", { A: 1 });
  floor.run(10);

  const orders = (at: string) =>
    heard(floor, at).map(({ request }) => JSON.parse(decoder.decode(request.body)).data.order);
  expect([...new Set(orders(url))]).toEqual(["O2"]);
  expect([...new Set(orders("https://house.example.com/hook"))]).toEqual(["O1"]);
  const names = (query: string) =>
    (floor.get(wmsPaths.webhooks + query).body.webhooks as { url: string }[]).map(({ url }) => url);
  expect(names("?client=acme")).toEqual(["https://acme.test/hook", url]);
  del(floor, `${wmsPaths.webhook("erp")}?client=acme`);
  expect(names("")).toContain("https://house.example.com/hook");
});

it("so many a client may have, and no more", async () => {
  const floor = await aStockedFloor({ settings: { webhooksMax: 2 } });
  register(floor);
  register(floor, { webhook: "second" });

  expect(floor.post(wmsPaths.webhooks, { webhook: "third", url })).toMatchObject({
    status: 409,
    body: { code: "no-room", field: "webhook" },
  });
});

describe("an address that a program may not name", () => {
  it.each([
    ["http://erp.example.com/hook", "malformed-message"],
    ["ftp://erp.example.com/hook", "malformed-message"],
    ["erp.example.com/hook", "malformed-message"],
    ["https://user:pw@erp.example.com/", "malformed-message"],
    ["https://erp.example.com/#part", "malformed-message"],
    ["https://localhost/", "address-inside"],
    ["https://erp/", "address-inside"],
    ["https://api.LOCALHOST./", "address-inside"],
    ["https://metadata.google.internal/", "address-inside"],
    ["https://127.0.0.1/", "address-inside"],
    ["https://2130706433/", "address-inside"],
    ["https://0x7f.1/", "address-inside"],
    ["https://10.1.2.3/", "address-inside"],
    ["https://172.31.0.1/", "address-inside"],
    ["https://192.168.1.1/", "address-inside"],
    ["https://169.254.169.254/latest/meta-data/", "address-inside"],
    ["https://[::1]/", "address-inside"],
    ["https://[::127.0.0.1]/", "address-inside"],
    ["https://[::ffff:0:127.0.0.1]/", "address-inside"],
    ["https://[2001::1]/", "address-inside"],
    ["https://erp.example.com/\r\nX: y", "malformed-message"],
    ["https://[::ffff:10.0.0.1]/", "address-inside"],
    ["https://[fe80::1]/", "address-inside"],
    ["https://[fd00::1]/", "address-inside"],
    ["https://[64:ff9b::a00:1]/", "address-inside"],
    ["https://0.0.0.0/", "address-inside"],
  ])("is %s", async (bad, code) => {
    const floor = await aStockedFloor();
    const { sequence } = floor.house;

    const answer = floor.post(wmsPaths.webhooks, { webhook: "erp", url: bad });

    expect(answer).toMatchObject({ status: 422, body: { code, field: "url" } });
    expect(floor.house.sequence).toBe(sequence);
  });

  it("may be named where the site allows it", async () => {
    const floor = await aStockedFloor({ settings: { privateWebhooks: true } });

    register(floor, { url: "http://127.0.0.1:9/hook" });
  });

  it("is not called either when its name turns out to stand for one, however the way out is set up", async () => {
    const server = createServer((_request, response) => response.writeHead(200).end());
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const out = new FetchOut({ allowPrivate: true, deadlineMs: 2_000 });
    const send = (host: string, more: object = {}): Promise<HttpResponse> =>
      new Promise((heardIt) =>
        out.send(
          { method: "POST", url: `http://${host}:${port}/`, headers: {}, body: new Uint8Array(), ...more },
          heardIt,
        ),
      );

    expect((await send("localhost")).status).toBe(200);
    for (const host of ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]"])
      expect(await send(host, { isForeign: true })).toMatchObject({
        status: 0,
        why: expect.stringContaining("no program may name"),
      });
  });

  it.each([
    ...[
      "::",
      "::1",
      "::127.0.0.1",
      "::ffff:127.0.0.1",
      "::ffff:0:127.0.0.1",
      "64:ff9b::7f00:1",
      "2002:7f00:1::",
    ],
    ...["2001::1", "2001:2::1", "2001:10::1", "2001:db8::1", "3fff::1", "5f00::1", "100::1", "100:0:0:1::1"],
    ...[
      "fc00::1",
      "fd00::1",
      "fe80::1",
      "fec0::1",
      "ff02::1",
      "192.88.99.1",
      "192.31.196.1",
      "255.255.255.255",
    ],
  ])("is %s", (address) => {
    expect(isInside(address)).toBe(true);
  });

  it.each(["8.8.8.8", "::ffff:8.8.8.8", "2606:4700::1111", "2a00:1450::1", "172.32.0.1", "100.128.0.1"])(
    "is not %s",
    (address) => {
      expect(isInside(address)).toBe(false);
    },
  );
});
