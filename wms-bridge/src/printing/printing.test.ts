/** Labels to paper: each parcel's once, whatever happens to house and printer; what may be lost is told, and only a person has one printed again. */
import { labelPaths } from "@floorplane/contracts/label.schema";
import type { PrintAnswer } from "@floorplane/contracts/printing";
import type { PrinterRow } from "@floorplane/contracts/site-printers";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { anItem, aSite } from "../floor/small-site.fixture.ts";

const atPack = (station: string, more: Partial<PrinterRow> = {}): PrinterRow => ({
  printer: `Z-${station}`,
  address: "10.0.0.1:9100",
  language: "zpl",
  station,
  ...more,
});

async function aPrintingFloor(
  printers: readonly PrinterRow[] = [atPack("PACK1"), atPack("PACK2")],
): Promise<Floor> {
  const floor = new Floor({ settings: { waveOrders: 1 } });
  floor.site = { ...aSite(), printers: [...printers] };
  floor.portalBlind = true;
  await floor.open();
  floor.post(wmsPaths.items, { items: ["A", "B"].map((sku) => anItem(sku)) });
  floor.stock("P01", "A", 60);
  floor.stock("P02", "B", 60);
  return floor;
}

const orders = (floor: Floor, count: number): void => {
  for (let n = 1; n <= count; n++) floor.order(`O${n}`, { A: 1 });
  floor.run(1_500);
};
type Shown = {
  print: string;
  state: string;
  why: string | null;
  of: string;
  copy: number;
  printedBy: string | null;
};
const prints = (floor: Floor, query = ""): Shown[] =>
  floor.get(`${wmsPaths.prints}${query}`).body.prints as Shown[];
const ssccs = (floor: Floor): string[] =>
  (floor.get(wmsPaths.parcels).body.parcels as { sscc: string }[]).map(({ sscc }) => sscc).sort();
const printed = (floor: Floor): string[] =>
  floor.paper.labels.flatMap(({ text }) => /\^FD\(00\) (\d{18})\^FS/.exec(text)?.[1] ?? []).sort();
const cut: PrintAnswer = { outcome: "unknown", why: "cut" };

it("the label of a parcel is printed when it is closed, at its own station, once", async () => {
  const floor = await aPrintingFloor();
  orders(floor, 3);

  expect(printed(floor)).toEqual(ssccs(floor));
  expect(printed(floor)).toHaveLength(3);
  const stations = new Map(
    (floor.get(wmsPaths.parcels).body.parcels as { sscc: string; station: string }[]).map((one) => [
      one.sscc,
      one.station,
    ]),
  );
  for (const { printer, text } of floor.paper.labels)
    expect(printer).toBe(`Z-${stations.get(/\(00\) (\d{18})/.exec(text)![1]!)}`);
  expect(prints(floor).map(({ state, copy, printedBy }) => [state, copy, printedBy])).toEqual(
    Array.from({ length: 3 }, () => ["printed", 1, "status"]),
  );
});

it("asked for again by a program it is the same job, and printed once", async () => {
  const floor = await aPrintingFloor();
  orders(floor, 1);
  const [sscc] = ssccs(floor);
  const again = floor.post(wmsPaths.prints, { label: "parcel", of: sscc });
  floor.run(10);

  expect(again.body).toMatchObject({ print: "L1", state: "printed", copy: 1 });
  expect(floor.paper.labels).toHaveLength(1);
});

it("a label that was under way when the house ended is not printed again: it is told, and a person decides", async () => {
  const floor = await aPrintingFloor();
  floor.paper.answers = () => undefined;
  orders(floor, 2);
  const before = prints(floor).filter(({ state }) => state === "sent").length;
  floor.paper.answers = () => ({ outcome: "printed" });
  await floor.reopen();
  floor.run(60);

  expect(before).toBeGreaterThan(0);
  expect(prints(floor, "?state=unknown").map(({ why }) => why)).toEqual(Array(before).fill("house-ended"));
  expect(printed(floor)).toEqual(ssccs(floor));
  expect([...floor.alarms.keys()].filter((key) => key.startsWith("label.unknown"))).toHaveLength(before);

  const [lost] = prints(floor, "?state=unknown");
  floor.post(wmsPaths.printOutcome(lost!.print), { outcome: "again", by: "Ada" });
  floor.run(10);

  const copies = prints(floor, `?of=${lost!.of}`);
  expect(copies.map(({ state, copy }) => [state, copy])).toEqual([
    ["replaced", 1],
    ["printed", 2],
  ]);
  expect(floor.paper.labels.at(-1)!.text).toContain("PRINTED AGAIN 2");
  expect([...floor.alarms.keys()].filter((key) => key.startsWith("label.unknown"))).toHaveLength(before - 1);
});

it("what lies in the printer is not printed again", async () => {
  const floor = await aPrintingFloor();
  floor.paper.answers = () => cut;
  orders(floor, 1);
  const [job] = prints(floor);
  const said = floor.post(wmsPaths.printOutcome(job!.print), { outcome: "lies-here", by: "Ada" });
  const twice = floor.post(wmsPaths.printOutcome(job!.print), { outcome: "lies-here", by: "Ada" });
  floor.run(600);

  expect(job).toMatchObject({ state: "unknown", why: "cut" });
  expect(said.body).toMatchObject({ state: "printed", printedBy: "person", decidedBy: "Ada" });
  expect(twice.status).toBe(200);
  expect(floor.paper.labels).toHaveLength(1);
  expect([...floor.alarms.keys()].some((key) => key.startsWith("label.unknown"))).toBe(false);
});

