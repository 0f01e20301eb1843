/** The walk through a sandbox in docs/wms.md, run as it is written: each command, and beneath it what it says. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { ACommand } from "../stories/a-command.ts";
import { storyMs, waitMs } from "../stories/stories.ts";

const run = promisify(execFile);
const page = readFileSync(new URL("../../docs/wms.md", import.meta.url), "utf8");
const section = page.slice(page.indexOf("## A sandbox\n"), page.indexOf("## By MQTT\n"));
const [, started = ""] = /```\nfloorplane (sandbox .*)\n```/.exec(section) ?? [];
const [, walk = ""] = /```sh\n([\s\S]*?)```/.exec(section) ?? [];

interface Step {
  readonly command: string;
  readonly says: readonly string[];
}

function stepsOf(text: string): Step[] {
  const lines = text.trim().split("\n");
  return lines.flatMap((command, index): Step[] => {
    if (command.startsWith("#>")) return [];
    return [
      {
        command,
        says: (lines[index + 1] ?? "")
          .replace("#>", "")
          .split("…")
          .map((part) => part.trim()),
      },
    ];
  });
}

it("holds as it is written", { timeout: storyMs }, async () => {
  const args = started.replace("--wms-port 8490", "--wms-port 0").split(" ");
  const command = new ACommand(args);
  onTestFinished(() => command.dispose());
  await command.says(/Ctrl-C ends it/, waitMs);
  const WMS = /http:\/\/127\.0\.0\.1:\d+/.exec(command.stdout)![0];
  const TOKEN = /--token (\S+)/.exec(started)![1]!;
  const steps = stepsOf(walk);

  for (const { command: line, says } of steps) {
    const { stdout } = await run("bash", ["-c", line], { env: { ...process.env, WMS, TOKEN } });
    for (const part of says) expect([line, stdout]).toEqual([line, expect.stringContaining(part)]);
  }

  expect(steps.length).toBeGreaterThan(10);
  // What the command itself prints works as it stands, too.
  const printed = command.stdout.split("\n").flatMap((line) => /curl .*/.exec(line)?.[0] ?? []);
  const answers: string[] = [];
  for (const line of printed) answers.push((await run("bash", ["-c", line])).stdout);
  expect(printed.length).toBe(5);
  for (const answer of answers) expect(JSON.parse(answer)).not.toHaveProperty("code");
});
