/** A stage for the tests of this room: house, bus and machines in memory on a virtual clock. */
import { stationValues } from "@floorplane/contracts/devices.schema";
import { DeviceId, JobId, SiteId, StationId, ToteId } from "@floorplane/contracts/ids";
import type { Kind } from "@floorplane/contracts/kind";
import { itemGtin, ssccOf } from "@floorplane/contracts/labels";
import type { Mail, ToSensors, ToWmsBridge } from "@floorplane/contracts/messages";
import type { Site } from "@floorplane/contracts/site";
import { type Topic, topics } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import { CutBus } from "@floorplane/runtime/bus/cut-bus.fixture";
import { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { House } from "@floorplane/runtime/house";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { silentLog } from "@floorplane/runtime/log";
import { MemoryMachines, ValueStore } from "@floorplane/runtime/machine-port";
import type { Desk, Room } from "@floorplane/runtime/room";
import { Sensors } from "../sensors.ts";

const start = Date.UTC(2026, 4, 4, 8);
export const hall = SiteId("hall");
export const site: Site = {
  site: "hall",
  name: "a hall",
  client: "house",
  timezone: "UTC",
  vehicle: {
    type: "tote-amr",
    manufacturer: "acme",
    lengthM: 1,
    widthM: 0.8,
    speedMps: 1.5,
    accelerationMps2: 1,
    quarterTurnS: 2,
  },
  robots: [{ robot: "R01", manufacturer: "acme" }],
  stations: [{ station: "PACK1", kind: "packing" }],
  zones: [
    {
      zone: "STORE",
      temperatureC: { min: 12, max: 28 },
      humidityPercent: { min: 25, max: 65 },
      area: { x: 0, y: 0, width: 10, height: 10 },
    },
  ],
  devices: [
    { device: "PORTAL-OUT", kind: "portal", wire: "mqtt", x: 0, y: 0 },
    { device: "CLIMATE-1", kind: "climate", wire: "mqtt", zone: "STORE", periodS: 10, x: 1, y: 1 },
    { device: "CLIMATE-2", kind: "climate", wire: "modbus", zone: "STORE", periodS: 10, x: 1, y: 1 },
    { device: "PLC-PACK1", kind: "station", wire: "opcua", station: "PACK1", x: 2, y: 2 },
  ],
  racks: [],
};

const heardKind: Kind = { name: "heard", version: 1, read: ({ body }) => body as object };

/** Listens in the place of another room, and writes down how much: what decides something is heard once, whatever is killed. */
class Listener<Name extends "wms-bridge" | "dashboards"> implements Room<Name> {
  readonly heard: Mail[Name][] = [];
  readonly name: Name;
  constructor(name: Name) {
    this.name = name;
  }
  async restore(): Promise<void> {}
  begin(): void {}
  fire(): void {}
  take(message: Mail[Name], desk: Desk): void {
    this.heard.push(message);
    desk.put(heardKind, this.name, { count: this.heard.length });
  }
}

/** What the simulated station does: takes jobs while it has room, ignores those it knows. */
class FakeStation {
  readonly store = new ValueStore();
  readonly offered: string[] = [];
  takes = true;
  constructor(clock: VirtualClock) {
    this.store.set(stationValues.state, 4, clock.now());
    this.store.set(stationValues.queue, 0, clock.now());
    this.store.set(stationValues.finished, "[]", clock.now());
    this.store.onWrite = (name, value) => {
      if (name !== stationValues.job) throw new Error(`${name} is not to be written`);
      this.offered.push((JSON.parse(String(value)) as { job: string }).job);
      return this.takes;
    };
  }
}

/** The room alone in a house, with the ends of its wires in the hands of a test. */
export async function aFloor(ledger = new MemoryLedger(), at = start, changed: Partial<Site> = {}) {
  const clock = new VirtualClock(at);
  const broker = new MemoryBroker(clock);
  const bus = new CutBus(broker.connect({ clientId: "control" }));
  const devices = broker.connect({ clientId: "devices" });
  const station = new FakeStation(clock);
  const box = new ValueStore();
  const stores: Record<string, ValueStore> = { "PLC-PACK1": station.store, "CLIMATE-2": box };
  const house = new House({ ledger, timers: clock, bus });
  const history: unknown[][] = [];
  const sensors = new Sensors({
    site: { ...site, ...changed },
    office: house.office("sensors"),
    bus,
    timers: clock,
    machines: new MemoryMachines(clock, (device) => stores[device]),
    log: silentLog,
    series: { write: (...point) => void history.push(point) },
  });
  const wms = new Listener("wms-bridge");
  const screens = new Listener("dashboards");
  for (const room of [wms, sensors, screens]) house.moveIn(room);
  await house.start();
  const run = (ms: number) => clock.run(() => false, clock.now() + ms);
  run(100);
  let last: { topic: Topic; payload: Uint8Array } | undefined;
  const office = house.office("wms-bridge");
  return {
    clock,
    /** The room's own line to the broker. */
    line: bus,
    ledger,
    house,
    sensors,
    history,
    station,
    box,
    wms: wms.heard as ToWmsBridge[],
    screens: screens.heard,
    run,
    tell: (message: ToSensors) => {
      office.act({ type: "test" }, (desk: Desk) => desk.send("sensors", message));
      run(100);
    },
    say: (reader: string, round: number, epcs: readonly string[], rssiDbm = -50, as = reader) => {
      const reads = epcs.map((epc) => ({ epc, antenna: 1, rssiDbm, count: 3 }));
      const payload = JSON.stringify({ reader: as, at: isoTime(clock.now()), round, reads });
      last = { topic: topics.reads(hall, DeviceId(reader)), payload: new TextEncoder().encode(payload) };
      devices.publish(last.topic, last.payload);
      run(100);
    },
    /** The last thing a reader said, once more: a duplicate as QoS 1 may bring it. */
    sayAgain: () => {
      devices.publish(last!.topic, last!.payload);
      run(100);
    },
    climate: (reading: object, device = "CLIMATE-1") => {
      const payload = JSON.stringify({ device, at: isoTime(clock.now()), ...reading });
      devices.publish(topics.climate(hall, DeviceId(device)), new TextEncoder().encode(payload));
      run(100);
    },
    /** As it stands on the wire. */
    climateText: (text: string, device = "CLIMATE-1") => {
      devices.publish(topics.climate(hall, DeviceId(device)), new TextEncoder().encode(text));
      run(100);
    },
    readsText: (text: string, reader = "RDR-R01") => {
      devices.publish(topics.reads(hall, DeviceId(reader)), new TextEncoder().encode(text));
      run(100);
    },
    asks: (() => {
      const heard: string[] = [];
      devices.subscribe("#", ({ topic, payload }) => {
        if (topic.endsWith("/round")) heard.push(`${topic} ${new TextDecoder().decode(payload)}`);
      });
      return heard;
    })(),
    document: async (kind: string, id: string) =>
      (await ledger.documents(kind)).find((document) => document.id === id)?.body as Record<string, unknown>,
    alarms: async () =>
      (await ledger.documents("alarm")).map(({ id, body }) => `${id} ${(body as { state: string }).state}`),
  };
}

export const tote = ToteId("T7");
export const gtin = itemGtin(12, 0);
export const sscc = ssccOf(41);
export const job = {
  type: "station.job",
  station: StationId("PACK1"),
  job: JobId("J1"),
  tote,
  lines: 2,
  units: 5,
  sscc,
} as const;
export const finished = (...jobs: string[]) => JSON.stringify(jobs.map((each) => ({ job: each, sscc })));
