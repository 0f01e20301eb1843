/** `floorplane demo`: the whole house and a simulated floor over real wires, in two processes that this one holds, with one calm line to look at. */

import type { PrinterRow } from "@floorplane/contracts/site-printers";
import { ensureWebBundle } from "@floorplane/dashboards/web-bundle";
import { wmsName } from "../compose.ts";
import { planDay } from "../day/plan-day.ts";
import { clientIds } from "../live/accounts.ts";
import {
  chosenGrounds,
  type GroundOptions,
  groundArguments,
  groundLines,
  mqttUrlOf,
  refuseFresh,
} from "../live/ground-options.ts";
import type { LiveHouseConfig } from "../live/live-house.ts";
import { judgeHearers, type WebhookOptions, webhookTargets } from "../live/webhook-options.ts";
import {
  csvFolderOf,
  csvFolderSecret,
  doorLines,
  operatorFile,
  operatorOf,
  signingSecret,
  simulatedWms,
  simulatedWmsSecret,
} from "../programs/house-programs.ts";
import { Child, endingWords, type FromChild } from "../running/child.ts";
import { houseTimeAt, keepHouseTime, resumedOrigin } from "../running/house-time.ts";
import { freePorts, loopback, mustAllBeFree } from "../running/ports.ts";
import { endRunning, mustBeLeft, takeFolder, writeRunning, writeStarted } from "../running/running.ts";
import { demoState, StateFolder } from "../running/state-folder.ts";
import { type FloorFigures, StatusLine, statusOf } from "../running/status-line.ts";
import { findingLine } from "../site/finding.ts";
import { type LoadedSite, readSiteFiles, siteFileNames, writeSiteFiles } from "../site/site-files.ts";
import { type DemoPlan, type DemoWish, demoPlan } from "./demo-plan.ts";
import type { LiveWorldConfig } from "./live-world.ts";
import { machineAddresses } from "./wires.ts";

export interface DemoOptions extends DemoWish, WebhookOptions, GroundOptions {
  readonly state: string;
  readonly port: number;
  readonly mqttPort: number;
  readonly wmsPort: number;
  /** Watched for CSV files. */
  readonly csvFolder?: string;
  readonly speed: number;
  readonly fresh?: true;
}

const webhookSecretName = "webhook";
/** A receiver of the user's own, who hears all that the simulated WMS hears. */
const furtherHearer = "RECEIVER";
/** What house and world said last of themselves, each second: for `doctor` and for scripts. */
const figuresFileName = "figures.json";

