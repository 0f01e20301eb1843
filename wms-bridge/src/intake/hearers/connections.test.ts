/** What screens see of those who hear and ask, and what people there may have a webhook do: the door decides, in nobody's program's name. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { type Floor, webhook } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../../floor/shared-floor.fixture.ts";

function atScreens(floor: Floor, path: string, body: object = {}, key?: string) {
  let answer: { status: number; body: Record<string, unknown> } | undefined;
  floor.bridge.askAtScreens(
    {
      method: "POST",
      url: path,
      headers: key === undefined ? {} : { "idempotency-key": key },
      body: new TextEncoder().encode(JSON.stringify(body)),
    },
    { by: "mia", reason: "they ask for it" },
    ({ status, body: bytes }) => {
      answer = { status, body: JSON.parse(new TextDecoder().decode(bytes)) };
    },
  );
  floor.run(1);
  return answer!;
}

async function aFloor(): Promise<Floor> {
  const floor = await aSharedFloor({ settings: { privateWebhooks: true } });
  floor.post(wmsPaths.webhooks, { client: acme, webhook: "erp", url: "https://erp.test/hook?key=secret" });
  return floor;
}
const hearer = (floor: Floor, name = "erp") =>
  floor.bridge.connections().hearers.find((one) => one.webhook === name);

it("shows each hearer with its client and how it fares, and no secret of an address", async () => {
  const floor = await aFloor();
  floor.hears = ({ url }) => (url.startsWith("https://erp.test") ? 500 : undefined);
  order(floor, acme, "O1", { A: 1 });
  floor.run(30);

  expect(hearer(floor)).toMatchObject({
    client: acme,
    url: "https://erp.test/hook",
    isFixed: false,
    createdBy: "operator",
    waiting: 1,
    dead: 0,
  });
  expect(hearer(floor)!.state).not.toBe("listening");
  expect(hearer(floor, webhook.name)).toMatchObject({ client: "house", isFixed: true, state: "listening" });
});

it("shows what each program asked last, how often, and what was refused, until the next start", async () => {
  const floor = await aFloor();
  floor.get("/v1/orders/NONE?client=acme");
  const last = () => floor.bridge.connections().programs.find(({ program }) => program === "operator")!.last;
  const before = last();
  await floor.reopen();

  expect(before).toMatchObject({ method: "GET", path: "/v1/orders/NONE", status: 404, isTelegram: false });
  expect(before!.refused).toBe(1);
  expect(before!.requests).toBeGreaterThan(2);
  expect(last()).toBeNull();
});

it("has a webhook tested, paused, resumed and told again by a person, as the door would", async () => {
  const floor = await aFloor();
  const of = (act: "test" | "pause" | "resume" | "replay") =>
    `${wmsPaths.webhookAct("erp", act)}?client=${acme}`;
  order(floor, acme, "O1", { A: 1 });
  floor.run(5);
  const { sent } = floor;

  expect(atScreens(floor, of("test"), {})).toMatchObject({
    status: 200,
    body: { taken: true, status: 200 },
  });
  expect(atScreens(floor, of("pause"), {}).status).toBe(200);
  expect(hearer(floor)!.pausedAt).not.toBeNull();
  expect(atScreens(floor, of("resume"), {}).status).toBe(200);
  expect(hearer(floor)!.pausedAt).toBeNull();
  expect(atScreens(floor, of("replay"), { from: "2010-01-01T00:00:00Z" }).body).toMatchObject({
    added: 1,
  });
  floor.run(5);
  expect(floor.sent).toBeGreaterThan(sent + 1);
  expect(atScreens(floor, `${wmsPaths.redelivery}?client=${acme}`, {}, "e")).toMatchObject({ status: 202 });
  expect(atScreens(floor, wmsPaths.webhookAct("nobody", "test"), {}, "f").status).toBe(404);
  expect(floor.bridge.connections().programs.some(({ program }) => program === "screens")).toBe(false);
});

it("writes down who had a webhook do what, and why: a person by his name, a program by its own", async () => {
  const floor = await aFloor();
  const of = (act: "test" | "pause" | "resume") => `${wmsPaths.webhookAct("erp", act)}?client=${acme}`;
  atScreens(floor, of("pause"));
  atScreens(floor, of("pause"));
  floor.post(wmsPaths.webhookAct("erp", "resume"), { client: acme });
  await floor.reopen();

  const by = { via: "floor", by: "mia", reason: "they ask for it" };
  const acts = [
    { act: "pause", ...by },
    { act: "resume", via: "program", by: "operator", reason: "" },
  ];
  expect(hearer(floor)!.acts).toMatchObject(acts);
  expect(floor.get(`${wmsPaths.webhooks}?client=${acme}`).body).toMatchObject({ webhooks: [{}, { acts }] });
  const rows = await floor.ledger.rows(1, 1e6);
  const row = rows.find(({ change }) => change.cause.type === "http.webhook-pause");
  expect(row!.change.cause.data).toEqual({ programs: ["screens"], by: "mia", reason: "they ask for it" });
});

describe("a webhook that was set at the start of the house", () => {
  const at = (act: "test" | "replay" | "pause") => wmsPaths.webhookAct(webhook.name, act);
  const deliveries = (floor: Floor) =>
    floor.get(wmsPaths.deliveries(webhook.name)).body.deliveries as { id: string; taken: boolean }[];

  it("keeps its deliveries, is tested, and is told again under the ids that it knows", async () => {
    const floor = await aFloor();
    floor.hears = ({ url }) => (url === webhook.url ? 503 : undefined);
    order(floor, "house", "O1", { A: 1 });
    floor.run(5);
    floor.hears = () => undefined;
    floor.run(60);
    const told = floor.confirmations.map(({ id }) => id);
    const { sent } = floor;

    expect(
      deliveries(floor)
        .filter(({ taken }) => taken)
        .map(({ id }) => id),
    ).toEqual(told);
    expect(deliveries(floor).some(({ taken }) => !taken)).toBe(true);
    expect(atScreens(floor, at("test"))).toMatchObject({ status: 200, body: { taken: true, status: 200 } });
    expect(floor.sent).toBe(sent + 1);
    const again = atScreens(floor, at("replay"), { from: "2010-01-01T00:00:00Z" });
    await floor.reopen();
    floor.run(60);
    const once = atScreens(floor, at("replay"), { delivery: told[0] });
    floor.run(10);

    expect(again).toMatchObject({ status: 202, body: { added: told.length } });
    expect(again.body).not.toHaveProperty("skipped");
    expect(once).toMatchObject({ status: 202, body: { added: 1 } });
    const messages = floor.confirmations.filter(({ id }) => id.startsWith("MSG-"));
    expect(messages.map(({ id }) => id)).toEqual([...told, ...told, told[0]]);
    expect(atScreens(floor, at("pause")).status).toBe(404);
  });

  it("is not told again what it was told under ids of a house of before", async () => {
    const floor = await aFloor();
    order(floor, "house", "O1", { A: 1 });
    floor.run(60);
    const before = floor.confirmations.length;
    await floor.house.stop();
    const [known] = await floor.ledger.documents("known-hearer", { from: webhook.name });
    const { tellableFrom: _none, ...body } = known!.body as { tellableFrom: number };
    await floor.openOver([{ kind: "known-hearer", id: webhook.name, version: 1, body }]);
    order(floor, "house", "O2", { A: 1 });
    floor.run(60);
    const after = floor.confirmations.length;

    const answer = atScreens(floor, at("replay"), { from: "2010-01-01T00:00:00Z" });
    floor.run(10);

    expect(answer.body).toMatchObject({ skipped: before, added: after - before });
    expect(floor.confirmations.slice(after).map(({ data }) => data.order)).not.toContain("O1");
    expect(atScreens(floor, at("replay"), { delivery: floor.confirmations[0]!.id }).status).toBe(404);
  });

  it("is no name for another of its client, and nobody else's", async () => {
    const floor = await aFloor();
    const url = "https://other.test/hook";

    expect(floor.post(wmsPaths.webhooks, { webhook: webhook.name, url }).body).toMatchObject({
      code: "name-taken",
      field: "webhook",
    });
    expect(floor.post(wmsPaths.webhooks, { client: acme, webhook: webhook.name, url }).status).toBe(201);
    expect(floor.get(`${wmsPaths.deliveries(webhook.name)}?client=${acme}`).body.deliveries).toEqual([]);
  });
});
