/** What Prometheus is given of a running house: every figure of the page that docs/metrics.md names, with labels that have an end. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSite, writeSiteFiles } from "@floorplane/app/site/site-files";
import { generateSite } from "@floorplane/layout/generate-site";
import { expect, it, onTestFinished } from "vitest";
import { ACommand, until } from "./a-command.ts";
import { storyMs, waitMs } from "./stories.ts";

const page = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");

it("a running house shows at /metrics what docs/metrics.md names, and labels nothing with an id", {
  timeout: storyMs,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-metrics-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeSiteFiles(join(folder, "site"), loadSite(generateSite({ siteId: "small", faces: 16, robots: 2 })));
  const state = ["--site", join(folder, "site"), "--state", join(folder, "state")];
  const command = new ACommand(["up", ...state, "--port", "0", "--mqtt-port", "0", "--wms-port", "0"]);
  onTestFinished(() => command.dispose());
  const [, dashboards] = await command.says(/Dashboards {2}(\S+)/, waitMs);
  let text = "";
  let type: string | null = "";

  // The broker tells its figures once a second, and no machine of this site can be reached.
  await until("the broker's figures and the devices' links", waitMs, async () => {
    const answer = await fetch(new URL("metrics", dashboards));
    text = await answer.text();
    type = answer.headers.get("content-type");
    return (
      /held_clients\{broker="embedded"\} [1-9]/.test(text) && /device_links\{state="broken"\} 4/.test(text)
    );
  });

  expect(type).toContain("text/plain");
  const shown = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!);
  const named = [...page.matchAll(/`(floorplane_[a-z_]+)/g)].map(([, name]) => name!);
  expect([...shown].sort()).toEqual([...new Set(named)].sort());
  expect(text).toMatch(/floorplane_fleet_floor_robots\{activity="offline"\} 2/);
  expect(text).toMatch(/floorplane_broker_line_state\{state="live"\} 1/);
  expect(text).toMatch(/floorplane_runtime_decision_seconds_count\{room="sensors"\} [1-9]/);
  expect(text).toMatch(/floorplane_runtime_ledger_rows_total [1-9]/);
  expect(text).toMatch(/floorplane_runtime_ledger_bytes [1-9]/);
  expect(text).not.toMatch(/R0[12]|CLIMATE|PLC-/);
});
