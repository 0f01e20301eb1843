/** What `floorplane up` does: one house in this process on a site's own files, until Ctrl-C. */
import { readFileSync, writeFileSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { ensureWebBundle } from "@floorplane/dashboards/web-bundle";
import { type HouseParts, wmsName } from "../compose.ts";
import { mustBeFree } from "../running/ports.ts";
import { endRunning, nobodyIn, writeRunning } from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import { StatusLine, statusOf } from "../running/status-line.ts";
import { readSiteFiles } from "../site/site-files.ts";
import { clientIds } from "./accounts.ts";

export interface UpOptions {
  readonly site: string;
  readonly state: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly wmsPort: number;
  readonly webhook?: string;
  readonly webhookSecretFile?: string;
}

const figuresMs = 1_000;

/** Resolves when the house runs. */
export async function runUp(options: UpOptions): Promise<void> {
  const webhooks = webhooksOf(options);
  const { site, warnings } = readSiteFiles(options.site);
  for (const [port, option] of [
    [options.port, "--port"],
    [options.mqttPort, "--mqtt-port"],
    [options.wmsPort, "--wms-port"],
  ] as const)
    await mustBeFree(port, option);
  const line = new StatusLine();
  for (const warning of warnings) line.say(`Look        ${warning}`);
  const webRoot = await ensureWebBundle((text) => line.say(text));
  const state = new StateFolder(options.state);
  await nobodyIn(state);
  const tokens = state.secrets(clientIds(site));
  const wallMs = Date.now();
  // What a house is made of takes a second or two to load; what is wrong with the files was told before.
  const { startLiveHouse } = await import("./live-house.ts");
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
}

const accountsFile = "accounts.csv";

/** What goes into each device's own settings: client id, user name, token. Readable by this user alone, as the secrets are. */
function writeAccounts(state: StateFolder, tokens: Readonly<Record<string, string>>): void {
  const rows = Object.entries(tokens).map(([clientId, token]) => `${clientId},${clientId},${token}`);
  writeFileSync(state.file(accountsFile), `${["client id,user name,token", ...rows].join("\n")}\n`, {
    mode: 0o600,
  });
}

function webhooksOf({ webhook, webhookSecretFile }: UpOptions): HouseParts["webhooks"] {
  if (webhook === undefined) return [];
  if (webhookSecretFile === undefined)
    throw new FloorplaneError({
      code: "bad-option",
      message: "--webhook needs --webhook-secret-file: confirmations are signed",
      field: "--webhook-secret-file",
    });
  try {
    const secret = readFileSync(webhookSecretFile, "utf8").trim();
    return [{ name: wmsName, url: new URL(webhook).href, secret }];
  } catch (error) {
    throw new FloorplaneError({
      code: "bad-option",
      message: `--webhook: ${error instanceof Error ? error.message : String(error)}`,
      field: "--webhook",
    });
  }
}
