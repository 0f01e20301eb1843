import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { holdFile, isHeld } from "./held-file.ts";

function aPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "floorplane-held-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "one.held");
}

/** Another process that holds the file until it is killed. */
async function holderOf(path: string) {
  const module = new URL("./held-file.ts", import.meta.url).href;
  const holder = spawn(process.execPath, [
    "--input-type=module",
    "--eval",
    `const { holdFile } = await import(${JSON.stringify(module)});
     process.stdout.write(holdFile(${JSON.stringify(path)}) ? "held" : "refused");
     setInterval(() => {}, 1000);`,
  ]);
  onTestFinished(() => void holder.kill("SIGKILL"));
  const [said] = (await once(holder.stdout, "data")) as [Buffer];
  return {
    said: String(said),
    kill: async () => {
      const gone = once(holder, "exit");
      holder.kill("SIGKILL");
      await gone;
    },
  };
}

it("is held by one at a time, also within one process", () => {
  const path = aPath();

  const first = holdFile(path);
  const second = holdFile(path);
  first?.();
  first?.();
  const third = holdFile(path);

  expect([first, second, third].map((each) => each !== undefined)).toEqual([true, false, true]);
  third?.();
});

it("is free once its holder was killed, and not before", async () => {
  const path = aPath();
  const holder = await holderOf(path);

  const whileHeld = isHeld(path);
  await holder.kill();

  expect(holder.said).toBe("held");
  expect(whileHeld).toBe(true);
  expect(isHeld(path)).toBe(false);
});

it("after a power cut nobody is kept out by what stands in the file, a number of a living process least of all", () => {
  const path = aPath();
  writeFileSync(path, String(process.ppid));

  const letGo = holdFile(path);

  expect(letGo).toBeDefined();
  expect(isHeld(path)).toBe(true);
  letGo?.();
});
