import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { planDay } from "../day/plan-day.ts";
import { StateFolder } from "../running/state-folder.ts";
import { readSiteFiles, writeSiteFiles } from "../site/site-files.ts";
import { demoPlan } from "./demo-plan.ts";

it.each([0, 1, 300, 1_000])(
  "a demo of %i robots draws a site that has room for them and is well",
  (robots) => {
    const path = mkdtempSync(join(tmpdir(), "floorplane-demo-"));
    onTestFinished(() => rmSync(path, { recursive: true, force: true }));
    const day = planDay(demoPlan(new StateFolder(path), { robots }, Date.UTC(2010, 11, 1)));
    const folder = join(path, "site");

    writeSiteFiles(folder, day.site);
    const { site, findings } = readSiteFiles(folder);

    expect(site.robots).toHaveLength(robots);
    expect(site.stations.filter(({ kind }) => kind === "parking").length).toBeGreaterThanOrEqual(robots);
    const told = findings.map(({ code }) => code).filter((code) => code !== "no-address");
    expect(told).toEqual(robots === 0 ? ["no-robot"] : []);
    expect(day.demand.requests.some(({ kind }) => kind === "order")).toBe(true);
  },
);
