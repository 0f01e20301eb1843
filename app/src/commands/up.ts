/** `floorplane up --site DIR`: the control plane for a real site, without a simulator. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { ensureWebBundle } from "@floorplane/dashboards/web-bundle";
import { Command } from "commander";
import { clientIds } from "../live/accounts.ts";
import { startLiveHouse } from "../live/live-house.ts";
import { mustBeFree } from "../running/ports.ts";
import { endRunning, nobodyIn, writeRunning } from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import { StatusLine, statusOf } from "../running/status-line.ts";
import { readSiteFiles } from "../site/site-files.ts";
import { wholeNumber } from "./options.ts";

interface UpOptions {
  readonly site: string;
  readonly state: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly wmsPort: number;
  readonly webhook?: string;
  readonly webhookSecretFile?: string;
}

const figuresMs = 1_000;

export const upCommand = (): Command =>
  new Command("up")
    .description("the control plane for a real site, no simulator")
    .requiredOption("--site <dir>", "folder with site.yaml, layout.lif.json and locations.csv")
    .option("--state <dir>", "where the house keeps what it must not lose", join(".floorplane", "house"))
    .option("--port <n>", "port of the dashboards", wholeNumber("--port", 0, 65_535), 8480)
    .option("--mqtt-port <n>", "port of the broker", wholeNumber("--mqtt-port", 0, 65_535), 1883)
    .option("--wms-port <n>", "port of the WMS's door", wholeNumber("--wms-port", 0, 65_535), 8481)
    .option("--webhook <url>", "where the WMS hears confirmations")
    .option("--webhook-secret-file <file>", "file with the `whsec_...` secret of that webhook")
    .action(async (options: UpOptions) => {
      const webhooks = webhooksOf(options);
      const { site } = readSiteFiles(options.site);
      for (const [port, option] of [
        [options.port, "--port"],
        [options.mqttPort, "--mqtt-port"],
        [options.wmsPort, "--wms-port"],
      ] as const)
        await mustBeFree(port, option);
      const line = new StatusLine();
      const webRoot = await ensureWebBundle((text) => line.say(text));
      const state = new StateFolder(options.state);
      await nobodyIn(state);
      const tokens = state.secrets(clientIds(site));
      const wallMs = Date.now();
      const house = await startLiveHouse(
        {
          siteFolder: options.site,
          stateFolder: state.path,
          webRoot,
          origin: { wallMs, houseMs: wallMs, speed: 1 },
          ports: { dashboards: options.port, mqtt: options.mqttPort, wms: options.wmsPort },
          tokens,
          webhooks,
          addresses: {},
          allowPrivateWebhooks: true,
        },
        (error) => {
          process.stderr.write(
            `floorplane: the ledger failed (${error.message}); start again and it comes back from what was kept\n`,
          );
          process.exit(1);
        },
      );
      writeAccounts(state, tokens);
      writeRunning(state, { pid: process.pid, housePid: process.pid, urls: house.urls });
      line.say(`Dashboards  ${house.urls.dashboards}`);
      line.say(
        `WMS API     ${house.urls.wms}/docs     MQTT  ${house.urls.mqtt}     device tokens in ${state.file(accountsFile)}`,
      );
      const timer = setInterval(() => line.show(statusOf(house.figures())), figuresMs);
      const stop = (): void => {
        clearInterval(timer);
        line.say("stopping ...");
        void house.stop().then(() => {
          endRunning(state);
          process.exit(0);
        });
      };
      process.once("SIGINT", stop);
      process.once("SIGTERM", stop);
    });

const accountsFile = "accounts.csv";

/** What goes into each device's own settings: client id, user name, token. Readable by this user alone, as the secrets are. */
function writeAccounts(state: StateFolder, tokens: Readonly<Record<string, string>>): void {
  const rows = Object.entries(tokens).map(([clientId, token]) => `${clientId},${clientId},${token}`);
  writeFileSync(state.file(accountsFile), `${["client id,user name,token", ...rows].join("\n")}\n`, {
    mode: 0o600,
  });
}

function webhooksOf({ webhook, webhookSecretFile }: UpOptions): { url: string; secret: string }[] {
  if (webhook === undefined) return [];
  if (webhookSecretFile === undefined)
    throw new FloorplaneError({
      code: "bad-option",
      message: "--webhook needs --webhook-secret-file: confirmations are signed",
      field: "--webhook-secret-file",
    });
  try {
    return [{ url: new URL(webhook).href, secret: readFileSync(webhookSecretFile, "utf8").trim() }];
  } catch (error) {
    throw new FloorplaneError({
      code: "bad-option",
      message: `--webhook: ${error instanceof Error ? error.message : String(error)}`,
      field: "--webhook",
    });
  }
}
