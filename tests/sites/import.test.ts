/** `floorplane import`: a layout of any origin becomes a folder that `check` reads, with a line for all that was guessed. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Imported, type ImportWish, importSite } from "@floorplane/app/site/import-site";
import { judgeSite } from "@floorplane/app/site/judge-site";
import { siteFileNames } from "@floorplane/app/site/site-files";
import { aLif2 } from "@floorplane/layout/testing/a-lif-2";
import { aPlant } from "@floorplane/layout/testing/a-plant";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "../stories/a-command.ts";
import { ASite } from "./a-site.ts";

function aFile(name: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-import-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return { file, out: join(folder, "site") };
}

const plant = aPlant({
  more: '<location name="Packing 1" positionX="8000" positionY="2000" positionZ="0" locked="false" type="Rack"><link point="C"/></location>',
});

/** With the errors that `check` then finds. */
function imported(name: string, text: string, wish: Omit<ImportWish, "file" | "out">) {
  const { file, out } = aFile(name, text);
  const answer: Imported = importSite({ file, out, ...wish });
  const { findings, loaded } = judgeSite(out);
  const errors = findings.filter(({ severity }) => severity === "error");
  return { ...answer, out, errors, loaded };
}

describe("floorplane import", () => {
  it("makes a site of a plant model, that check reads without an error, and says what it guessed", async () => {
    const { file, out } = aFile("plant.xml", plant);

    const { code, stdout } = await run(["import", "--from", "opentcs", file, "--out", out, "--json"]);
    const check = await run(["check", "--site", out]);

    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain(
      `warning  ${file}, line 6, A --- B, B --- A, B --- C: are paths whose names no topic can have`,
    );
    expect(JSON.parse(stdout.trim().split("\n").at(-1)!)).toMatchObject({
      nodes: 3,
      edges: 4,
      stations: 3,
      locations: 1,
      robots: 2,
    });
    expect(check).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Small_plant: 3 nodes, 4 edges/m),
    });
    expect(readFileSync(join(out, siteFileNames.site), "utf8")).toMatch(
      /^# line \d+, .*\n(# .*\n)+site: Small_plant/,
    );
  });

  it("writes the same site of the same file", () => {
    const { file, out } = aFile("plant.xml", plant);
    const [one, two] = ["one", "two"].map((name) => {
      importSite({ from: "opentcs", file, out: join(out, name) });
      return readdirSync(join(out, name)).map((part) => readFileSync(join(out, name, part), "utf8"));
    });

    expect(one).toEqual(two);
  });

  it("makes a site around a layout of LIF 1.0 as another tool wrote it, its own members included", () => {
    const lif = JSON.parse(new ASite().read("layout"));
    lif.layouts[0].nodes[0].colour = null;

    const { errors, loaded, out } = imported("hall.json", JSON.stringify(lif), { from: "lif" });

    expect(errors).toEqual([]);
    expect(loaded!.site.vehicle.type).toBe("floorplane.tote-amr");
    expect(loaded!.site.stations).toContainEqual({ station: "PACK01", kind: "packing", by: "person" });
    expect(JSON.parse(readFileSync(join(out, siteFileNames.layout), "utf8"))).toEqual(lif);
  });

  it("takes one of several layouts, and a vehicle type whatever it is called", () => {
    const lif = JSON.parse(
      new ASite().read("layout").replaceAll('"floorplane.tote-amr"', '"Tote AMR (mk 2)"'),
    );
    lif.layouts.push({ layoutId: "upstairs", layoutVersion: "1", nodes: [], edges: [], stations: [] });
    const text = JSON.stringify(lif);
    const { layoutId } = lif.layouts[0];

    expect(() => imported("hall.json", text, { from: "lif" })).toThrow(/holds 2 layouts.*--layout-id/);
    const { errors, loaded } = imported("hall.json", text, { from: "lif", layoutId });

    expect(errors).toEqual([]);
    expect(loaded!.site).toMatchObject({ layoutId, vehicle: { type: "Tote AMR (mk 2)" } });
  });

  it("leaves a layout of LIF 2.0 as it is", () => {
    const text = JSON.stringify(aLif2(), null, 2);

    const { errors, out, draft } = imported("hall.json", text, { from: "lif" });

    expect(readFileSync(join(out, siteFileNames.layout), "utf8")).toBe(text);
    expect(draft.site.vehicle.type).toBe("acme.M1");
    // It has nowhere to pack: robots carry loads, and no list of bins is there.
    expect(errors).toEqual([]);
    expect(readdirSync(out).sort()).toEqual(["layout.lif.json", "site.yaml"]);
  });

  it("makes a site of a grid map whose cells say what they are for", () => {
    const map = "type octile\nheight 5\nwidth 7\nmap\n.......\n.e@e@e.\n.......\n.w.@.r.\n.....r.\n";

    const { errors, loaded } = imported("hall.map", map, { from: "grid", cellM: 1.5 });

    expect(errors).toEqual([]);
    expect(loaded!.locations.map(({ location }) => location)).toEqual(["r1c1", "r1c3", "r1c5"]);
    expect(loaded!.site.stations.map(({ kind }) => kind)).toEqual(["packing", "charging", "parking"]);
    expect(loaded!.layout.graph.x[1]! - loaded!.layout.graph.x[0]!).toBe(1.5);
    // Neighbours can be passed: no node is in another's way.
    expect(loaded!.layout.graph.conflictNode).toHaveLength(0);
  });

  it("makes one of a map of Kiva", () => {
    const { loaded, draft } = imported("kiva.map", "3,4\n2\n1\n100\n....\n.er.\n...e\n", { from: "grid" });

    expect(draft.site.stations).toEqual([{ station: "r1c2", kind: "charging" }]);
    expect([...loaded!.layout.stations.keys()]).toEqual(["r1c1", "r1c2", "r2c3"]);
  });

  it("makes one of a map without marks, and says what it lacks", () => {
    const { remarks, errors } = imported("bare.map", "type octile\nheight 2\nwidth 2\nmap\n..\n..\n", {
      from: "grid",
    });

    expect(errors.map(({ code }) => code)).toEqual(["no-bin"]);
    expect(remarks.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/nowhere to take loads/),
    );
  });

  it.each([
    [
      "plant.xml",
      aPlant({ version: "0.0.1" }),
      "opentcs",
      /plant\.xml, line 2: it is a plant model of version "0\.0\.1"/,
    ],
    ["plant.xml", "<!DOCTYPE x><x/>", "opentcs", /plant\.xml, line 1: it has a document type/],
    ["hall.json", '{"layouts":[{"nodes":7}]}', "lif", /hall\.json, layouts\[0\]\S*: LIF: layouts\[0\]/],
    ["hall.map", "type octile\n", "grid", /hall\.map, height: a MovingAI map needs a line/],
  ] as const)(
    "refuses %s that is none with file and place, and writes nothing",
    (name, text, from, message) => {
      const { file, out } = aFile(name, text);

      expect(() => importSite({ from, file, out })).toThrow(message);
      expect(() => readdirSync(out)).toThrow();
    },
  );

  it("never writes over a site", () => {
    const { file } = aFile("plant.xml", plant);
    const site = new ASite();
    const before = site.read("site");

    expect(() => importSite({ from: "opentcs", file, out: site.folder })).toThrow(
      expect.objectContaining({ code: "bad-option", field: "--out" }),
    );
    expect(site.read("site")).toBe(before);
  });
});
