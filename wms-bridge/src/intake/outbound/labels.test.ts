/** Labels at the door: the house's own, and a carrier's as it came. */
import { labelBytesMax, labelPaths } from "@floorplane/contracts/label.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";

async function aPackedParcel(): Promise<{ floor: Floor; sscc: string }> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  floor.order("O1", { A: 2 });
  floor.run(900);
  const [{ sscc }] = floor.get(wmsPaths.parcels).body.parcels as [{ sscc: string }];
  return { floor, sscc };
}

const fetched = (floor: Floor, url: string) => {
  const { status, headers, body } = floor.answerTo({
    method: "GET",
    url,
    headers: {},
    body: new Uint8Array(),
  });
  return { status, type: headers["content-type"], text: Buffer.from(body).toString("latin1") };
};
const base64 = (text: string): string => Buffer.from(text).toString("base64");

it("a parcel's label names its order and its number, in the format and language that are asked for", async () => {
  const { floor, sscc } = await aPackedParcel();

  const pdf = fetched(floor, labelPaths.shown("parcel", sscc));
  const zpl = fetched(floor, `${labelPaths.shown("parcel", sscc)}?format=zpl&language=nl`);

  expect([pdf.status, pdf.type, pdf.text.slice(0, 5)]).toEqual([200, "application/pdf", "%PDF-"]);
  expect([zpl.status, zpl.type]).toEqual([200, "application/zpl"]);
  expect(zpl.text).toContain(`>;>800${sscc}`);
  expect(zpl.text).toContain("Gewicht 0.400 kg");
});

it("a parcel's label says to whom it goes, and its answer names the letters that it could only number", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  floor.order(
    "O1",
    { A: 2 },
    { consignee: { name: "Müller ก" }, address: { lines: ["Dorfstr. 1"], city: "Ulm" } },
  );
  floor.run(900);
  const [{ sscc }] = floor.get(wmsPaths.parcels).body.parcels as [{ sscc: string }];
  const { headers, body } = floor.answerTo({
    method: "GET",
    url: `${labelPaths.shown("parcel", sscc)}?format=zpl`,
    headers: {},
    body: new Uint8Array(),
  });

  expect(headers["x-not-shown"]).toBe("U+0E01");
  expect(Buffer.from(body).toString()).toContain("^FDMüller [U+0E01]^FS");
  expect(Buffer.from(body).toString()).toContain("^FDDorfstr. 1^FS");
});

it("bins and totes have theirs; what is not there, a format or a language that nobody knows is refused by name", async () => {
  const { floor, sscc } = await aPackedParcel();
  const status = (url: string) => fetched(floor, url).status;

  expect(fetched(floor, `${labelPaths.shown("bin", "P01")}?format=zpl`).text).toContain(">:P01");
  expect(fetched(floor, `${labelPaths.shown("tote", "T1")}?format=zpl`).text).toContain(">:T1");
  expect(status(labelPaths.shown("bin", "P99"))).toBe(404);
  expect(status(labelPaths.shown("tote", "X1"))).toBe(404);
  expect(status(labelPaths.shown("parcel", "095213210000000919"))).toBe(404);
  expect(status(`${labelPaths.shown("parcel", sscc)}?format=png`)).toBe(422);
  expect(status(`${labelPaths.shown("parcel", sscc)}?language=tlh`)).toBe(422);
});

it("a carrier's label is given out as it came, the last one, after a restart too, until the parcel's order is gone", async () => {
  const { floor, sscc } = await aPackedParcel();
  const none = fetched(floor, labelPaths.shown("carrier", sscc)).status;
  const given = ["^XA^FDone^FS^XZ", "^XA^FDtwo^FS^XZ"].map(
    (zpl) => floor.post(labelPaths.given(sscc), { format: "zpl", content: base64(zpl) }).status,
  );
  await floor.reopen();
  const kept = fetched(floor, labelPaths.shown("carrier", sscc));
  floor.post(wmsPaths.departure(sscc), {});
  const after = floor.post(labelPaths.given(sscc), { format: "zpl", content: base64("^XA^XZ") }).status;
  floor.run(4 * 86_400);

  expect([none, given, kept.type, kept.text]).toEqual([
    404,
    [200, 200],
    "application/zpl",
    "^XA^FDtwo^FS^XZ",
  ]);
  expect(after).toBe(409);
  expect(await floor.ledger.documents("carrier-label")).toEqual([]);
});

it("what is no label, or too large for one, is refused and nothing is kept", async () => {
  const { floor, sscc } = await aPackedParcel();
  const give = (body: object) => floor.post(labelPaths.given(sscc), body).status;

  expect(give({ format: "zpl", content: base64("^XA^FDx^FS^PQ99999^XZ") })).toBe(422);
  expect(give({ format: "pdf", content: base64("^XA^XZ") })).toBe(422);
  expect(give({ format: "zpl", content: base64("%PDF-1.4") })).toBe(422);
  expect(give({ format: "zpl", content: "not base64!" })).toBe(422);
  expect(give({ format: "png", content: base64("^XA^XZ") })).toBe(422);
  expect(give({ format: "zpl", content: base64(`^XA${"x".repeat(labelBytesMax)}^XZ`) })).toBe(422);
  expect(
    floor.post(labelPaths.given("095213210000000919"), { format: "zpl", content: base64("^XA^XZ") }).status,
  ).toBe(404);
  expect(fetched(floor, labelPaths.shown("carrier", sscc)).status).toBe(404);
});
