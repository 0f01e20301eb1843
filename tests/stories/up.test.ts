/** `up` on a site's own files, as a real site has it: it starts, answers, and leaves on Ctrl-C. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Running } from "@floorplane/app/running/running";
import { loadSite, writeSiteFiles } from "@floorplane/app/site/site-files";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { generateSite } from "@floorplane/layout/generate-site";
import { expect, it, onTestFinished } from "vitest";
import { authorization, post } from "../at-the-door.ts";
import { ACommand, run, until } from "./a-command.ts";
import { storyMs, waitMs } from "./stories.ts";
import { usablePage } from "./usable-page.ts";

it("up runs the control plane on a site's files, takes what a WMS posts, keeps it over Ctrl-C, and leaves", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-up-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [site, state] = [join(folder, "site"), join(folder, "state")];
  writeSiteFiles(site, loadSite(generateSite({ siteId: "small", faces: 16, robots: 2 })));
  const args = ["up", "--site", site, "--state", state];
  const anyPorts = ["--port", "0", "--mqtt-port", "0", "--wms-port", "0"];
  const up = async (): Promise<{ readonly command: ACommand; readonly running: Running }> => {
    const command = new ACommand([...args, ...anyPorts]);
    onTestFinished(() => command.dispose());
    await command.says(/Dashboards {2}(\S+)/, waitMs);
    return { command, running: JSON.parse(readFileSync(join(state, "running.json"), "utf8")) as Running };
  };
  const items = {
    items: [{ sku: "POST", kind: "service", name: "POSTAGE", litres: 0, kilograms: 0, class: "C" }],
  };
  const order = { order: "1", country: "France", lines: [{ line: "1", sku: "POST", quantity: 1 }] };

  const first = await up();
  const page = await usablePage(first.running.urls.dashboards, waitMs);
  const posted = [
    await post(first.running.urls.wms + wmsPaths.items, state, "items", items),
    await post(first.running.urls.wms + wmsPaths.orders, state, "order", order),
  ];
  const orders = first.running.urls.wms + wmsPaths.orders;
  const added = await run(["program", "add", "reader", "--scopes", "orders:read", "--state", state]);
  const reader = { authorization: `Bearer ${/fp_\S+/.exec(added.stdout)?.[0]}` };
  const asked = [
    (await fetch(orders)).status,
    (await fetch(orders, { headers: reader })).status,
    (await fetch(orders, { method: "POST", headers: reader })).status,
  ];
  // No machine of this site has an address: that is told, and doctor says so as the screens do.
  const alarms = new URL("api/alarms", first.running.urls.dashboards);
  await until("an alarm to stand", waitMs, async () => {
    const { standing } = (await (await fetch(alarms)).json()) as { standing: number };
    return standing > 0;
  });
  const doctor = await run(["doctor", "--state", state]);
  first.command.interrupt();
  const ended = await first.command.ended;
  const afterwards = await run(["doctor", "--state", state]);
  const second = await up();
  const kept = await fetch(second.running.urls.wms + wmsPaths.order("1"), {
    headers: authorization(state),
  });
  second.command.interrupt();

  expect(page.health).toMatchObject({ house: "running" });
  expect(posted).toEqual([200, 422]);
  expect([added.stderr, ...asked]).toEqual(["", 401, 200, 403]);
  const looks = doctor.stdout.split("\n").filter((line) => line.startsWith("look "));
  expect(looks.length).toBeGreaterThan(0);
  expect(looks.filter((line) => !line.startsWith("look  alarm ("))).toEqual([]);
  expect(doctor.code).toBe(1);
  expect(ended).toEqual({ code: 0, signal: null });
  expect(first.command.stdout).toMatch(/stopping \.\.\. .+\nstopped; the same command goes on from here\n$/);
  expect(afterwards.stdout).toContain(
    `nothing runs from ${state}: start it with npm run -s floorplane -- up --site ${site} --state ${state};`,
  );
  expect(afterwards.code).toBe(1);
  expect(await kept.json()).toMatchObject({ order: "1", state: "rejected" });
  expect((await second.command.ended).code).toBe(0);
  // Tokens of devices are nobody else's business.
  for (const file of ["accounts.csv", "wms-token"]) expect(statSync(join(state, file)).mode & 0o077).toBe(0);
  expect(first.command.stdout).toContain(authorization(state).authorization.slice("Bearer ".length));
  expect(second.command.stdout).not.toContain("fp_");
});

it("after a power cut up starts, though its numbers belong to other processes now; and its control plane comes back when it was killed", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-up-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [site, state] = [join(folder, "site"), join(folder, "state")];
  writeSiteFiles(site, loadSite(generateSite({ siteId: "small", faces: 16, robots: 2 })));
  mkdirSync(state);
  // What a command leaves that had no time to leave: numbers which a living process of somebody else has now.
  const others = { pid: process.pid, housePid: process.ppid, worldPid: process.pid };
  writeFileSync(join(state, "running.json"), JSON.stringify({ ...others, urls: {} }));
  for (const held of ["command.held", "ledger.sqlite.held", "ledger.sqlite.lock"])
    writeFileSync(join(state, held), String(process.pid));
  const ports = ["--port", "0", "--mqtt-port", "0", "--wms-port", "0"];

  const command = new ACommand(["up", "--site", site, "--state", state, ...ports]);
  onTestFinished(() => command.dispose());
  await command.says(/Dashboards {2}(\S+)/, waitMs);
  const read = (): Running => JSON.parse(readFileSync(join(state, "running.json"), "utf8")) as Running;
  const before = read();
  const second = await run(["up", "--site", site, "--state", state, ...ports]);
  process.kill(before.housePid!, "SIGKILL");
  await command.says(/the control plane was killed by SIGKILL: (by a person)/, waitMs);
  await until("the control plane to come back", waitMs, () => read().housePid !== before.housePid);
  const { urls } = read();
  const health = await fetch(`${urls.wms}/health`);
  command.interrupt();

  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`process ${before.pid} runs from ${state}: stop it first`);
  expect(health.status).toBe(200);
  expect(urls).toEqual(before.urls);
  expect(await command.ended).toEqual({ code: 0, signal: null });
});
