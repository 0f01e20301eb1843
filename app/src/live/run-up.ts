/** What `floorplane up` does: one house on a site's own files, until Ctrl-C. */
import { ensureWebBundle } from "@floorplane/dashboards/web-bundle";
import { wmsName } from "../compose.ts";
import {
  csvFolderOf,
  csvFolderSecret,
  doorLines,
  operatorFile,
  operatorOf,
  signingSecret,
} from "../programs/house-programs.ts";
import { Child, endingWords } from "../running/child.ts";
import { freePorts, mustAllBeFree } from "../running/ports.ts";
import {
  endRunning,
  mustBeLeft,
  type Running,
  takeFolder,
  writeRunning,
  writeStarted,
} from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import { type FloorFigures, StatusLine, statusOf } from "../running/status-line.ts";
import { findingLine } from "../site/finding.ts";
import { readSiteFiles } from "../site/site-files.ts";
import { clientIds } from "./accounts.ts";
import { chosenGrounds, type GroundOptions, groundArguments, groundLines } from "./ground-options.ts";
import type { LiveHouseConfig } from "./live-house.ts";
import { judgeHearers, type WebhookOptions, webhookTargets } from "./webhook-options.ts";

export interface UpOptions extends WebhookOptions, GroundOptions {
  readonly site: string;
  readonly layoutId?: string;
  readonly state: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly wmsPort: number;
  /** Watched for CSV files. */
  readonly csvFolder?: string;
}

/** Resolves with the exit code when everything is stopped. The house runs in a process of its own: when a bug ends it, it comes back from its ledger. */
export async function runUp(options: UpOptions, line = new StatusLine()): Promise<number> {
  const webhooks = webhookTargets(options, wmsName);
  const wish = options.layoutId === undefined ? {} : { layoutId: options.layoutId };
  const { site, findings } = readSiteFiles(options.site, wish);
  for (const finding of findings) line.say(findingLine(finding));
  judgeHearers(webhooks, site);
  const grounds = chosenGrounds(options, { site, folder: options.site });
  await mustBeLeft(options.state);
  await mustAllBeFree([
    [options.port, "--port"],
    // Where another broker stands, none of the house's own listens.
    [grounds.bus.kind === "embedded" ? options.mqttPort : 0, "--mqtt-port"],
    [options.wmsPort, "--wms-port"],
  ]);
  const webRoot = await ensureWebBundle((text) => line.say(text));
  const state = new StateFolder(options.state);
  state.mustBelongTo("up");
  await takeFolder(state);
  writeStarted(
    state,
    `npm run -s floorplane -- up --site ${options.site} --state ${options.state}${groundArguments(options)}`,
  );
  const tokens = state.secrets([...clientIds(site), csvFolderSecret, signingSecret]);
  const operator = operatorOf(state);
  const csv = csvFolderOf(options.csvFolder, tokens);
  writeAccounts(state, clientIds(site), tokens);
  const ports = await portsOf(options);
  const config = (): LiveHouseConfig => {
    const wallMs = Date.now();
    return {
      siteFolder: options.site,
      ...wish,
      stateFolder: state.path,
      webRoot,
      origin: { wallMs, houseMs: wallMs, speed: 1 },
      ports,
      grounds,
      tokens,
      webhooks,
      programs: [operator.given, ...csv.programs],
      addresses: {},
      allowPrivateWebhooks: true,
      ...csv.config,
    };
  };

  return new Promise<number>((resolve) => {
    let isShown = false;
    let isStopping = false;
    const house = new Child<LiveHouseConfig>({
      entry: new URL("./house-process.ts", import.meta.url),
      config,
      heard: (message) => {
        if (message.type === "figures")
          return isStopping ? undefined : line.show(statusOf(message.figures as unknown as FloorFigures));
        if (message.type === "refused") {
          process.stderr.write(`floorplane: ${message.message}\n`);
          return void end(2);
        }
        const { dashboards, mqtt, wms } = message.facts as unknown as Running["urls"];
        writeRunning(state, {
          pid: process.pid,
          ...(house.pid === undefined ? {} : { housePid: house.pid }),
          urls: { dashboards, mqtt, wms },
        });
        if (isShown) return;
        isShown = true;
        line.say(`Dashboards  ${dashboards}`);
        if (webhooks.length === 0)
          line.say(
            "Webhooks    nobody hears what is shipped: start with --webhook and --webhook-secret-file",
          );
        for (const { client, url } of webhooks)
          line.say(`Webhooks    ${url}${client === undefined ? "" : ` for client ${client}`}`);
        for (const each of groundLines(grounds)) line.say(each);
        line.say(
          `WMS API     ${wms}/docs     MQTT  ${mqtt}     device tokens in ${state.file(accountsFile)}`,
        );
        const shown = operator.isNew ? operator.given.token : undefined;
        for (const each of doorLines(wms, state.file(operatorFile), shown)) line.say(each);
      },
      died: (ending) =>
        line.say(
          `the control plane ${endingWords(ending, `why stands above and in ${state.file("house.log")}`)}; it comes back from its ledger`,
        ),
    });
    const end = async (code: number): Promise<void> => {
      if (isStopping) return;
      isStopping = true;
      // A house that refused its start has said why, and there is nothing to stop.
      if (code === 0) line.say("stopping ... what is answered is written down first");
      await house.stop();
      endRunning(state);
      if (code === 0) line.say("stopped; the same command goes on from here");
      resolve(code);
    };
    process.on("SIGINT", () => void end(0));
    process.on("SIGTERM", () => void end(0));
    house.start();
  });
}

/** Chosen once: a house that comes back has the address that its users know. */
async function portsOf({ port, mqttPort, wmsPort }: UpOptions): Promise<LiveHouseConfig["ports"]> {
  const [dashboards, mqtt, wms] = await freePorts(3);
  return { dashboards: port || dashboards!, mqtt: mqttPort || mqtt!, wms: wmsPort || wms! };
}

const accountsFile = "accounts.csv";

/** What goes into each device's own settings: client id, user name, token. Readable by this user alone, as the secrets are. */
function writeAccounts(
  state: StateFolder,
  clientIds: readonly string[],
  tokens: Readonly<Record<string, string>>,
): void {
  const rows = clientIds.map((clientId) => `${clientId},${clientId},${tokens[clientId]}`);
  state.writeText(accountsFile, `${["client id,user name,token", ...rows].join("\n")}\n`);
}
