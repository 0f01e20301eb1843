/** Webhooks as others hear them: the standard's own library as receiver, over a socket, while the house's clock shows another day and runs faster. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { secondMs } from "@floorplane/contracts/units";
import { wallClock } from "@floorplane/runtime/clock/wall-clock";
import { seededRandom } from "@floorplane/runtime/random";
import { Webhook } from "standardwebhooks";
import { afterEach, expect, it } from "vitest";
import { Floor, type FloorOptions, webhook } from "../floor/floor.fixture.ts";
import { FetchOut } from "../intake/http/http-out.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Heard {
  readonly id: string;
  readonly type: string;
}

/** A receiver as the library's page shows it: what does not verify is answered 400. */
async function aReceiver(): Promise<{
  url: string;
  heard: Heard[];
  refused: string[];
  heardOne: () => Promise<void>;
}> {
  const heard: Heard[] = [];
  const refused: string[] = [];
  let wake = (): void => {};
  const library = new Webhook(webhook.secret);
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      try {
        const headers = request.headers as Record<string, string>;
        const said = library.verify(Buffer.concat(chunks).toString(), headers) as { type: string };
        heard.push({ id: headers["webhook-id"]!, type: said.type });
        response.writeHead(204).end();
      } catch (error) {
        refused.push(String(error));
        response.writeHead(400).end();
      }
      wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const heardOne = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  return { url: `http://127.0.0.1:${port}/hook`, heard, refused, heardOne };
}

async function aFloorThatTells(url: string, options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor({
    settings: { waveOrders: 1 },
    wall: wallClock,
    out: new FetchOut({ allowPrivate: true }),
    ...options,
  });
  floor.hearers = [{ ...webhook, url }];
  await floor.open();
  floor.items("A");
  floor.stock("P01", "A", 400);
  return floor;
}

it("the standard's own library takes what a house says whose clock shows another year and runs five times as fast", async () => {
  const receiver = await aReceiver();
  const floor = await aFloorThatTells(receiver.url);
  expect(Math.abs(floor.clock.now() - Date.now())).toBeGreaterThan(365 * 86_400 * secondMs);
  floor.order("O1", { A: 1 });
  while (receiver.heard.length + receiver.refused.length < 4) {
    floor.run(300);
    await receiver.heardOne();
  }

  expect(receiver.refused).toEqual([]);
  expect(receiver.heard.map(({ type }) => type)).toEqual([
    "order.accepted",
    "order.packed",
    "parcel.shipped",
    "order.shipped",
  ]);
});

it("a house begun anew on the same site repeats no id, so that nobody takes its first words for old ones", async () => {
  const idsOf = async (seed: string): Promise<string[]> => {
    const floor = new Floor({ settings: { waveOrders: 1 }, chance: seededRandom(seed) });
    await floor.open();
    floor.items("A");
    floor.stock("P01", "A", 10);
    floor.order("O1", { A: 1 });
    floor.run(600);
    await floor.reopen();
    floor.order("O2", { A: 1 });
    floor.run(600);
    return floor.confirmations.map(({ id }) => id);
  };

  const [first, again, sameSeed] = [await idsOf("monday"), await idsOf("tuesday"), await idsOf("monday")];

  expect(first).toHaveLength(8);
  expect(new Set([...first, ...again]).size).toBe(16);
  expect(sameSeed).toEqual(first);
  for (const id of first) expect(id).toMatch(/^[A-Za-z0-9-]{20,64}$/);
});

it("what a house of before left unsaid goes out under the ids that it had", async () => {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  await floor.open();
  floor.items("A");
  floor.hears = () => 503;
  floor.order("O1", { A: 1 });
  floor.order("O2", { A: 1 });
  floor.run(10);
  await floor.house.stop();
  const waiting = await floor.ledger.documents("confirmation");
  const documents = waiting.flatMap(({ id, body }) => {
    const old = `MSG-${id.slice(id.lastIndexOf("-") + 1)}`;
    return [
      { kind: "confirmation", id, version: 1, body: null },
      { kind: "confirmation", id: old, version: 1, body: { ...(body as object), id: old } },
    ];
  });
  const { sequence, hash } = await floor.ledger.open();
  const written = {
    at: floor.clock.now(),
    room: "wms-bridge",
    cause: { type: "as-before" },
    taken: 0,
  } as const;
  const change = { ...written, documents, mail: [], due: [] };
  floor.ledger.append({ sequence: sequence + 1, hash, text: "", change });
  floor.hears = () => undefined;
  await floor.open();
  floor.run(60);

  expect(floor.confirmations.map(({ id }) => id)).toEqual(["MSG-1", "MSG-2", "MSG-3", "MSG-4"]);
});
