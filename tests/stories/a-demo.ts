/** The demo as a user has it, in a state folder of its own: started, asked, interrupted, killed in parts, and started again where it was. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorldFigures } from "@floorplane/app/demo/live-world";
import type { Running } from "@floorplane/app/running/running";
import type { FloorFigures } from "@floorplane/app/running/status-line";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { authorization } from "../at-the-door.ts";
import { ACommand, type Ended, isAlive, until } from "./a-command.ts";

/** On a busy machine; what a start may really take is asserted in the long tests. */
const startMsMax = 120_000;
const stopMsMax = 30_000;
const answerMsMax = 5_000;

export interface ADemoOptions {
  /** Text of a CSV day; the demo's own orders where absent. */
  readonly orders?: string;
  readonly robots?: number;
  readonly speed?: number;
  /** Small orders of a web shop all day long, this many a day, in place of the demo's own. */
  readonly b2cPerDay?: number;
  /** Vehicles of the field kit, one after the other. */
  readonly faults?: readonly string[];
  /** What it stands on, where not on its own. */
  readonly grounds?: { readonly ledger: string; readonly bus: string; readonly history: string };
  /** A receiver of the user's own. */
  readonly webhook?: { readonly url: string; readonly secret: string };
}

export type Victim = "control plane" | "world" | "command" | "everything";

export interface AskedOrder {
  readonly order: string;
  readonly state: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly asked: number;
    readonly picked: number;
    readonly shipped: number;
  }[];
  readonly parcels: readonly { readonly sscc: string }[];
}

export class ADemo {
  readonly folder = mkdtempSync(join(tmpdir(), "floorplane-story-"));
  readonly state = join(this.folder, "state");
  /** The CSV day that it is begun with, where it is. */
  readonly day = join(this.folder, "day.csv");
  readonly #args: readonly string[];
  readonly #commands: ACommand[] = [];

  constructor({ orders, robots = 6, speed = 20, b2cPerDay, faults = [], grounds, webhook }: ADemoOptions) {
    if (orders !== undefined) writeFileSync(this.day, orders);
    const secretFile = join(this.folder, "webhook.secret");
    if (webhook) writeFileSync(secretFile, `${webhook.secret}\n`);
    this.#args = [
      ...["demo", "--port", "0", "--state", this.state],
      ...["--robots", String(robots), "--speed", String(speed)],
      ...(orders === undefined ? [] : ["--orders", this.day]),
      ...(webhook ? ["--webhook", webhook.url, "--webhook-secret-file", secretFile] : []),
      ...(b2cPerDay === undefined ? [] : ["--profile", "b2c", "--per-day", String(b2cPerDay)]),
      ...Object.entries(grounds ?? {}).flatMap(([name, url]) => [`--${name}`, url]),
      ...(faults.length === 0 ? [] : ["--faults", faults.join(",")]),
    ];
  }

  /** Starts the command, for the first time or again; returns when it has said where its dashboards are. */
  async start(): Promise<void> {
    this.#commands.push(new ACommand(this.#args));
    await this.command.says(/Dashboards {2}(\S+)/, startMsMax);
  }

  get command(): ACommand {
    const last = this.#commands.at(-1);
    if (!last) throw new Error("the demo was not started");
    return last;
  }

  get running(): Running {
    return this.#read("running.json");
  }

  /** What house and world last said of themselves; undefined until both have. */
  get figures(): { readonly house: FloorFigures; readonly world: WorldFigures } | undefined {
    try {
      return this.#read("figures.json");
    } catch {
      return undefined;
    }
  }

  secret(name: string): string {
    return this.#read<Record<string, string>>("secrets.json")[name]!;
  }

  /** What the house says of an order; undefined while it does not know it or does not answer. */
  async order(id: string): Promise<AskedOrder | undefined> {
    try {
      const response = await fetch(`${this.running.urls.wms}${wmsPaths.order(id)}`, {
        headers: authorization(this.state),
        signal: AbortSignal.timeout(answerMsMax),
      });
      return response.ok ? ((await response.json()) as AskedOrder) : undefined;
    } catch {
      return undefined;
    }
  }

  async shipped(orders: Iterable<string>): Promise<number> {
    const asked = await Promise.all([...orders].map((order) => this.order(order)));
    return asked.filter((order) => order?.state === "shipped").length;
  }

  /** Waits until the WMS has heard the end of all it asked for. */
  async isDone(withinMs: number): Promise<void> {
    await this.until("the day to be done", withinMs, () => this.figures?.world.done === 1);
  }

  async until(what: string, withinMs: number, holds: () => boolean | Promise<boolean>): Promise<void> {
    await until(what, withinMs, async () => {
      if (this.command.hasEnded) throw new Error(`the demo ended. ${this.command.said}`);
      return holds();
    }).catch((error: Error) => {
      throw new Error(`${error.message}; figures ${JSON.stringify(this.figures)}. ${this.command.said}`);
    });
  }

  /** Ctrl-C; returns how the command ended, with nobody of it left. */
  async interrupt(): Promise<Ended> {
    const { pid, housePid, worldPid } = this.running;
    this.command.interrupt();
    await until("the demo to stop", stopMsMax, () => this.command.hasEnded);
    for (const each of [pid, housePid!, worldPid!])
      await until(`process ${each} to end`, stopMsMax, () => !isAlive(each));
    return this.command.ended;
  }

  /** `kill -9`. Of the command alone, its house and world end by themselves. */
  async kill(victim: Victim): Promise<void> {
    const { pid, housePid, worldPid } = this.running;
    const victims = {
      "control plane": [housePid!],
      world: [worldPid!],
      command: [pid],
      everything: [pid, housePid!, worldPid!],
    }[victim];
    for (const each of victims) process.kill(each, "SIGKILL");
    for (const each of victims) await until(`process ${each} to end`, stopMsMax, () => !isAlive(each));
  }

  /** Waits until the command has brought back what was killed, and says how long that took, ms. */
  async isBack(before: Running): Promise<number> {
    const since = performance.now();
    await this.until("house and world to be back", startMsMax, () => {
      const { housePid, worldPid } = this.running;
      return housePid !== before.housePid || worldPid !== before.worldPid;
    });
    return performance.now() - since;
  }

  /** Ends whatever is left and removes the folder. Safe to call twice. */
  async dispose(): Promise<void> {
    await Promise.all(this.#commands.map((command) => command.dispose()));
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  #read<Value>(name: string): Value {
    return JSON.parse(readFileSync(join(this.state, name), "utf8")) as Value;
  }
}
