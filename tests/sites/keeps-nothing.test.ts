/** A site that keeps nothing: no list of bins and no packing station. One of the two alone is a mistake, and is told. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { judgeSite } from "@floorplane/app/site/judge-site";
import { siteFileNames } from "@floorplane/app/site/site-files";
import { generateSite } from "@floorplane/layout/generate-site";
import { writeLif } from "@floorplane/layout/lif";
import { expect, it, onTestFinished } from "vitest";

const drawn = generateSite({ siteId: "alone", faces: 40, robots: 2 });
const waits = new Set(["parking", "charging"]);

function verdictOf({ packs, hasBins }: { readonly packs: boolean; readonly hasBins: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), "keeps-nothing-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { site, lif } = drawn;
  const stations = site.stations.filter(({ kind }) => waits.has(kind) || (packs && kind === "packing"));
  const zones = hasBins ? site.zones : [];
  writeFileSync(join(folder, siteFileNames.site), JSON.stringify({ ...site, stations, zones, devices: [] }));
  writeFileSync(join(folder, siteFileNames.layout), writeLif(lif));
  const bins = drawn.locations.map((row) => Object.values(row).join(","));
  if (hasBins)
    writeFileSync(
      join(folder, siteFileNames.locations),
      [Object.keys(drawn.locations[0]!).join(","), ...bins, ""].join("\n"),
    );
  const { findings, loaded } = judgeSite(folder);
  const errors = findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return { errors: [...new Set(errors)], starts: loaded !== undefined };
}

it("is a site: robots carry loads there", () => {
  expect(verdictOf({ packs: false, hasBins: false })).toEqual({ errors: [], starts: true });
});

it("is a mistake where orders are packed, or where bins are listed", () => {
  expect(verdictOf({ packs: true, hasBins: false })).toMatchObject({ starts: false });
  expect(verdictOf({ packs: false, hasBins: true })).toMatchObject({ errors: ["no-packing"], starts: false });
});
