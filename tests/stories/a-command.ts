/** A `floorplane` command as a user has it: a child process in a process group of its own, with what it said and how it ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const entry = new URL("../../app/src/floorplane.ts", import.meta.url).pathname;
const lookMs = 50;

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Groups that are alive: they end with this process, whatever happens to the test. */
const groups = new Set<number>();
process.on("exit", () => {
  for (const group of groups) endGroup(group);
});

export class ACommand {
  readonly #child: ChildProcess;
  readonly startedAt = performance.now();
  readonly ended: Promise<Ended>;
  stdout = "";
  stderr = "";
  hasEnded = false;

  constructor(args: readonly string[], more: { readonly env?: Readonly<Record<string, string>> } = {}) {
    this.#child = spawn(process.execPath, [entry, ...args], {
      // Ctrl-C goes to the whole group, as from a terminal, and must not reach the test's own.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...userEnvironment(), ...more.env },
    });
    groups.add(this.pid);
    this.#child.stdout!.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => {
        this.hasEnded = true;
        resolve({ code, signal });
      });
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get elapsedMs(): number {
    return performance.now() - this.startedAt;
  }

  /** Waits for a line; rejects with everything that was said when the command ends before it or takes too long. */
  async says(pattern: RegExp, withinMs: number): Promise<RegExpExecArray> {
    await until(`${pattern} to be said`, withinMs, () => {
      if (!pattern.test(this.stdout) && this.hasEnded) throw new Error(`the command ended. ${this.said}`);
      return pattern.test(this.stdout);
    }).catch((error: Error) => {
      throw new Error(`${error.message}. ${this.said}`);
    });
    return pattern.exec(this.stdout)!;
  }

  get said(): string {
    return `It said:\n${this.stdout}${this.stderr}`;
  }

  /** Ctrl-C in a terminal. */
  interrupt(): void {
    process.kill(-this.pid, "SIGINT");
  }

  /** Ends the whole group by its id; safe to call twice. */
  async dispose(): Promise<void> {
    endGroup(this.pid);
    groups.delete(this.pid);
    await this.ended;
  }
}

/** Runs to its end. */
export async function run(
  args: readonly string[],
  more: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended & { readonly stdout: string; readonly stderr: string }> {
  const command = new ACommand(args, more);
  try {
    const { code, signal } = await command.ended;
    // What a pipe still holds arrives after the end.
    await sleep(lookMs);
    return { code, signal, stdout: command.stdout, stderr: command.stderr };
  } finally {
    await command.dispose();
  }
}

/** Waits until it holds; names what did not when time is over. */
export async function until(
  what: string,
  withinMs: number,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > withinMs)
      throw new Error(`waited ${withinMs / 1_000} s in vain for ${what}`);
    await sleep(lookMs);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What the test runner sets for its own workers is no part of a user's environment. */
function userEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...environment } = process.env;
  return environment;
}

function endGroup(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // Nobody of it is left.
  }
}
