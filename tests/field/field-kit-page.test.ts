/** `docs/field-kit.md` names every fault that `simulate --faults` takes, and what it is. */
import { readFileSync } from "node:fs";
import { faults } from "@floorplane/simulator/field-kit/faults";
import { expect, it } from "vitest";

it("the page of the field kit lists every fault of it, in order", () => {
  const page = readFileSync(new URL("../../docs/field-kit.md", import.meta.url), "utf8");

  const rows = Object.entries(faults).map(([name, { what }]) => `| \`${name}\` | ${what} |`);

  expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
});
