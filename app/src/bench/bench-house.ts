/** A house in a process of its own, as `up` runs one, on a drawn site: begun, killed, brought back, looked at. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureWebBundle } from "@floorplane/dashboards/web-bundle";
import { clientIds } from "../live/accounts.ts";
import { chosenGrounds } from "../live/ground-options.ts";
import type { LiveHouseConfig } from "../live/live-house.ts";
import { operatorOf, signingSecret } from "../programs/house-programs.ts";
import { Child } from "../running/child.ts";
import { freePorts } from "../running/ports.ts";
import { ledgerFileName } from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import { type LoadedSite, writeSiteFiles } from "../site/site-files.ts";

/** A house with 50,000 open orders is back in ten seconds; one that is not back after this has failed. */
const readyMsMax = 120_000;

export class BenchHouse {
  readonly #child: Child<LiveHouseConfig>;
  readonly #ports: LiveHouseConfig["ports"];
  readonly ledgerFile: string;
  readonly wmsToken: string;
  #ready: (() => void) | undefined;
  #pid = 0;

  private constructor(config: Omit<LiveHouseConfig, "origin">) {
    this.#ports = config.ports;
    this.wmsToken = config.programs[0]!.token;
    this.ledgerFile = join(config.stateFolder, ledgerFileName);
    this.#child = new Child<LiveHouseConfig>({
      entry: new URL("../live/house-process.ts", import.meta.url),
      config: () => {
        const wallMs = Date.now();
        return { ...config, origin: { wallMs, houseMs: wallMs, speed: 1 } };
      },
      heard: (message) => {
        if (message.type === "ready") {
          this.#pid = Number(message.facts.pid);
          this.#ready?.();
        }
        if (message.type === "refused") process.stderr.write(`floorplane: ${message.message}\n`);
      },
      died: () => {},
    });
  }

  static async of(folder: string, site: LoadedSite): Promise<BenchHouse> {
    const siteFolder = join(folder, "site");
    const stateFolder = join(folder, "state");
    mkdirSync(stateFolder, { recursive: true });
    writeSiteFiles(siteFolder, site);
    const [dashboards, mqtt, wms] = await freePorts(3);
    const state = new StateFolder(stateFolder);
    return new BenchHouse({
      siteFolder,
      stateFolder,
      webRoot: await ensureWebBundle((text) => process.stderr.write(`${text}\n`)),
      ports: { dashboards: dashboards!, mqtt: mqtt!, wms: wms! },
      grounds: chosenGrounds({}, { site: site.site, folder: siteFolder }),
      tokens: state.secrets([...clientIds(site.site), signingSecret]),
      programs: [operatorOf(state).given],
      webhooks: [],
      addresses: {},
      allowPrivateWebhooks: true,
    });
  }

  get wmsUrl(): string {
    return `http://127.0.0.1:${this.#ports.wms}`;
  }

  /** Resolves with ms until it takes orders. */
  async start(): Promise<number> {
    const back = this.#becomesReady();
    this.#child.start();
    return back;
  }

  /** `kill -9`, now. Resolves with ms until it takes orders again: it is brought back as `up` brings it back. */
  kill(): Promise<number> {
    const back = this.#becomesReady();
    process.kill(this.#pid, "SIGKILL");
    return back;
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  /** Seconds of processor that its process took so far; NaN where the system does not say. */
  cpuSeconds(): number {
    try {
      const fields = readFileSync(`/proc/${this.#pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      return (Number(fields[11]) + Number(fields[12])) / 100;
    } catch {
      return Number.NaN;
    }
  }

  /** Counts of a histogram of its page of figures, by upper bound. */
  async histogram(name: string): Promise<ReadonlyMap<number, number>> {
    const page = await (await fetch(`http://127.0.0.1:${this.#ports.dashboards}/metrics`)).text();
    const buckets = page.matchAll(new RegExp(`^${name}_bucket\\{le="([^"]+)"\\} (\\d+)$`, "gm"));
    return new Map(
      [...buckets].map(([, bound, count]) => [
        bound === "+Inf" ? Number.POSITIVE_INFINITY : Number(bound),
        Number(count),
      ]),
    );
  }

  async #becomesReady(): Promise<number> {
    const since = performance.now();
    await new Promise<void>((ready, failed) => {
      const late = setTimeout(
        () => failed(new Error(`the house was not ready after ${readyMsMax} ms`)),
        readyMsMax,
      );
      this.#ready = () => {
        clearTimeout(late);
        ready();
      };
    });
    return performance.now() - since;
  }
}
