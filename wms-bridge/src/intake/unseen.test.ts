/** What nobody sees in names and texts: refused with its field at every door, but for what scripts need to be written. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, Floor, type FloorOptions } from "../floor/floor.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const order = (more: object) => ({
  order: "O1",
  country: "France",
  lines: [{ line: "1", sku: "A", quantity: 1 }],
  ...more,
});
const consignee = { name: "Ada", company: "ACME" };
const address = { lines: ["Road 1"], city: "Lyon" };
const goods = { sku: "A", quantity: 1 };
/** A request with a text at each place that takes one. */
const places: [field: string, path: string, (text: string) => object][] = [
  ["country", wmsPaths.orders, (text) => order({ country: text })],
  ["transferTo", wmsPaths.orders, (text) => order({ transferTo: text })],
  ["service", wmsPaths.orders, (text) => order({ service: text })],
  ["channel", wmsPaths.orders, (text) => order({ channel: text })],
  ["notes", wmsPaths.orders, (text) => order({ notes: text })],
  ["consignee.name", wmsPaths.orders, (text) => order({ consignee: { ...consignee, name: text } })],
  ["consignee.company", wmsPaths.orders, (text) => order({ consignee: { ...consignee, company: text } })],
  ["address.lines[0]", wmsPaths.orders, (text) => order({ address: { ...address, lines: [text] } })],
  ["address.city", wmsPaths.orders, (text) => order({ address: { ...address, city: text } })],
  ["customs.origin", wmsPaths.orders, (text) => order({ customs: { origin: text } })],
  ["hazmat[0].note", wmsPaths.orders, (text) => order({ hazmat: [{ unNumber: "UN3481", note: text }] })],
  ["items[0].name", wmsPaths.items, (text) => ({ items: [{ ...anItem("NEW"), name: text }] })],
  ["items[0].labelText", wmsPaths.items, (text) => ({ items: [{ ...anItem("NEW"), labelText: text }] })],
  ["reason", wmsPaths.returns, (text) => ({ return: "R1", reason: text, lines: [goods] })],
  ["lines[0].reason", wmsPaths.returns, (text) => ({ return: "R1", lines: [{ ...goods, reason: text }] })],
  ["reason", wmsPaths.holds, (text) => ({ hold: "H1", sku: "A", reason: text })],
  ["reason", wmsPaths.writeOffs, (text) => ({ writeOff: "W1", ...goods, reason: text })],
  ["name", wmsPaths.programs, (text) => ({ program: "erp", scopes: ["orders:read"], name: text })],
];
const unseen: [what: string, text: string][] = [
  ["NUL", "Ada\0"],
  ["an escape", "Ada\x1b[2J"],
  ["an override", "Ada\u202eadA"],
  ["an isolate", "Ada\u2066a\u2069"],
  ["a byte order mark", "\ufeffAda"],
  ["a hidden tag", "Ada\u{e0041}"],
  ["half a letter", "Ada\ud800"],
];

async function answerTo(path: string, body: object, options: FloorOptions = {}) {
  const floor = options.over === undefined ? await aStockedFloor() : new Floor(options);
  if (options.over !== undefined) await floor.open();
  return floor.post(path, body);
}

describe.each(places)("%s of %s", (field, path, bodyWith) => {
  it.each(unseen)("is refused with %s in it", async (_what, text) => {
    const answer = await answerTo(path, bodyWith(text));

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-message", field } });
    expect(answer.body.detail).toMatch(/invisible/);
  });
});

it.each([
  ["Persian", "علی‌رضا"],
  ["Hindi", "क्‍ष"],
  ["an emoji of a family", "👨‍👩‍👧"],
  ["Hebrew with a mark of direction", "רחוב 5\u200f"],
])("texts are taken as %s is written", async (_what, text) => {
  const floor = await aStockedFloor();

  const answer = floor.post(
    wmsPaths.orders,
    order({ notes: `${text}\n${text}`, consignee: { name: text }, address: { ...address, lines: [text] } }),
  );

  expect(answer.status).toBe(201);
  expect(floor.get(wmsPaths.order("O1")).body).toMatchObject({ consignee: { name: text } });
});

it("is refused by MQTT in the same words", async () => {
  const answer = await answerTo(wmsPaths.orders, order({ transferTo: "W\u200b2" }), { over: "mqtt" });

  expect(answer).toMatchObject({ status: 422, body: { field: "transferTo" } });
});

it.each(["test", "TEST", "ｔｅｓｔ"])("a transfer to the own site, as %s, is refused", async (to) => {
  const floor = await aStockedFloor();

  const answer = floor.post(wmsPaths.orders, order({ transferTo: to }));

  expect(answer).toMatchObject({ status: 422, body: { code: "malformed-message", field: "transferTo" } });
  expect(floor.get(wmsPaths.order("O1")).status).toBe(404);
});
