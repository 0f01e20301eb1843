/** The simulated world in a process of its own: robots, readers, machines, people and a WMS that reach the house only over real wires. */
import { join } from "node:path";
import { MqttConnector } from "@floorplane/runtime/bus/mqtt-bus";
import { ScaledClock, type TimeOrigin } from "@floorplane/runtime/clock/scaled-clock";
import { wallClock } from "@floorplane/runtime/clock/wall-clock";
import { fileLog } from "@floorplane/runtime/pino-log";
import { seededRandom } from "@floorplane/runtime/random";
import { ModbusServer } from "@floorplane/simulator/climate/modbus-server";
import { FieldKit } from "@floorplane/simulator/field-kit/field-kit";
import { LabelPrinter } from "@floorplane/simulator/stations/label-printer";
import { type OpcUaMachine, OpcUaMachines } from "@floorplane/simulator/stations/opcua-server";
import { PrinterServer } from "@floorplane/simulator/stations/printer-server";
import { FetchOut, WebhookServer } from "@floorplane/simulator/wms/http-live";
import { World } from "@floorplane/simulator/world";
import { SqliteWorldFile } from "@floorplane/simulator/world-file";
import { planDay } from "../day/plan-day.ts";
import { loopback } from "../running/ports.ts";
import { holdPart } from "../running/running.ts";
import { StateFolder } from "../running/state-folder.ts";
import { scheduleFaults } from "../simulate/field-faults.ts";
import { readSiteFiles } from "../site/site-files.ts";
import type { DemoPlan } from "./demo-plan.ts";
import { JudgeBook } from "./judge-book.ts";
import { machineWires } from "./wires.ts";

export interface LiveWorldConfig {
  readonly stateFolder: string;
  readonly siteFolder: string;
  readonly plan: DemoPlan;
  readonly origin: TimeOrigin;
  readonly urls: { readonly mqtt: string; readonly wms: string };
  /** Of the house's screens, where people pack. */
  readonly screensUrl: string;
  readonly ports: {
    readonly opcua: number;
    readonly modbus: number;
    readonly webhooks: number;
    readonly printers: readonly number[];
  };
  readonly tokens: Readonly<Record<string, string>>;
  /** Of the program that the simulated WMS is. */
  readonly wmsToken: string;
  readonly webhookSecret: string;
}

/** What the world itself saw, for the terminal's line and `figures.json`. */
export interface WorldFigures {
  readonly collisions: number;
  readonly deadlocks: number;
  readonly stalls: number;
  /** Orders and returns that the WMS waits for. */
  readonly open: number;
  /** 1 when all that was asked is closed; never for a demand without end. */
  readonly done: number;
  /** Vehicles of the field kit that have misbehaved and are sound again. */
  readonly mended: number;
}

export interface LiveWorld {
  figures(): WorldFigures;
  stop(): Promise<void>;
}

export const worldFileName = "world.sqlite";
/** On one machine nobody storms the broker: after a kill of the house, all are back in a second or two. */
const retryMsLast = 1_000;
/** Poses of robots on the wire, for screens: house hertz. */
const visualizationHz = 1;

export async function startLiveWorld(config: LiveWorldConfig): Promise<LiveWorld> {
  const { origin, plan, urls, ports, tokens, stateFolder } = config;
  const letGo = holdPart(new StateFolder(stateFolder), "world");
  const log = fileLog(join(stateFolder, "world.log"));
  const loaded = readSiteFiles(config.siteFolder);
  const { site, layout, locations } = loaded;
  const timers = new ScaledClock(origin);
  const wall = new ScaledClock({ ...origin, houseMs: origin.wallMs, speed: 1 });
  const random = seededRandom(plan.seed).split("world");
  const day = planDay({ ...plan, site: loaded });
  const file = new SqliteWorldFile(join(stateFolder, worldFileName));
  const kit = new FieldKit({ graph: layout.graph, timers, random: random.split("field kit") });
  const world = new World({
    site,
    layout,
    locations,
    items: day.items,
    opening: day.opening,
    demand: day.demand,
    timers,
    wall: wallClock,
    random,
    connector: new MqttConnector({
      url: urls.mqtt,
      timers: wall,
      random: seededRandom(`${process.pid}/${Date.now()}`),
      log,
      retryMsLast,
    }),
    http: new FetchOut(),
    houseUrl: urls.wms,
    screensUrl: config.screensUrl,
    headersOf: () => ({ authorization: `Bearer ${config.wmsToken}` }),
    webhookSecret: config.webhookSecret,
    log,
    file,
    credentials: (clientId) => ({ username: clientId, password: tokens[clientId]! }),
    options: {
      endless: true,
      withOthers: true,
      // Of whatever asks for one, whoever ordered it.
      pallets: "built",
      robot: { visualizationHz },
      misbehaviour: kit.misbehaviour,
    },
  });
  kit.join(world.robots);
  const book = new JudgeBook(file, world.judge, log);
  const wires = machineWires(site);
  const storeOf = (device: string) => {
    const store = world.store(device);
    if (!store) throw new Error(`the world has no values for ${device}`);
    return store;
  };
  const opcua = new OpcUaMachines({
    host: loopback,
    port: ports.opcua,
    machines: wires.opcua.map(({ device, kind }): OpcUaMachine => ({ device, kind, store: storeOf(device) })),
    certificates: join(stateFolder, "pki-machines"),
    log,
  });
  const modbus = new ModbusServer({
    host: loopback,
    port: ports.modbus,
    units: new Map(wires.modbus.map(({ unit, device }) => [unit, storeOf(device)])),
    log,
  });
  const webhooks = new WebhookServer({ host: loopback, port: ports.webhooks, door: world.webhooks });
  // Their paper lasts; labels come out at the wall's pace.
  const printers = (site.printers ?? []).map(
    (_, index) =>
      new PrinterServer({
        printer: new LabelPrinter({ timers: wall }),
        host: loopback,
        port: ports.printers[index]!,
      }),
  );
  await Promise.all([opcua, modbus, webhooks, ...printers].map((each) => each.start()));
  world.start();
  const faults = scheduleFaults(plan.faults ?? [], kit, world.robots, timers);
  log.info("world.started", { robots: site.robots.length });
  return {
    figures: () => {
      book.keep();
      const { record } = world.wms;
      return {
        ...book.judged,
        open: record.openOrders + record.openReturns,
        done: world.done() ? 1 : 0,
        mended: faults.filter(({ until }) => until !== undefined).length,
      };
    },
    stop: async () => {
      book.keep();
      await world.stop();
      await Promise.all([opcua, modbus, webhooks, ...printers].map((each) => each.stop()));
      log.close();
      letGo();
    },
  };
}
