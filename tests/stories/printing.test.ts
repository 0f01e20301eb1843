/** The control plane is killed in the middle of printing, again and again: nothing comes out of the printer twice, and each label that may be missing is told. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Running } from "@floorplane/app/running/running";
import { loadSite, writeSiteFiles } from "@floorplane/app/site/site-files";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { generateSite } from "@floorplane/layout/generate-site";
import { ScaledClock } from "@floorplane/runtime/clock/scaled-clock";
import { LabelPrinter } from "@floorplane/simulator/stations/label-printer";
import { PrinterServer } from "@floorplane/simulator/stations/printer-server";
import { expect, it, onTestFinished } from "vitest";
import { authorization, post } from "../at-the-door.ts";
import { ACommand, until } from "./a-command.ts";
import { say, storyMs, waitMs } from "./stories.ts";

const labels = 40;
const kills = 3;
interface Shown {
  readonly print: string;
  readonly of: string;
  readonly state: string;
}

it("killed in the middle of printing many labels, none is printed twice and each that may be missing is told", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-printing-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [site, state] = [join(folder, "site"), join(folder, "state")];
  const wall = new ScaledClock({ houseMs: Date.now(), wallMs: Date.now(), speed: 1 });
  const printer = new LabelPrinter({ timers: wall, printMs: 30 });
  const server = new PrinterServer({ printer, host: "127.0.0.1", port: 0 });
  const address = `127.0.0.1:${await server.start()}`;
  onTestFinished(() => server.stop());
  const small = generateSite({ siteId: "small", faces: 16, robots: 2 });
  writeSiteFiles(
    site,
    loadSite({ ...small, site: { ...small.site, printers: [{ printer: "Z1", address, language: "zpl" }] } }),
  );
  const command = new ACommand([
    "up",
    "--site",
    site,
    "--state",
    state,
    "--port",
    "0",
    "--mqtt-port",
    "0",
    "--wms-port",
    "0",
  ]);
  onTestFinished(() => command.dispose());
  await command.says(/Dashboards {2}(\S+)/, waitMs);
  const running = (): Running => JSON.parse(readFileSync(join(state, "running.json"), "utf8")) as Running;
  const { urls } = running();
  const prints = async (query: string): Promise<Shown[]> => {
    try {
      const answer = await fetch(`${urls.wms}${wmsPaths.prints}?perPage=500${query}`, {
        headers: authorization(state),
      });
      return answer.ok ? ((await answer.json()) as { prints: Shown[] }).prints : [];
    } catch {
      return [];
    }
  };

  for (let n = 1; n <= labels; n++)
    expect(
      await post(urls.wms + wmsPaths.prints, state, `label-${n}`, {
        label: "tote",
        of: `T${n}`,
        printer: "Z1",
      }),
    ).toBe(200);
  for (let kill = 1; kill <= kills; kill++) {
    await until("some more labels", waitMs, () => printer.printed.length >= 8 * kill);
    const { housePid } = running();
    process.kill(housePid!, "SIGKILL");
    await until(
      "the house to come back",
      waitMs,
      async () => running().housePid !== housePid && (await prints("")).length > 0,
    );
  }
  await until("nothing to wait", waitMs, async () => {
    const all = await prints("");
    return all.length === labels && all.every((one) => one.state === "printed" || one.state === "unknown");
  });
  const all = await prints("");
  const alarms = (await (await fetch(new URL("api/alarms", urls.dashboards))).json()) as {
    alarms: { definitions: { definition: string }[]; sources: { source: string }[] }[];
  };
  command.interrupt();

  const onPaper = printer.printed.map((label) => /\^FD(T\d+)\^FS/.exec(label)![1]!);
  const twice = onPaper.length - new Set(onPaper).size;
  const missing = all.filter(({ of }) => !onPaper.includes(of));
  const unknown = all.filter((one) => one.state === "unknown");
  const told = new Set(
    alarms.alarms
      .filter(({ definitions }) => definitions.some(({ definition }) => definition === "label.unknown"))
      .flatMap(({ sources }) => sources.map(({ source }) => source)),
  );
  say(
    `printed ${onPaper.length} of ${labels}, twice ${twice}, missing ${missing.length}, asked about ${unknown.length}, killed ${kills} times`,
  );
  expect(twice).toBe(0);
  expect(missing.filter(({ print }) => !told.has(print))).toEqual([]);
  expect(unknown.map(({ print }) => print).filter((print) => !told.has(print))).toEqual([]);
  expect(unknown.length).toBeLessThanOrEqual(kills);
});
