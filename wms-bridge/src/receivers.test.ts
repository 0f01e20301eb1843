/** What the house says to machines, handhelds, benches and receivers passes each one's own gate, whoever's the goods are and however long the names that their owner gave. */

import { parseConfirmation } from "@floorplane/contracts/confirmation.schema";
import { parseStationJob, parseTaskMessage, type StationJob } from "@floorplane/contracts/devices.schema";
import { judgeEvents } from "@floorplane/contracts/epcis/document";
import { ClientId } from "@floorplane/contracts/ids";
import { filterOf } from "@floorplane/contracts/topics";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor, webhook } from "./floor/floor.fixture.ts";
import { anItem, aSharingSite, handsAt } from "./floor/small-site.fixture.ts";
import { answerTask, arriveAt, unload } from "./receiving/delivery.fixture.ts";

/** As long as each may be. */
const long = (start: string): string => start.padEnd(64, "x");
const client = long("client");
const [first, second] = [long("A-").toUpperCase(), long("B-").toUpperCase()];
const nameOf = (sku: string): string => `${client}/${sku}`;
const said = (text: string) => new TextEncoder().encode(text);

async function aFloor(isShared: boolean): Promise<Floor> {
  const floor = new Floor({ luck: { missedTag: 0.2, shortPick: 0.2 }, settings: { waveOrders: 2 } });
  const shared = aSharingSite();
  floor.site = { ...shared, clients: [client], ...(isShared ? {} : { waves: "alone" as const }) };
  if (!isShared) handsAt(floor, "P02", "person-meets-robot");
  floor.hearers = [webhook, { ...webhook, name: "long", url: "https://long.test", client: ClientId(client) }];
  await floor.open();
  floor.post(wmsPaths.items, { client, items: [first, second].map((sku) => anItem(sku)) });
  floor.stock("P01", nameOf(first), 100);
  floor.stock("P02", nameOf(second), 100, 90);
  return floor;
}

/** All that can be asked of people, machines and receivers about its goods. */
async function aBusyDay(floor: Floor): Promise<void> {
  const lines = [first, second].map((sku, at) => ({ line: long(`${at}`), sku, quantity: 2 + at }));
  const refused: unknown[] = [];
  const post = (path: string, body: object) => {
    const answer = floor.post(path, { client, ...body });
    if (answer.status >= 300) refused.push([path, answer.body.detail]);
  };
  const order = (number: string, more: object = {}) =>
    post(wmsPaths.orders, { order: long(number), country: "France", lines, ...more });
  for (let n = 0; n < 6; n++) order(`O${n}`);
  order("TR", { transferTo: long("THERE") });
  order("W", { allocation: "whole" });
  floor.run(2 * 3_600);
  floor.peopleInspect = false;
  post(wmsPaths.transferArrival(long("TR")), { lines: [{ sku: first, quantity: 1 }] });
  post(wmsPaths.returns, { return: long("R"), reason: long("?"), lines: [{ sku: first, quantity: 1 }] });
  post(wmsPaths.writeOffs, { writeOff: long("X"), sku: first, quantity: 1, reason: "y".repeat(200) });
  post(wmsPaths.holds, { hold: long("H"), sku: second, reason: "z".repeat(200) });
  post(wmsPaths.counts, { count: long("C"), scope: { all: true } });
  const task = arriveAt(floor, long("D"), [{ sku: first, quantity: 5 }], { client });
  unload(floor, [{ sku: nameOf(first), quantity: 5 }]);
  expect(answerTask(floor, task, [{ sku: nameOf(first), quantity: 5 }]).status).toBe(200);
  floor.run(26 * 3_600);
  await floor.reopen();
  floor.run(3_600);
  expect(refused).toEqual([]);
}

it.each([true, false])("when totes are shared: %s", async (isShared) => {
  const floor = await aFloor(isShared);
  const refused: string[] = [];
  floor.broker.connect({ clientId: "eavesdropper" }).subscribe(filterOf("task"), ({ payload }) => {
    if (payload.length === 0) return;
    try {
      parseTaskMessage.bytes(payload);
    } catch (error) {
      refused.push(String(error));
    }
  });

  await aBusyDay(floor);

  expect(refused).toEqual([]);
  const kinds = new Set([...floor.asked.values()].map(({ kind }) => kind));
  for (const kind of ["count-bin", "inspect", "hold", "difference", "receive", "write-off"] as const)
    expect([kind, kinds.has(kind)]).toEqual([kind, true]);
  expect(floor.jobs.length).toBeGreaterThan(3);
  for (const { job, tote, lines, units, sscc, goods, parcels = [] } of floor.jobs) {
    const onTheWire = { job, tote, lines, units, sscc, ...(goods ? { goods } : {}), parcels };
    expect(parseStationJob.bytes(said(JSON.stringify(onTheWire))) satisfies StationJob).toBeDefined();
  }
  for (const { request } of floor.webhooks) expect(parseConfirmation.bytes(request.body)).toBeDefined();
  const { body } = floor.get(`/epcis/events?client=${client}&perPage=100`);
  const list = (body as { epcisBody: { queryResults: { resultsBody: { eventList: object[] } } } }).epcisBody
    .queryResults.resultsBody.eventList;
  expect(list.length).toBeGreaterThan(10);
  expect(judgeEvents(body["@context"], list, "").filter(({ faults }) => faults)).toEqual([]);
});