it("it is tried again by itself only where no byte left, and a person is told of paper at once", async () => {
  const floor = await aPrintingFloor([atPack("PACK1"), atPack("PACK2")]);
  floor.paper.answers = () => ({ outcome: "nothing-left", why: "paper-out" });
  orders(floor, 1);
  const waiting = prints(floor);
  const told = [...floor.alarms.keys()].filter((key) => key.startsWith("printer.stopped"));
  const { printers } = floor.get(wmsPaths.printers).body as {
    printers: { state: string; why: string | null }[];
  };
  floor.paper.answers = () => ({ outcome: "printed" });
  floor.run(120);

  expect(waiting.map(({ state, why }) => [state, why])).toEqual([["asked", "paper-out"]]);
  expect(told).toHaveLength(1);
  expect(printers.filter(({ why }) => why === "paper-out")).toHaveLength(1);
  expect(printed(floor)).toEqual(ssccs(floor));
  expect([...floor.alarms.keys()].filter((key) => key.startsWith("printer.stopped"))).toEqual([]);
});

it("a printer that says nothing has printed what somebody reads, and what nobody reads is asked about", async () => {
  const floor = await aPrintingFloor(
    ["PACK1", "PACK2"].map((station) => atPack(station, { language: "pdf" })),
  );
  floor.paper.answers = () => ({ outcome: "taken" });
  floor.order("O1", { A: 1 });
  floor.run(400);
  const [taken] = prints(floor);
  floor.portalBlind = false;
  floor.order("O2", { B: 1 });
  floor.run(1_500);

  expect(taken!.state).toBe("taken");
  expect(floor.paper.labels[0]!.text.startsWith("%PDF")).toBe(true);
  expect(prints(floor).map(({ state, why, printedBy }) => [state, why ?? printedBy])).toEqual([
    ["unknown", "not-read"],
    ["printed", "scan"],
  ]);
});

it("what waits for its printer waits through a restart, and goes out once each in its order", async () => {
  const floor = await aPrintingFloor();
  floor.paper.answers = () => ({ outcome: "nothing-left", why: "no-connection" });
  orders(floor, 4);
  await floor.reopen();
  floor.paper.answers = () => ({ outcome: "printed" });
  floor.run(300);

  expect(printed(floor)).toEqual(ssccs(floor));
  expect(printed(floor)).toHaveLength(4);
});

it("a printer that the site's files name no more prints nothing, and each of its labels is told", async () => {
  const floor = await aPrintingFloor();
  floor.paper.answers = () => ({ outcome: "nothing-left", why: "no-connection" });
  orders(floor, 2);
  floor.site = { ...floor.site, printers: [{ printer: "NEW", address: "10.0.0.2:9100", language: "zpl" }] };
  await floor.reopen();
  floor.run(60);
  const failed = prints(floor, "?state=failed");
  floor.paper.answers = () => ({ outcome: "printed" });
  const again = floor.post(wmsPaths.printOutcome(failed[0]!.print), { outcome: "again", printer: "NEW" });
  floor.run(10);

  expect(failed.map(({ why }) => why)).toEqual(["gone", "gone"]);
  expect([...floor.alarms.keys()].filter((key) => key.startsWith("label.failed"))).toHaveLength(1);
  // It never left: the first that does is no copy.
  expect(again.body).toMatchObject({ copy: 1, printer: "NEW" });
  expect(floor.paper.labels.at(-1)).toMatchObject({
    printer: "NEW",
    text: expect.not.stringContaining("AGAIN"),
  });
});

it("a carrier's label is printed where it is given after the parcel was closed, as it came", async () => {
  const both = ["PACK1", "PACK2"].map((station) => atPack(station, { prints: ["parcel", "carrier"] }));
  const floor = await aPrintingFloor(both);
  orders(floor, 1);
  const [sscc] = ssccs(floor);
  const give = (text: string) =>
    floor.post(labelPaths.given(sscc!), { format: "zpl", content: Buffer.from(text).toString("base64") });
  give("^XA^FDone^FS^XZ");
  floor.run(10);
  give("^XA^FDtwo^FS^XZ");
  floor.run(10);

  expect(floor.paper.labels.map(({ text }) => text).slice(1)).toEqual(["^XA^FDone^FS^XZ"]);
  expect(prints(floor, "?label=carrier")).toHaveLength(1);
});

it("no more wait for one printer than it prints in an hour: the next is refused, and nothing of it is lost unsaid", async () => {
  const floor = await aPrintingFloor();
  floor.paper.answers = () => ({ outcome: "nothing-left", why: "no-connection" });
  const ask = (n: number) =>
    floor.post(wmsPaths.prints, { label: "tote", of: `T${n}`, printer: "Z-PACK1" }).status;
  const answers = Array.from({ length: 502 }, (_, n) => ask(n + 1));

  expect([answers.filter((status) => status === 200).length, answers.at(-1)]).toEqual([501, 429]);
});

it("what is not here, a printer that is not there and a label on its way are refused by name", async () => {
  const floor = await aPrintingFloor();
  floor.paper.answers = () => undefined;
  orders(floor, 1);
  const post = (body: object) => floor.post(wmsPaths.prints, body);
  const [job] = prints(floor);

  expect(post({ label: "parcel", of: "340123450000000017" })).toMatchObject({
    status: 404,
    body: { field: "of" },
  });
  expect(post({ label: "bin", of: "P01" })).toMatchObject({ status: 404, body: { field: "printer" } });
  expect(post({ label: "bin", of: "P01", printer: "Z9" })).toMatchObject({
    status: 404,
    body: { field: "printer" },
  });
  expect(post({ label: "sticker", of: "P01" }).status).toBe(422);
  expect(job!.state).toBe("sent");
  expect(floor.post(wmsPaths.printOutcome(job!.print), { outcome: "again" }).status).toBe(409);
  expect(floor.post(wmsPaths.printOutcome("L99"), { outcome: "again" }).status).toBe(404);
});
