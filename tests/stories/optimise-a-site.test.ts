/** A site makes guidance from its own folder, ships it beside its layout, and is told when it belongs to another one. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guidanceFileName, loadSite, siteFileNames, writeSiteFiles } from "@floorplane/app/site/site-files";
import { generateSite } from "@floorplane/layout/generate-site";
import { expect, it, onTestFinished } from "vitest";
import { run } from "./a-command.ts";

function aSite(faces: number): string {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-guided-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeSiteFiles(folder, loadSite(generateSite({ siteId: "guided", faces, robots: 2 })));
  return folder;
}

const optimise = (layout: string, out: string) =>
  run(["optimise", "guidance", "--layout", layout, "--out", out, "--evaluations", "12", "--json"]);

it("makes guidance from a site's folder, reads it with the site, and refuses it beside another layout", async () => {
  const [site, other] = [aSite(16), aSite(48)];
  const out = join(site, guidanceFileName);

  const made = await optimise(site, out);
  const checked = await run(["check", "--site", site]);
  writeFileSync(join(other, guidanceFileName), readFileSync(out));
  const refused = await run(["check", "--site", other]);

  expect(JSON.parse(made.stdout)).toMatchObject({ unit: "errands/hour", evaluations: 12, out });
  expect(checked).toMatchObject({ code: 0, stdout: expect.stringContaining(", guidance; 0 errors") });
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain(
    `${join(other, guidanceFileName)}, layout: layout is that of another layout`,
  );
});

it("makes guidance from a LIF layout alone", async () => {
  const site = aSite(16);
  const out = join(site, "lanes.json");

  const { code, stdout, stderr } = await optimise(join(site, siteFileNames.layout), out);

  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining("errands/hour") });
  expect(JSON.parse(stdout).after).toBeGreaterThan(0);
  expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ kind: "floorplane-guidance" });
});
