/** Who may begin in a state folder, and when: what a killed command left behind has its ports a moment longer. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdFile } from "@floorplane/runtime/held-file";
import { afterAll, expect, it, onTestFinished } from "vitest";
import { heldFiles, mustBeLeft, writeRunning } from "./running.ts";
import { StateFolder } from "./state-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "running-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const urls = { dashboards: "", mqtt: "", wms: "" };

it("waits for the house of a command that was killed, and no longer", async () => {
  const letGo = holdFile(join(folder, heldFiles.house))!;
  let isGone = false;
  setTimeout(() => {
    isGone = true;
    letGo();
  }, 300);

  await mustBeLeft(folder);

  expect(isGone).toBe(true);
});

it("names the command that is alive in the folder", async () => {
  const state = new StateFolder(folder);
  writeRunning(state, { pid: 4711, urls });
  onTestFinished(holdFile(state.file(heldFiles.command))!);

  await expect(mustBeLeft(folder)).rejects.toThrow(`process 4711 runs from ${folder}`);
});

it("makes no folder", async () => {
  const none = join(folder, "none");

  await mustBeLeft(none);

  expect(existsSync(none)).toBe(false);
});
