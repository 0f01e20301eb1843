/** What a user gets wrong, answered in one sentence that names it, with exit code 2 and nothing begun. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSite, siteFileNames, writeSiteFiles } from "@floorplane/app/site/site-files";
import { generateSite } from "@floorplane/layout/generate-site";
import { describe, expect, it, onTestFinished } from "vitest";
import { run } from "./a-command.ts";
import { smallDay } from "./small-day.ts";

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-misuse-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function aSite(): string {
  const folder = aFolder();
  writeSiteFiles(folder, loadSite(generateSite({ siteId: "broken", faces: 16, robots: 2 })));
  return folder;
}

/** One sentence on stderr, nothing on stdout, exit code 2; returns the sentence. */
async function refused(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout, sentences: stderr.match(/\n/g)?.length, stderr }).toMatchObject({
    code: 2,
    stdout: "",
    sentences: 1,
  });
  expect(stderr).toMatch(/^floorplane: /);
  return stderr;
}

describe("the command", () => {
  it("names the option that chooses another port when one is in use", async () => {
    const folder = aFolder();
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };

    const sentence = await refused("demo", "--port", String(port), "--state", join(folder, "state"));

    expect(sentence).toContain(`port ${port} is in use`);
    expect(sentence).toContain("--port");
    expect(existsSync(join(folder, "state"))).toBe(false);
    expect(await refused("demo", "--wms-port", String(port), "--state", join(folder, "state"))).toContain(
      "--wms-port",
    );
  });

  it("names both options that choose one port", async () => {
    const ports = ["--port", "18480", "--wms-port", "18480"];

    expect(await refused("demo", ...ports, "--state", join(aFolder(), "state"))).toContain(
      "--wms-port and --port both choose port 18480",
    );
  });

  it.each([
    ["demo", "--robots", "many"],
    ["demo", "--robots", "1001"],
    ["demo", "--robots", "-1"],
    ["demo", "--speed", "1000"],
    ["demo", "--profile", "wholesale"],
    ["demo", "--orders", "nowhere.csv"],
    ["simulate", "--orders", "nowhere.csv"],
    ["simulate", "--robots", "0"],
    ["simulate", "--layout-id", "zz", "--profile", "b2c"],
    ["up", "--site", "nowhere"],
    ["check", "--site", "nowhere"],
    ["demo", "--robot", "4"],
    ["demo", "--port", "70000"],
    ["up", "--webhook", "localhost:9000/hook", "--site", "nowhere"],
    ["up", "--webhook", "ftp://wms.example/hook", "--site", "nowhere"],
    ["up", "--webhook", "https://user:pw@wms.example/hook", "--site", "nowhere"],
    ["up", "--webhook-secret-file", "nowhere", "--webhook", "https://wms.example", "--site", "nowhere"],
    ["demo", "--webhook", "localhost:9000/hook"],
    ["bench", "ledger", "--file", "nowhere.sqlite"],
    ["bench", "ledger", "--file", "app"],
    ["bench", "ledger", "--file", "package.json"],
  ])("refuses %s %s %s and names it", async (...args) => {
    const sentence = await refused(...args);

    const [, option, value] = args;
    expect(sentence.includes(option!) || sentence.includes(value!)).toBe(true);
  });

  it("says what an earlier start of the demo was given, and a later one may not be", async () => {
    const folder = aFolder();
    writeFileSync(join(folder, "demo.json"), JSON.stringify({ seed: 1, robots: 4, perDay: 100 }));

    const sentence = await refused("demo", "--port", "0", "--state", folder, "--faults", "claims-base-end");

    expect(sentence).toContain("was begun without --faults: leave --faults out");
  });

  it("says how a receiver of one client is given to a demo", async () => {
    const { stdout } = await run(["demo", "--help"]);

    expect(stdout).toMatch(/--webhook <\[client=\]url>\s[^-]*once for\s+each\s+client/);
    expect(stdout).toContain("--webhook-secret-file <[client=]file>");
  });

  it("names file, line and column of an order that cannot be read", async () => {
    const folder = aFolder();
    const file = join(folder, "day.csv");
    writeFileSync(file, smallDay.replace('"TRAY, ""GARDEN"" PATTERN",2', '"TRAY",two'));

    const sentence = await refused("demo", "--port", "0", "--state", join(folder, "s"), "--orders", file);

    expect(sentence).toContain(`${file}, line 4, column Quantity`);
  });
});

describe("check", () => {
  it("finds nothing wrong with a site that was drawn", async () => {
    const { code, stdout } = await run(["check", "--site", aSite()]);

    expect(stdout).toContain("0 errors");
    expect(code).toBe(0);
  });

  it.each<[file: string, line: number, from: RegExp, to: string, word: string]>([
    [siteFileNames.locations, 7, /,[^,]+$/, "", ""],
    [siteFileNames.locations, 7, /,[0-9.]+,/, ",many,", "litres"],
    [siteFileNames.site, 8, /: .*/, ": long", "cartons[0].widthMm"],
    [siteFileNames.site, 8, /: .*/, ": [", ""],
    [siteFileNames.layout, 9, /:/, " ", ""],
  ])("names the file and the line of a broken %s (line %i)", async (name, line, from, to, word) => {
    const site = aSite();
    const path = join(site, name);
    const lines = readFileSync(path, "utf8").split("\n");
    lines[line - 1] = lines[line - 1]!.replace(from, to);
    writeFileSync(path, lines.join("\n"));

    const { code, stdout } = await run(["check", "--site", site]);

    expect(code).toBe(1);
    expect(stdout).toContain(path);
    expect(stdout).toMatch(new RegExp(`line ${line === 8 && to === ": [" ? "(8|9)" : line}\\b`));
    expect(stdout).toContain(word);
  });
});
