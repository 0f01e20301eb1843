/** All that is wrong with a site is said in one go: a wrong value hides neither what else is wrong in its file, nor in the others. */
import { expect, it } from "vitest";
import { ASite } from "./a-site.ts";
import { checked } from "./verdicts.ts";

const told = async (site: ASite) => {
  const { findings, starts } = await checked(site.folder);
  const at = ({ code, file, line, field }: (typeof findings)[number]) =>
    `${code} ${file.split("/").at(-1)} ${line} ${field}`;
  return { starts, findings: findings.map(at) };
};
/** The line of the nth text like this. */
const lineOf = (site: ASite, file: "site" | "locations", text: string, nth = 1): number => {
  const lines = [...site.read(file).split("\n").entries()].filter(([, line]) => line.includes(text));
  return lines[nth - 1]![0] + 1;
};

it("a key that nobody knows, a wrong value, a doubled robot and a doubled bin", async () => {
  const site = new ASite();
  const [first, second, third] = site.value.robots;
  const text = site
    .read("site")
    .replace(`robot: ${third!.robot}\n`, `robot: ${second!.robot}\n`)
    .replace(`robot: ${first!.robot}\n`, `robot: ${first!.robot}\n    colour: red\n`)
    .replace(/^timezone: .*$/m, "timezone: 7");
  site.write("site", text);
  const rows = site.read("locations").trimEnd().split("\n");
  site.write("locations", `${[...rows, rows[1], rows[2]!.replace(/,[\d.]+,/, ",many,")].join("\n")}\n`);

  const { starts, findings } = await told(site);

  expect(starts).toBe(false);
  expect(findings).toEqual(
    expect.arrayContaining([
      expect.stringContaining("unknown-key site.yaml"),
      expect.stringContaining("wrong-value site.yaml"),
      `doubled-name site.yaml ${lineOf(site, "site", `robot: ${second!.robot}`, 2)} robots[2].robot`,
      expect.stringContaining(`wrong-value locations.csv ${rows.length + 2}`),
      expect.stringMatching(new RegExp(`^doubled-name locations.csv ${rows.length + 1} `)),
    ]),
  );
});

it("says where a fault stands, though a row before it could not be read, and nothing that is so only for that", async () => {
  const site = new ASite();
  const [first, second, third] = site.value.robots;
  site.write(
    "site",
    site
      .read("site")
      .replace(`robot: ${first!.robot}\n`, "robot: [1]\n")
      .replace(`robot: ${third!.robot}\n`, `robot: ${second!.robot}\n`),
  );

  const { findings } = await told(site);

  expect(findings).toEqual([
    `wrong-value site.yaml ${lineOf(site, "site", "robot: [1]")} robots[0].robot`,
    `doubled-name site.yaml ${lineOf(site, "site", `robot: ${second!.robot}`, 2)} robots[2].robot`,
  ]);
});

it("judges names though the drawing or the bins cannot be read", async () => {
  const site = new ASite();
  const [, second, third] = site.value.robots;
  site.write("site", site.read("site").replace(`robot: ${third!.robot}\n`, `robot: ${second!.robot}\n`));
  site.write("layout", "{");

  const { findings } = await told(site);

  expect(findings.map((one) => one.split(" ").slice(0, 2).join(" "))).toEqual([
    "bad-syntax layout.lif.json",
    "doubled-name site.yaml",
  ]);
});
