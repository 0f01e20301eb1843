/** What the judge lets pass starts, and what it does not let pass is told, never thrown: for sites spoilt at random, anywhere in any of their files. */
import { planDay } from "@floorplane/app/day/plan-day";
import { accountsOf, clientIds, parties } from "@floorplane/app/live/accounts";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { judgeSite } from "@floorplane/app/site/judge-site";
import { AccountBook } from "@floorplane/broker/rights/accounts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ASite, type FileName } from "./a-site.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that people and tools put where others belong. */
const others: readonly Json[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e9,
  "",
  "house",
  "R01",
  "PACK01",
  "PACKING",
  "NONE",
  "UTC",
  "a b",
  "__proto__",
  "opc.tcp://h:1",
  [],
  {},
  [[]],
];

const spoiling = fc.record({
  file: fc.constantFrom<FileName>("site", "layout"),
  way: fc.constantFrom("replace", "remove", "repeat", "swap"),
  where: fc.array(fc.nat(1_000), { minLength: 2, maxLength: 8 }),
  value: fc.constantFrom(...others),
});

/** Goes down by the numbers to some place in the value and spoils it there. */
function spoil(
  root: Json,
  { way, where, value }: { way: string; where: readonly number[]; value: Json },
): void {
  let owner = root as Record<string, Json>;
  for (const [depth, number] of where.entries()) {
    const keys = Object.keys(owner);
    const key = keys[number % keys.length];
    if (key === undefined) return;
    const inner = owner[key]!;
    const isLast = depth === where.length - 1 || typeof inner !== "object" || inner === null;
    if (!isLast) {
      owner = inner as Record<string, Json>;
      continue;
    }
    if (way === "remove") {
      if (Array.isArray(owner)) owner.splice(Number(key), 1);
      else delete owner[key];
    } else if (way === "repeat" && Array.isArray(owner)) owner.push(structuredClone(inner));
    else if (way === "swap") [owner[key], owner[keys[0]!]] = [owner[keys[0]!]!, inner];
    else owner[key] = value;
    return;
  }
}

it("whatever passes starts, and whatever does not is told with its place and a remedy", () => {
  let passed = 0;
  fc.assert(
    fc.property(fc.array(spoiling, { minLength: 1, maxLength: 3 }), (spoilings) => {
      const site = new ASite();
      for (const file of ["site", "layout"] as const) {
        const own = spoilings.filter((each) => each.file === file);
        if (own.length === 0) continue;
        const value = (file === "site" ? structuredClone(site.value) : JSON.parse(site.read(file))) as Json;
        for (const each of own) spoil(value, each);
        // What is JSON is YAML too.
        site.write(file, JSON.stringify(value));
      }

      const { findings, loaded } = judgeSite(site.folder);

      expect(loaded === undefined).toBe(findings.some(({ severity }) => severity === "error"));
      for (const { message, remedy } of findings) expect(message && remedy).toBeTruthy();
      if (!loaded) return;
      passed++;
      new AccountBook(
        accountsOf(parties(loaded.site), Object.fromEntries(clientIds(loaded.site).map((id) => [id, id]))),
      );
      const plan = planDay({
        seed: 1,
        robots: 4,
        rate: 1,
        tight: false,
        startAt: 0,
        profile: "b2c",
        perDay: 1,
        site: loaded,
      });
      virtualFloor({ plan, seed: 1 });
    }),
    { numRuns: 300, seed: 7 },
  );
  // A property that nothing reaches proves nothing.
  expect(passed).toBeGreaterThan(30);
}, 120_000);
