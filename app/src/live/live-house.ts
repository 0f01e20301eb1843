/** The control plane on a running site: broker, ledger, rooms, the WMS's door and the screens' door in one process, with the broker and the traffic planner in threads of their own. */
import { createHmac } from "node:crypto";
import { join } from "node:path";
import type { Site } from "@floorplane/contracts/site";
import { PlannerThread } from "@floorplane/fleet/traffic/planner-thread";
import { FolderBlobs } from "@floorplane/runtime/blobs/folder-blobs";
import { every } from "@floorplane/runtime/clock/clock";
import { ScaledClock, type TimeOrigin } from "@floorplane/runtime/clock/scaled-clock";
import { wallClock } from "@floorplane/runtime/clock/wall-clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector, MachinePort } from "@floorplane/runtime/machine-port";
import { fileLog } from "@floorplane/runtime/pino-log";
import { seededRandom } from "@floorplane/runtime/random";
import { ModbusConnector } from "@floorplane/sensors/drivers/modbus-port";
import { OpcUaConnector } from "@floorplane/sensors/drivers/opcua-port";
import { DropFolder } from "@floorplane/wms-bridge/drop/drop-folder";
import { FetchOut } from "@floorplane/wms-bridge/intake/http/http-out";
import { openHttpServer } from "@floorplane/wms-bridge/intake/http/http-server";
import type { Restoration } from "@floorplane/wms-bridge/keeping/restorations";
import { TcpPrinters } from "@floorplane/wms-bridge/printing/tcp-printers";
import { rehearseIntake } from "@floorplane/wms-bridge/rehearsal";
import { type ComposedHouse, composeHouse, type HousePorts } from "../compose.ts";
import { drawSecret, signingSecret } from "../programs/house-programs.ts";
import { HeadFile } from "../running/head-file.ts";
import { loopback } from "../running/ports.ts";
import { holdPart, photosFolder, restoredFileName } from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import type { FloorFigures } from "../running/status-line.ts";
import { readSiteFiles } from "../site/site-files.ts";
import { FloorWatch } from "./floor-watch.ts";
import { type ChosenGrounds, mqttUrlOf } from "./ground-options.ts";
import { HouseMetrics } from "./house-metrics.ts";
import { openHistory, openLedger, openLine, type Surroundings } from "./open-grounds.ts";
import { Pace, paceLookMs } from "./pace.ts";

export interface LiveHouseConfig {
  readonly siteFolder: string;
  /** Which layout of its file, where it holds several and the site's file does not say. */
  readonly layoutId?: string;
  readonly stateFolder: string;
  /** Folder of the built screens. */
  readonly webRoot: string;
  readonly origin: TimeOrigin;
  readonly ports: { readonly dashboards: number; readonly mqtt: number; readonly wms: number };
  /** Tokens by client id. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly webhooks: HousePorts["webhooks"];
  /** Who may ask at the WMS's door from the first start. */
  readonly programs: HousePorts["programs"];
  readonly grounds: ChosenGrounds;
  /** Addresses of machines, where they differ from the site's file. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Watched for CSV files of orders, items and stock, which come to the door with this token; none where absent. */
  readonly csvFolder?: { readonly path: string; readonly token: string };
  /** Webhooks may go to this machine and its network (a demo, a WMS in the building). */
  readonly allowPrivateWebhooks: boolean;
  /** So may those that programs register; what the site's file says where absent. */
  readonly privateWebhooks?: boolean;
}

/** After a start nothing moves before every robot was heard, or so long: several tries to connect, wall ms. */
const observeMs = 10_000;

export interface LiveHouse {
  readonly urls: { readonly dashboards: string; readonly mqtt: string; readonly wms: string };
  figures(): FloorFigures;
  stop(): Promise<void>;
}

