/** What screens see of those who hear and ask, and what people there may have a webhook do: the door decides, in nobody's program's name. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { type Floor, webhook } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../floor/shared-floor.fixture.ts";

function atScreens(floor: Floor, path: string, body: object = {}, key?: string) {
  let answer: { status: number; body: Record<string, unknown> } | undefined;
  floor.bridge.askAtScreens(
    {
      method: "POST",
      url: path,
      headers: key === undefined ? {} : { "idempotency-key": key },
      body: new TextEncoder().encode(JSON.stringify(body)),
    },
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
