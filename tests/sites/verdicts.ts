/** The verdict on a site as each command gives it, through that command's own door. */
import { createServer } from "node:net";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { checkCommand } from "@floorplane/app/commands/check";
import { runDemo } from "@floorplane/app/demo/demo";
import { runUp } from "@floorplane/app/live/run-up";
import { StatusLine } from "@floorplane/app/running/status-line";
import { simulate } from "@floorplane/app/simulate/simulate";
import { FaultySite, type Finding, findingLine } from "@floorplane/app/site/finding";
import { onTestFinished, vi } from "vitest";

export interface Verdict {
  readonly starts: boolean;
  /** Lines as people read them, paths from the site's folder on. */
  readonly lines: readonly string[];
}

export async function checked(folder: string): Promise<Verdict & { readonly findings: readonly Finding[] }> {
  const before = process.exitCode;
  let said = "";
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    await checkCommand().parseAsync(["--site", folder, "--json"], { from: "user" });
    const { findings } = JSON.parse(said.trimEnd().split("\n").at(-1)!) as { findings: Finding[] };
    return { starts: process.exitCode === 0, lines: linesOf(said, folder), findings };
  } finally {
    stdout.mockRestore();
    process.exitCode = before;
  }
}

/** `up` with a port that is taken: it judges, says what it finds, and gets no farther. */
export async function upped(folder: string): Promise<Verdict> {
  const line = heard();
  return outcomeOf(folder, line, async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const state = join(folder, "..", `${folder}-state`);
    await runUp({ site: folder, state, port, mqttPort: 0, wmsPort: 0 }, line.line);
  });
}

/** `demo` on a state folder that holds the site, with a day that has no order: it judges, and gets no farther. */
export async function demoed(state: string, day: string): Promise<Verdict> {
  const line = heard();
  return outcomeOf(join(state, "site"), line, async () => {
    await runDemo({ state, port: 0, mqttPort: 0, wmsPort: 0, speed: 1, orders: [day] }, line.line);
  });
}

/** `simulate` with a day that has no order. */
export async function simulated(folder: string, day: string): Promise<Verdict> {
  const line = heard();
  return outcomeOf(folder, line, async () => {
    await simulate({ layout: folder, orders: [day], robots: 4, seed: 1, rate: 1 }, line.stream);
  });
}

async function outcomeOf(
  folder: string,
  line: ReturnType<typeof heard>,
  run: () => Promise<void>,
): Promise<Verdict> {
  try {
    await run();
  } catch (error) {
    if (error instanceof FaultySite)
      return { starts: false, lines: linesOf(error.findings.map(findingLine).join("\n"), folder) };
  }
  return { starts: true, lines: linesOf(line.said(), folder) };
}

function heard() {
  const stream = new PassThrough();
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return { stream, line: new StatusLine(stream), said: () => text + (stream.read() ?? "") };
}

const linesOf = (text: string, folder: string): string[] =>
  text
    .split("\n")
    .filter((line) => /^(error|warning) /.test(line))
    .map((line) => line.replaceAll(`${folder}/`, ""));
