/** `up` and a WMS that speaks MQTT alone, over real sockets: it orders and hears on topics of its own, over a kill of the house, until its program is revoked while it is connected. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Running } from "@floorplane/app/running/running";
import { loadSite, writeSiteFiles } from "@floorplane/app/site/site-files";
import { SiteId } from "@floorplane/contracts/ids";
import type { AnswerTelegram, EventTelegram } from "@floorplane/contracts/telegram.schema";
import { topics } from "@floorplane/contracts/topics";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { generateSite } from "@floorplane/layout/generate-site";
import mqtt, { type MqttClient } from "mqtt";
import { expect, it, onTestFinished } from "vitest";
import { authorization } from "../at-the-door.ts";
import { ACommand, until } from "./a-command.ts";
import { storyMs, waitMs } from "./stories.ts";

const site = SiteId("wired");
const topicsOf = (program: string) => ({
  requests: topics.programRequest(site, program).text,
  answers: topics.programAnswer(site, program).text,
  events: topics.programEvent(site, program).text,
});
const item = { sku: "A", kind: "goods", name: "a thing", gtin: "04012345123456" };
const items = { items: [{ ...item, litres: 1, kilograms: 1, class: "A" }] };
const order = { order: "1", country: "France", lines: [{ line: "1", sku: "A", quantity: 1 }] };

/** A program's connection, with what it heard. */
class AWms {
  readonly answers: AnswerTelegram[] = [];
  readonly events: EventTelegram[] = [];
  readonly client: MqttClient;
  readonly #program: string;
  code: unknown;

  constructor(url: string, program: string, password: string, clientId = `program~${program}`) {
    this.#program = program;
    this.client = mqtt.connect(url, {
      clientId,
      username: `program~${program}`,
      password,
      reconnectPeriod: 0,
    });
    this.client.on("error", (error) => (this.code = (error as { code?: unknown }).code));
    this.client.on("message", (topic, payload) => {
      const list: unknown[] = topic.endsWith("/events") ? this.events : this.answers;
      list.push(JSON.parse(payload.toString()));
    });
    onTestFinished(() => void this.client.end(true));
  }

  /** Whether it may hear both. */
  async hears(program = this.#program): Promise<boolean> {
    await until("the connection", waitMs, async () => this.client.connected);
    const { answers, events } = topicsOf(program);
    return this.client.subscribeAsync([answers, events], { qos: 1 }).then(
      () => true,
      () => false,
    );
  }

  async asks(id: string, path: string, body: object): Promise<AnswerTelegram> {
    const find = () => this.answers.find((answer) => answer.id === id);
    this.says({ id, path, body });
    await until(`the answer to ${id}`, waitMs, async () => find() !== undefined);
    return find()!;
  }

  says(message: object | Buffer, program = this.#program): void {
    const payload = Buffer.isBuffer(message) ? message : JSON.stringify(message);
    this.client.publish(topicsOf(program).requests, payload, { qos: 1 });
  }
}

it("up takes a WMS's requests by MQTT, from each program on its own topics, until it is revoked", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-up-telegrams-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [siteFolder, state] = [join(folder, "site"), join(folder, "state")];
  const { site: made, ...files } = generateSite({ siteId: site, faces: 16, robots: 2 });
  writeSiteFiles(siteFolder, loadSite({ ...files, site: { ...made, clients: ["acme"] } }));
  const anyPorts = ["--port", "0", "--mqtt-port", "0", "--wms-port", "0"];
  const command = new ACommand(["up", "--site", siteFolder, "--state", state, ...anyPorts]);
  onTestFinished(() => command.dispose());
  await command.says(/Dashboards {2}(\S+)/, waitMs);
  const running = (): Running => JSON.parse(readFileSync(join(state, "running.json"), "utf8")) as Running;
  const { urls, housePid } = running();
  const byHttp = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const headers = { ...authorization(state), "idempotency-key": path + JSON.stringify(body) };
    const answer = await fetch(urls.wms + path, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, unknown>;
  };
  const scopes = ["orders:read", "orders:write", "items:write", "events:read"];
  const token = String(
    (await byHttp(wmsPaths.programs, { program: "erp", clients: ["acme"], scopes })).token,
  );
  const other = String(
    (await byHttp(wmsPaths.programs, { program: "other", clients: ["house"], scopes })).token,
  );

  // Whoever shows no good token, or another's client id, does not come in.
  const [stranger, borrowed] = [
    new AWms(urls.mqtt, "erp", "guess"),
    new AWms(urls.mqtt, "erp", token, "program~other"),
  ];
  await until("both to be sent away", waitMs, async () =>
    [stranger, borrowed].every(({ code }) => code !== undefined),
  );
  expect([stranger.code, borrowed.code]).toEqual([4, 2]);

  const erp = new AWms(urls.mqtt, "erp", token);
  const spy = new AWms(urls.mqtt, "other", other);
  expect(await erp.hears()).toBe(true);
  expect(await spy.hears("erp")).toBe(false);
  expect(await spy.hears()).toBe(true);
  expect(await erp.asks("items", wmsPaths.items, items)).toMatchObject({ status: 200 });
  const first = await erp.asks("order", wmsPaths.orders, order);
  expect(first).toMatchObject({ id: "order", status: 201, body: { client: "acme", order: "1" } });
  await until("the order's event", waitMs, async () => erp.events.some(({ event }) => event !== undefined));
  expect(erp.events.at(-1)).toMatchObject({ client: "acme", event: { subject: "1" } });
  expect([spy.answers, spy.events.filter(({ event }) => event)]).toEqual([[], []]);

  // Who speaks on another's topic, or too much at once, is cut off.
  spy.says({ id: "x", path: wmsPaths.orders, body: order }, "erp");
  await until("the spy to be cut off", waitMs, async () => !spy.client.connected);
  const loud = new AWms(urls.mqtt, "other", other);
  await loud.hears();
  loud.says(Buffer.alloc(2 * 1_048_576, " "));
  await until("the loud one to be cut off", waitMs, async () => !loud.client.connected);

  process.kill(housePid!, "SIGKILL");
  await until("the house to come back", waitMs, async () => running().housePid !== housePid);
  let again = new AWms(running().urls.mqtt, "erp", token);
  await until("erp to be let in again", waitMs, async () => {
    if (again.client.connected) return true;
    if (again.code !== undefined) again = new AWms(running().urls.mqtt, "erp", token);
    return false;
  });
  await again.hears();
  // The order stands, once, and is answered with where it is now.
  const { receivedAt } = first.body as { readonly receivedAt: string };
  expect(await again.asks("order", wmsPaths.orders, order)).toMatchObject({
    body: { order: "1", receivedAt },
  });
  expect(erp.answers.filter(({ id }) => id === "order")).toHaveLength(1);

  await byHttp(wmsPaths.revocation("erp"), {});
  await until("erp to be cut off", waitMs, async () => !again.client.connected);
  const late = new AWms(running().urls.mqtt, "erp", token);
  await until("erp to be sent away", waitMs, async () => late.code !== undefined);
  expect(late.code).toBe(4);
});
