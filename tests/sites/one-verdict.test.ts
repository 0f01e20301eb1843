/** One judge of sites: whatever is planted into a good site, `check`, `up`, `demo` and `simulate` say the same of it, with file, line and remedy. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "@floorplane/app/site/finding";
import { guidanceFileName, siteFileNames } from "@floorplane/app/site/site-files";
import { describe, expect, it } from "vitest";
import { ASite, type Place } from "./a-site.ts";
import { deviceFaults } from "./device-faults.ts";
import { layoutFaults } from "./layout-faults.ts";
import { locationFaults } from "./location-faults.ts";
import { nameFaults } from "./name-faults.ts";
import type { PlantedFault } from "./planted-fault.ts";
import { checked, demoed, simulated, upped } from "./verdicts.ts";

const faults = [...nameFaults, ...deviceFaults, ...locationFaults, ...layoutFaults];

async function verdictsOn(site: ASite) {
  const day = join(site.folder, "day.csv");
  writeFileSync(day, "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country\n");
  const check = await checked(site.folder);
  const simulate = await simulated(site.folder, day);
  const up = await upped(site.folder);
  const state = join(site.folder, "state");
  mkdirSync(join(state, "site"), { recursive: true });
  for (const name of [...Object.values(siteFileNames), guidanceFileName])
    try {
      renameSync(join(site.folder, name), join(state, "site", name));
    } catch {
      // Not every site has every file: that may be the fault.
    }
  const demo = await demoed(state, day);
  return { check, others: { up, simulate, demo } };
}

it("a good site has nothing that anybody must look at, and every command starts it", async () => {
  const { check, others } = await verdictsOn(new ASite());

  expect(check.findings).toEqual([]);
  for (const verdict of [check, ...Object.values(others)])
    expect(verdict).toMatchObject({ starts: true, lines: [] });
});

/** What must be said of a planted fault, whoever says it. */
function expectFinding(
  { code, severity }: PlantedFault,
  { file, line }: Place,
  findings: readonly Finding[],
): void {
  const name = file === "guidance" ? guidanceFileName : siteFileNames[file];
  const own = findings.filter((finding) => finding.code === code && finding.severity === severity);
  expect(
    own.some((finding) => finding.file.endsWith(name) && (line === undefined || finding.line === line)),
    `${code} in ${name}, line ${line}, in ${JSON.stringify(findings.slice(0, 8), null, 1)}`,
  ).toBe(true);
  for (const { message, remedy } of findings) {
    expect(message.length).toBeGreaterThan(10);
    expect(remedy.length).toBeGreaterThan(10);
  }
}

describe.each(faults)("$name", (fault) => {
  it("is told alike by every command, with its place and a remedy", async () => {
    const site = new ASite();
    const place = fault.plant(site);

    const { check, others } = await verdictsOn(site);

    expectFinding(fault, place, check.findings);
    expect(check.starts).toBe(fault.severity === "warning");
    for (const [command, verdict] of Object.entries(others))
      expect({ command, ...verdict }).toEqual({
        command,
        starts: check.starts,
        // The demo gives its machines addresses of its own.
        lines: check.lines.filter(
          (each) => command !== "demo" || !check.starts || !each.includes("[no-address]"),
        ),
      });
  });

  it("is found wherever it is planted", async () => {
    for (const pick of [1, 7]) {
      const site = new ASite(pick);
      const place = fault.plant(site);
      expectFinding(fault, place, (await checked(site.folder)).findings);
    }
  });
});