/** `end` hears of a ledger that failed and of a bug in a step: the process must end and come back from the ledger. */
export async function startLiveHouse(
  config: LiveHouseConfig,
  end: (error: Error) => void,
): Promise<LiveHouse> {
  const { origin, ports, stateFolder, tokens } = config;
  const log = fileLog(join(stateFolder, "house.log"));
  const broke = (error: Error): void => {
    log.error("house.broke", { why: error.message });
    log.close();
    end(error);
  };
  const { layoutId } = config;
  const loaded = readSiteFiles(config.siteFolder, layoutId === undefined ? {} : { layoutId });
  const site = {
    ...loaded.site,
    devices: loaded.site.devices.map((row) => ({ ...row, ...addressOf(row.device, config) })),
    ...(loaded.site.printers
      ? { printers: loaded.site.printers.map((row) => ({ ...row, ...addressOf(row.printer, config) })) }
      : {}),
  };
  const timers = new ScaledClock(origin);
  const wall = new ScaledClock({ ...origin, houseMs: origin.wallMs, speed: 1 });
  // Jitter of retries: chance on a running site need not be repeated, only differ from the last start's.
  const random = seededRandom(`${site.site}/${process.pid}/${Date.now()}`);
  const stops: (() => Promise<void> | void)[] = [() => log.close()];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const around: Surroundings = {
      site: site.site,
      grounds: config.grounds,
      stateFolder,
      mqttPort: ports.mqtt,
      tokens,
      wall,
      random,
      log,
      stops,
    };
    stops.push(holdPart(new StateFolder(stateFolder), "house"));
    const series = await openHistory(around);
    stops.push(() => series.close());
    const watch = new FloorWatch();
    let planner: PlannerThread | undefined;
    const pace: Pace = new Pace({
      speed: origin.speed,
      lost: () => (planner ? planner.figures.lost.died + planner.figures.lost.silent : 0),
      hearer: {
        behind: (word) => {
          if (word) log.warn("house.behind", { ...word, speed: origin.speed });
          else log.info("house.keeps-up", { ...pace.now });
          composed.fleet.paceJudged(word, origin.speed);
        },
        plannerLost: (times) => composed.fleet.plannerJudged(times),
      },
    });
    const metrics = new HouseMetrics(pace);
    stops.push(metrics.watchLoop(wall));
    const printers = new TcpPrinters({ timers: wall });
    stops.push(() => printers.stop());
    const head = new HeadFile(new StateFolder(stateFolder), log);
    head.start(wall);
    stops.push(() => head.stop());
    const composed: ComposedHouse = composeHouse({
      site: { ...loaded, site },
      blobs: new FolderBlobs(join(stateFolder, photosFolder)),
      ledger: openLedger(around, (error) => broke(new Error(`the ledger failed: ${error.message}`))),
      broke,
      timers,
      speed: origin.speed,
      wall: wallClock,
      random,
      line: (admitted) => openLine(around, admitted),
      machines: machinesOf(config, timers, wall, random, log),
      http: new FetchOut({ allowPrivate: config.allowPrivateWebhooks }),
      printing: printers,
      webhooks: config.webhooks,
      programs: config.programs,
      drawSecret,
      secretFor: (name) => createHmac("sha256", tokens[signingSecret]!).update(name).digest("base64"),
      ...(config.privateWebhooks === undefined ? {} : { privateWebhooks: config.privateWebhooks }),
      wmsDoor: (door) =>
        openHttpServer({
          door,
          host: loopback,
          port: ports.wms,
          ...(site.limits?.requestsPerMinute === undefined
            ? {}
            : { requestsPerMinute: site.limits.requestsPerMinute }),
          failed: (error) => broke(new Error(`the WMS's door failed: ${error.message}`)),
        }),
      screens: { host: loopback, port: ports.dashboards, webRoot: config.webRoot },
      log,
      history: series,
      metrics,
      pace: () => pace.now,
      planner: (floor) => {
        const thread = new PlannerThread(floor, { timers: wall, log });
        planner = thread;
        stops.push(() => thread.stop());
        return thread;
      },
      // Robots come back over real wires, which no clock makes faster.
      fleet: { observeMs: observeMs * origin.speed },
      ...restorationIn(stateFolder),
      restored: (read) => watch.restore(read, timers.now()),
      committed: (row) => {
        watch.row(row);
        head.row(row);
      },
    });
    stops.push(() => composed.stop());
    await rehearse(site, log);
    const { screens = "", wms } = await composed.start();
    stops.push(every(wall, paceLookMs, () => pace.look()));
    if (config.csvFolder !== undefined) {
      const bridge = composed.wmsBridge;
      const { path: folder, token } = config.csvFolder;
      const drop = new DropFolder({
        folder,
        token,
        door: bridge.door,
        timers: wall,
        log,
        troubled: (trouble) => bridge.csvTroubled(trouble),
      });
      stops.push(() => drop.stop());
      drop.start();
    }
    const mqtt = mqttUrlOf(config.grounds, ports.mqtt);
    log.info("house.started", { site: site.site, mqtt, wms, dashboards: screens });
    return {
      urls: { dashboards: screens, mqtt, wms },
      figures: () => watch.figures(composed.wmsBridge.orderCounts(), site.robots.length, timers.now()),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function restorationIn(folder: string): { readonly restoration?: Restoration } {
  const restoration = new StateFolder(folder).readJson<Restoration>(restoredFileName);
  return restoration ? { restoration } : {};
}

/** Before the door opens, and not under its first orders. A site on which it cannot be done opens as it would without. */
async function rehearse(site: Site, log: Log): Promise<void> {
  try {
    await rehearseIntake(site, () => performance.now());
  } catch (error) {
    log.warn("intake.not-rehearsed", { why: (error as Error).message });
  }
}

const addressOf = (device: string, config: LiveHouseConfig): { address?: string } => {
  const address = Object.hasOwn(config.addresses, device) ? config.addresses[device] : undefined;
  return address === undefined ? {} : { address };
};

function machinesOf(
  config: LiveHouseConfig,
  clock: ScaledClock,
  timers: ScaledClock,
  random: ReturnType<typeof seededRandom>,
  log: ReturnType<typeof fileLog>,
): MachineConnector {
  const modbus = new ModbusConnector({ timers, clock, random: random.split("modbus"), log });
  const opcua = new OpcUaConnector({
    timers,
    clock,
    random: random.split("opcua"),
    log,
    certificates: join(config.stateFolder, "pki"),
  });
  return {
    connect: (device, address) =>
      address === ""
        ? unreachable(clock)
        : (address.startsWith("modbus-tcp:") ? modbus : opcua).connect(device, address),
  };
}

/** The port of a machine whose address nobody has given: broken for good, as its alarm says. */
const unreachable = (clock: ScaledClock): MachinePort => ({
  watch: () => {},
  write: (_name, _value, done) => void clock.at(clock.now(), () => done(false)),
  onLink: (hear) => void clock.at(clock.now(), () => hear("broken")),
  close: async () => {},
});