/** Resolves with the exit code when everything is stopped. */
export async function runDemo(options: DemoOptions, line = new StatusLine()): Promise<number> {
  const further = webhookTargets(options, furtherHearer);
  await mustBeLeft(options.state);
  await mustAllBeFree([
    [options.port, "--port"],
    [options.mqttPort, "--mqtt-port"],
    [options.wmsPort, "--wms-port"],
  ]);
  const webRoot = await ensureWebBundle((text) => line.say(text));
  const state = new StateFolder(options.state);
  state.mustBelongTo("demo");
  if (options.fresh) refuseFresh(options);
  if (options.fresh) state.mustBeADemos();
  await takeFolder(state);
  if (options.fresh) state.clear();
  const again = `${options.state === demoState ? "" : ` --state ${options.state}`}${groundArguments(options)}`;
  writeStarted(state, again === "" ? "npm start" : `npm start --${again}`);
  const { robots, orders, profile, perDay, deliveries, onPallets, faults } = options;
  const wish = defined({ robots, orders, profile, perDay, deliveries, onPallets, faults });
  const plan = demoPlan(state, wish, Date.now());
  const siteFolder = state.file("site");
  const firstAt = prepareSite(siteFolder, plan, line);
  const { site } = readSiteFiles(siteFolder);
  judgeHearers(further, site);
  const grounds = chosenGrounds(options, { site, folder: siteFolder });
  const tokens = state.secrets([
    ...clientIds(site),
    webhookSecretName,
    csvFolderSecret,
    simulatedWmsSecret,
    signingSecret,
  ]);
  const operator = operatorOf(state).given;
  const wmsToken = tokens[simulatedWmsSecret]!;
  const csv = csvFolderOf(options.csvFolder, tokens);
  const webhookSecret = `whsec_${Buffer.from(tokens[webhookSecretName]!, "base64url").toString("base64")}`;
  const [dashboards, mqtt, wms, opcua, modbus, webhooks, ...printers] = (await freePorts(
    6 + (site.printers ?? []).length,
  )) as [number, number, number, number, number, number, ...number[]];
  const ports = {
    dashboards: options.port || dashboards,
    mqtt: options.mqttPort || mqtt,
    wms: options.wmsPort || wms,
    opcua,
    modbus,
    webhooks,
    printers,
  };
  const origin = resumedOrigin(state, firstAt, options.speed);
  const stopKeeping = keepHouseTime(state, origin);

  const houseConfig: LiveHouseConfig = {
    siteFolder,
    stateFolder: state.path,
    webRoot,
    origin,
    ports,
    grounds,
    tokens,
    webhooks: [
      { name: wmsName, url: `http://${loopback}:${ports.webhooks}/`, secret: webhookSecret },
      ...further,
    ],
    programs: [operator, simulatedWms(site.client, wmsToken, true), ...csv.programs],
    addresses: machineAddresses(site, ports),
    allowPrivateWebhooks: true,
    privateWebhooks: true,
    ...csv.config,
  };
  const worldConfig: LiveWorldConfig = {
    stateFolder: state.path,
    siteFolder,
    plan,
    origin,
    urls: { mqtt: mqttUrlOf(grounds, ports.mqtt), wms: `http://${loopback}:${ports.wms}` },
    screensUrl: `http://${loopback}:${ports.dashboards}`,
    ports,
    tokens,
    wmsToken,
    webhookSecret,
  };

  return new Promise<number>((resolve) => {
    let houseFigures: Readonly<Record<string, number>> = {};
    let worldFigures: Readonly<Record<string, number>> = {};
    let isShown = false;
    let isStopping = false;
    const running = (): void =>
      writeRunning(state, {
        pid: process.pid,
        ...(house.pid === undefined ? {} : { housePid: house.pid }),
        ...(world.pid === undefined ? {} : { worldPid: world.pid }),
        urls: { ...worldConfig.urls, dashboards: `http://${loopback}:${ports.dashboards}/` },
      });
    const hear = (message: FromChild): void => {
      if (message.type === "refused") {
        line.say(`floorplane: ${message.message}`);
        void end(2);
      } else if (message.type === "ready") {
        running();
        if (!isShown && message.facts.dashboards) {
          isShown = true;
          line.say(`Dashboards  ${message.facts.dashboards}`);
          line.say(
            `WMS API     ${message.facts.wms}/docs     MQTT  ${message.facts.mqtt}     logs and state in ${options.state}`,
          );
          // Nothing of value is behind it, and whoever tries the demo finds it here.
          for (const each of doorLines(worldConfig.urls.wms, state.file(operatorFile), operator.token))
            line.say(each);
          for (const each of groundLines(grounds)) line.say(each);
          line.say("Ctrl-C stops; the next start goes on from here.");
        }
      } else {
        houseFigures = message.figures;
        line.show(describe(houseFigures as unknown as FloorFigures, worldFigures));
      }
    };
    const house = new Child<LiveHouseConfig>({
      entry: new URL("../live/house-process.ts", import.meta.url),
      config: () => houseConfig,
      heard: hear,
      died: (ending) =>
        line.say(
          `the control plane ${endingWords(ending, `why stands above and in ${state.file("house.log")}`)}; it comes back from its ledger`,
        ),
    });
    const world = new Child<LiveWorldConfig>({
      entry: new URL("./world-process.ts", import.meta.url),
      config: () => worldConfig,
      heard: (message) => {
        if (message.type !== "figures") return hear(message);
        worldFigures = message.figures;
        state.note(figuresFileName, { house: houseFigures, world: worldFigures });
      },
      died: (ending) =>
        line.say(
          `the simulated world ${endingWords(ending, "why stands above")}; it comes back from its file`,
        ),
    });
    const end = async (code: number): Promise<void> => {
      if (isStopping) return;
      isStopping = true;
      line.say("stopping ...");
      await Promise.all([world.stop(), house.stop()]);
      stopKeeping();
      endRunning(state);
      line.say(
        `stopped at ${new Date(houseTimeAt(origin)).toISOString().slice(0, 16).replace("T", " ")} house time`,
      );
      resolve(code);
    };
    process.on("SIGINT", () => void end(0));
    process.on("SIGTERM", () => void end(0));
    house.start();
    world.start();
  });
}

function describe(figures: FloorFigures, world: Readonly<Record<string, number>>): string {
  const met = (world.collisions ?? 0) > 0 ? `  |  ${world.collisions} COLLISIONS` : "";
  return `${statusOf(figures)}${met}`;
}

/** Draws the site at the first start. Returns when its first order comes, less the time to see it come. */
function prepareSite(folder: string, plan: DemoPlan, line: StatusLine): number {
  const state = new StateFolder(folder);
  // One file that is left is somebody's site: what is missing is said, not drawn over.
  const isDrawn = Object.values(siteFileNames).some((name) => state.has(name));
  const site = isDrawn ? readSiteFiles(folder) : undefined;
  // Addresses of its machines are the demo's to give.
  for (const finding of site?.findings ?? [])
    if (finding.code !== "no-address") line.say(findingLine(finding));
  const day = planDay({ ...plan, ...(site ? { site } : {}) });
  if (!isDrawn) writeSiteFiles(folder, withPrinters(withAPacker(day.site)));
  return day.demand.requests[0]!.at - 5_000;
}

/** Where there are several packing stations, the last one is a person's: whoever looks at the demo may take it over. */
function withAPacker(loaded: LoadedSite): LoadedSite {
  const { site } = loaded;
  const packing = site.stations.filter(({ kind }) => kind === "packing");
  const last = packing.length > 1 ? packing.at(-1)!.station : undefined;
  if (last === undefined) return loaded;
  return {
    ...loaded,
    site: {
      ...site,
      stations: site.stations.map((row) => (row.station === last ? { ...row, by: "person" as const } : row)),
      devices: site.devices.filter(({ kind, station }) => kind !== "station" || station !== last),
    },
  };
}

/** A printer at each packing station, which the simulated floor has too; their addresses are the demo's to give. */
function withPrinters(loaded: LoadedSite): LoadedSite {
  const printers = loaded.site.stations.flatMap(({ station, kind }): PrinterRow[] =>
    kind === "packing"
      ? [{ printer: `PRINTER-${station}`, address: "127.0.0.1:9100", language: "zpl", station }]
      : [],
  );
  return printers.length === 0 ? loaded : { ...loaded, site: { ...loaded.site, printers } };
}

function defined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;
}
