/** The same verdicts from commands as a user runs them: real processes, what they print, how they end. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { siteFileNames } from "@floorplane/app/site/site-files";
import { expect, it } from "vitest";
import { run } from "../stories/a-command.ts";
import { ASite, type Place } from "./a-site.ts";

const day = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,Country\n";

it.each<[name: string, plant: (site: ASite) => Place, words: RegExp]>([
  [
    "an edge to nowhere",
    (s) =>
      s.layout(({ edges }) => {
        edges[3]!.endNodeId = "nowhere";
        return edges[3];
      }),
    /names node nowhere, which is not in the file\. Add the node or correct the name\. \[unknown-node\]/,
  ],
  [
    "a time zone misspelt",
    (s) => s.change("site", /UTC/, "Europe/Berln"),
    /\(did you mean Europe\/Berlin\?\)\. Write an IANA name such as Europe\/Berlin, or UTC\. \[unknown-timezone\]/,
  ],
])("%s stops check, up, simulate and demo with one sentence of the same words", async (_, plant, words) => {
  const site = new ASite();
  const { file, line } = plant(site);
  const orders = join(site.folder, "day.csv");
  writeFileSync(orders, day);
  const state = join(site.folder, "state");

  const check = await run(["check", "--site", site.folder]);
  const up = await run(["up", "--site", site.folder, "--state", join(site.folder, "house"), "--port", "0"]);
  const simulate = await run(["simulate", "--layout", site.folder, "--orders", orders]);
  mkdirSync(join(state, "site"), { recursive: true });
  for (const name of Object.values(siteFileNames))
    renameSync(join(site.folder, name), join(state, "site", name));
  const demo = await run(["demo", "--state", state, "--port", "0", "--orders", orders]);

  const place = `${siteFileNames[file as keyof typeof siteFileNames]}, line ${line}, `;
  for (const [said, code, command] of [
    [check.stdout, check.code, "check"],
    [up.stderr, up.code, "up"],
    [simulate.stderr, simulate.code, "simulate"],
    [demo.stderr, demo.code, "demo"],
  ] as const) {
    const own = said.split("\n").filter((each) => each.startsWith("error "));
    expect({ command, code, own }).toMatchObject({ command, code: command === "check" ? 1 : 2 });
    expect(
      own.some((each) => each.includes(place) && words.test(each)),
      `${command}: ${said}`,
    ).toBe(true);
  }
});

it("what is only doubtful is said by up too, and does not stop it", async () => {
  const site = new ASite();
  const many = Array.from({ length: 30 }, (_, i) => `  - {robot: M${i}, manufacturer: floorplane}`);
  site.insert("site", /^robots:/, many.join("\n"));

  const check = await run(["check", "--site", site.folder]);
  // It gets as far as the option after the site's files.
  const up = await run(["up", "--site", site.folder, "--state", "/dev/null/state", "--port", "0"]);

  const words = /34 robots have \d+ places to wait/;
  expect(check).toMatchObject({ code: 0, stdout: expect.stringMatching(words) });
  expect(up.stdout).toMatch(words);
  expect(up).toMatchObject({ code: 2, stderr: expect.stringMatching(/^floorplane: .*--state\n$/) });
});
