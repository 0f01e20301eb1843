/**
 * Two clients on one floor read whatever the door has to give, with numbers of their own and of each other: nothing of one ever reaches the other, in an answer or in a webhook. What each of them sends
 * has a word in it that the other never sends.
 */

import { LoadId, StationId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { seededRandom } from "@floorplane/runtime/random";
import { expect } from "vitest";
import type { Floor } from "../floor/floor.fixture.ts";
import { aSharedFloor, type Client, clients, heardBy, named, query } from "../floor/shared-floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";
import { routes } from "./routes.ts";

const word: Readonly<Record<Client, string>> = { house: "SECRETOFHOUSE", acme: "SECRETOFACME" };
const other = (client: Client): Client => (client === "house" ? "acme" : "house");

/** A morning of both: items, stock, orders in every state, returns, decisions, receipts that are expected, transports, tasks. */
async function aBusyMorning(): Promise<Floor> {
  const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
  let key = 0;
  for (const client of clients) {
    const secret = word[client];
    const post = (path: string, body: object) => {
      const answer = floor.post(path, { ...named(client), ...body }, `${client}-${key++}`);
      expect([path, answer.body.detail]).toEqual([path, undefined]);
    };
    post(wmsPaths.items, { items: [anItem(`${secret}-X`, { name: secret, aliases: [`${secret}-Y`] })] });
    post(wmsPaths.openingStock, {
      receipt: `${secret}-R1`,
      rows: [{ location: "P08", sku: `${secret}-X`, lot: `${secret}-L`, units: 30 }],
    });
    post(wmsPaths.expectedReceipts, {
      receipt: `${secret}-R2`,
      expectedAt: new Date(floor.clock.now() + 86_400_000).toISOString(),
      lines: [{ sku: `${secret}-X`, quantity: 5 }],
    });
    for (let i = 1; i <= 6; i++)
      post(wmsPaths.orders, {
        order: `${secret}-${i}`,
        country: "France",
        notes: secret,
        consignee: { name: secret },
        lines: [{ line: "1", sku: i === 6 ? `${secret}-X` : "A", quantity: i === 6 ? 500 : i }],
      });
    post(wmsPaths.cancellation(`${secret}-2`), {});
    post(wmsPaths.returns, {
      return: `${secret}-B`,
      shippedBefore: true,
      lines: [{ sku: "B", quantity: 2 }],
    });
    post(wmsPaths.writeOffs, { writeOff: `${secret}-W`, sku: "C", quantity: 1, reason: secret });
    floor.loads.set(LoadId(`${secret}-P`), StationId("P01"));
    const stops = [
      { action: "pick", stations: ["P01"], load: `${secret}-P`, loadType: "EPAL" },
      { action: "drop", stations: ["P02"] },
    ];
    for (let i = 1; i <= 3; i++)
      post(wmsPaths.transports, {
        transport: `${secret}-M${i}`,
        stops,
        sequence: secret,
        ...(i === 3 ? { after: [`${secret}-M1`] } : {}),
      });
  }
  floor.run(2 * 3600);
  return floor;
}

/** Whatever stands anywhere in an answer as a text: numbers to ask with. */
function textsIn(value: unknown, into: Set<string>): void {
  if (typeof value === "string") into.add(value.slice(0, 64));
  else if (typeof value === "object" && value !== null)
    for (const each of Object.values(value)) textsIn(each, into);
}

const decoder = new TextDecoder();
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks the door so often as each of them, whatever there is to ask; fails where a word of the other is heard. */
export async function readAsBoth(reads: number): Promise<void> {
  const floor = await aBusyMorning();
  const random = seededRandom("two clients read");
  const gets = routes.filter(({ method }) => method === "GET");
  const numbers = new Set<string>(clients.flatMap((client) => [word[client], `${word[client]}-1`]));
  const answered = new Map<number, number>();
  const read = (client: Client, url: string, echoes: readonly string[]): void => {
    const { status, body } = floor.answerTo({ method: "GET", url, headers: {}, body: new Uint8Array() });
    // A label is a page, drawn or in ZPL, and no JSON.
    const text = decoder.decode(body);
    answered.set(status, (answered.get(status) ?? 0) + 1);
    // What was asked for may be said again, and nothing else of the other's.
    const said = echoes.reduce((rest, echo) => rest.replaceAll(echo, ""), text);
    if (said.includes(word[other(client)])) expect([client, url, said]).toEqual("nothing of the other's");
    if (status === 200 && numbers.size < 2_000) textsIn(readJson(text), numbers);
  };
  let all = [...numbers];
  const pick = <Of>(from: readonly Of[]): Of => from[random.below(from.length)]!;

  for (let i = 0; i < reads; i++) {
    if (i % 500 === 0) all = [...numbers];
    const client = pick(clients);
    const route = pick(gets);
    const number = pick(all);
    const path = route.path.replace(/\{\w+\}/, encodeURIComponent(number));
    const keys = (route.query ?? []).filter(() => random.chance(0.15));
    const values = keys.map(() => pick(all));
    const asked = keys.map((key, at) => `${key}=${encodeURIComponent(values[at]!)}`);
    const whose = query(client).slice(1);
    const search = [...(whose === "" ? [] : [whose]), ...asked].join("&");
    const echoes = [number, ...values].sort((a, b) => b.length - a.length);
    read(client, search === "" ? path : `${path}?${search}`, echoes);
  }

  // Most of it must have been answered, or nothing was tried.
  expect(answered.get(200)).toBeGreaterThan(reads / 4);
  for (const client of clients) {
    const heard = JSON.stringify(heardBy(floor, client));
    expect(heard).toContain(word[client]);
    expect(heard).not.toContain(word[other(client)]);
  }
}
