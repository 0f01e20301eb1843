import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { drawMachines, folder } from "./machine-diagrams.ts";

it("shows every chart in docs/machines as it is (draw them with `npm run docs:machines`)", async () => {
  const diagrams = await drawMachines();
  const present = existsSync(folder) ? readdirSync(folder).sort() : [];

  expect(present).toEqual(diagrams.map((diagram) => diagram.file).sort());
  for (const { file, text } of diagrams)
    expect([file, readFileSync(join(folder, file), "utf8")]).toEqual([file, text]);
});
