/** The walks through a sandbox in docs/wms.md, docs/pallets.md and docs/transports.md, run as they are written: each command, and beneath it what it says. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { ACommand } from "../stories/a-command.ts";
import { storyMs, waitMs } from "../stories/stories.ts";

const run = promisify(execFile);
function sectionOf(page: string, title: string): string {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  const [section = ""] = text.slice(text.indexOf(`## ${title}\n`) + 3).split("\n## ");
  return section;
}
const sandbox = sectionOf("wms.md", "A sandbox");
const [, started = ""] = /```\nfloorplane (sandbox .*)\n```/.exec(sandbox) ?? [];
const walkIn = (section: string): string => /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? "";

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

it.each([
  ["wms.md", sandbox, 10],
  ["pallets.md", sectionOf("pallets.md", "Try it in the sandbox"), 6],
  ["transports.md", sectionOf("transports.md", "Try it in the sandbox"), 10],
])("%s holds as it is written", { timeout: storyMs }, async (_page, section, stepsMin) => {
  const args = started.replace("--wms-port 8490", "--wms-port 0").split(" ");
  const command = new ACommand(args);
  onTestFinished(() => command.dispose());
  await command.says(/Ctrl-C ends it/, waitMs);
  const WMS = /http:\/\/127\.0\.0\.1:\d+/.exec(command.stdout)![0];
  const TOKEN = /--token (\S+)/.exec(started)![1]!;
  const steps = stepsOf(walkIn(section));

  for (const { command: line, says } of steps) {
    const { stdout } = await run("bash", ["-c", line], { env: { ...process.env, WMS, TOKEN } });
    for (const part of says) expect([line, stdout]).toEqual([line, expect.stringContaining(part)]);
  }

  expect(steps.length).toBeGreaterThan(stepsMin);
  // What the command itself prints works as it stands, too.
  const printed = command.stdout.split("\n").flatMap((line) => /curl .*/.exec(line)?.[0] ?? []);
  const answers: string[] = [];
  for (const line of printed) answers.push((await run("bash", ["-c", line])).stdout);
  expect(printed.length).toBe(5);
  for (const answer of answers) expect(JSON.parse(answer)).not.toHaveProperty("code");
});
