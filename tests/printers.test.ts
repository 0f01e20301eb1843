/** Raw TCP to a printer that is ruder than the field: what the house says of each label is what became of it, and `printed` is never a guess. */
import type { PrintAnswer } from "@floorplane/contracts/printing";
import type { PrintConfirmation } from "@floorplane/contracts/site-printers";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { LabelPrinter, type PrinterFault } from "@floorplane/simulator/stations/label-printer";
import { PrinterServer } from "@floorplane/simulator/stations/printer-server";
import { TcpPrinters } from "@floorplane/wms-bridge/printing/tcp-printers";
import { expect, it, onTestFinished } from "vitest";

const host = "127.0.0.1";
const wall = new ScaledClock({ houseMs: Date.now(), wallMs: Date.now(), speed: 1 });

async function aPrinter(paper?: number) {
  const printer = new LabelPrinter({ timers: wall, printMs: 20, ...(paper === undefined ? {} : { paper }) });
  const server = new PrinterServer({ printer, host, port: 0 });
  const port = await server.start();
  onTestFinished(() => server.stop());
  const out = new TcpPrinters({
    timers: wall,
    deadlines: { connectMs: 500, statusMs: 300, sendMs: 500, printMs: 1_000, lookMs: 10 },
  });
  onTestFinished(() => out.stop());
  const print = (label: string, confirms: PrintConfirmation = "status", at = port): Promise<PrintAnswer> =>
    new Promise((answered) =>
      out.print(
        { printer: "Z", address: `${host}:${at}`, confirms },
        Buffer.from(`^XA^FD${label}^FS^XZ\n`),
        answered,
      ),
    );
  return { printer, server, print };
}
const unknown = (why: string) => ({ outcome: "unknown", why });

it("a label is printed when the printer has counted it", async () => {
  const { printer, print } = await aPrinter();

  expect([await print("one"), await print("two")]).toEqual([{ outcome: "printed" }, { outcome: "printed" }]);
  expect(printer.printed).toEqual(["^XA^FDone^FS^XZ", "^XA^FDtwo^FS^XZ"]);
});

it.each<[PrinterFault, PrintAnswer | ReturnType<typeof unknown>, number]>([
  ["cut-before", unknown("cut"), 0],
  ["cut-within", unknown("cut"), 0],
  ["cut-after", unknown("cut"), 1],
  ["prints-then-dies", unknown("cut"), 1],
  ["dies-unprinted", unknown("cut"), 0],
  ["mute", { outcome: "nothing-left", why: "no-answer" }, 0],
])("when it %s, the answer is %o", async (fault, answer, onPaper) => {
  const { printer, print } = await aPrinter();
  printer.misbehaves = (nth) => (nth === 0 ? fault : undefined);

  expect(await print("one")).toEqual(answer);
  await new Promise((waited) => wall.at(wall.now() + 60, () => waited(undefined)));
  expect(printer.printed).toHaveLength(onPaper);
});

it("without paper, open or paused, no byte of a label leaves; paper that ends under a label is unknown until somebody looks", async () => {
  const { printer, print } = await aPrinter(1);
  printer.isPaused = true;
  const paused = await print("one");
  printer.isPaused = false;
  printer.isOpen = true;
  const open = await print("one");
  printer.isOpen = false;
  const good = await print("one");
  const out = await print("two");
  printer.load(1);

  expect([paused, open, good, out]).toEqual([
    { outcome: "nothing-left", why: "paused" },
    { outcome: "nothing-left", why: "head-open" },
    { outcome: "printed" },
    { outcome: "nothing-left", why: "paper-out" },
  ]);
  expect(printer.printed).toEqual(["^XA^FDone^FS^XZ"]);

  const late = print("three");
  await new Promise((waited) => wall.at(wall.now() + 5, () => waited(undefined)));
  printer.isPaused = true;
  expect(["printed", "unknown"]).toContain((await late).outcome);
});

it("nobody there is nothing left; a printer that says nothing has taken it, and no more is claimed", async () => {
  const { printer, server, print } = await aPrinter();

  expect(await print("one", "scan")).toEqual({ outcome: "taken" });
  printer.misbehaves = () => "cut-after";
  expect(await print("two", "connection")).toEqual(unknown("cut"));
  await server.stop();
  expect(await print("three")).toEqual({ outcome: "nothing-left", why: "no-connection" });
});
