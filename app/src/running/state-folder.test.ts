import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { StateFolder } from "./state-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "state-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("gives each name a token of its own, also one that every object has by itself", () => {
  const state = new StateFolder(folder);

  const first = state.secrets(["R01", "toString"]);
  const again = state.secrets(["toString", "valueOf", "R01"]);

  expect(first.toString).toMatch(/^[\w-]{43}$/);
  expect(again.toString).toBe(first.toString);
  expect(again.valueOf).toMatch(/^[\w-]{43}$/);
  expect(new Set([again.R01, again.toString, again.valueOf]).size).toBe(3);
});
