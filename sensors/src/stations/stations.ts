/**
 * Packing stations as machines of named values (PackML): jobs are given until taken, finished ones are told once. A job stays written down until the
 * station says finished, so after a restart or a lost link every open job is given again; the station ignores one that it knows.
 */
import { parseFinishedJobs, stationValues } from "@floorplane/contracts/devices.schema";
import type { DeviceLinkState } from "@floorplane/contracts/documents";
import { byCodeUnits, JobId, StationId } from "@floorplane/contracts/ids";
import type { ToSensors } from "@floorplane/contracts/messages";
import type { Site } from "@floorplane/contracts/site";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import type { MachineConnector, MachinePort, PortState, ValueChange } from "@floorplane/runtime/machine-port";
import { type Doers, doAsked, type MachineDue, Machines } from "@floorplane/runtime/machines";
import type { Desk, Kept, Office, Restore } from "@floorplane/runtime/room";
import type { Alarms } from "../alarms/alarms.ts";
import type { Figures } from "../figures.ts";
import type { Links } from "../links/links.ts";
import type { SensorsSettings } from "../settings.ts";
import {
  type PackingStationEvent,
  type packingStationAsks,
  packingStationMachine,
} from "./packing-station.machine.ts";
import { packMlStateOf } from "./packml.ts";
import { type Job, type KeptStation, stationKind } from "./station.kind.ts";
import { jobText, StationJobs } from "./station-jobs.ts";

/** Doublings of the wait between two offers of a job. */
const doublingsMax = 8;
/** Totes an infeed can hold at most; more is no count. */
const infeedMax = 1_000;

export interface StationsOptions {
  readonly site: Site;
  readonly office: Office;
  readonly timers: Timers;
  readonly machines: MachineConnector;
  readonly alarms: Alarms;
  readonly links: Links;
  readonly settings: SensorsSettings;
  readonly log: Log;
  readonly figures: Figures;
}

interface Station {
  readonly device: string;
  readonly address: string;
  port: MachinePort | undefined;
  kept: KeptStation;
  /** The job that is being written, and how often this has been tried. */
  writing: string | undefined;
  tries: number;
  cancelRetry: () => void;
}

export interface JobLateDue {
  readonly type: "station.jobLate";
  readonly job: string;
}

export class Stations {
  readonly #options: StationsOptions;
  readonly #machines = new Machines("packing-station", packingStationMachine);
  readonly #jobs = new StationJobs();
  readonly #stations = new Map<string, Station>();
  readonly #byDevice = new Map<string, Station>();
  readonly #restored = new Map<string, KeptStation>();
  readonly #doers: Doers<typeof packingStationAsks, KeptStation> = {
    raiseStopped: ({ station: id, state }, _, desk) =>
      this.#options.alarms.raiseOwn("station.stopped", stoppedKey(id), id, { state }, desk),
    clearStopped: ({ station: id }, _, desk) => this.#options.alarms.clear(stoppedKey(id), desk),
  };

  constructor(options: StationsOptions) {
    this.#options = options;
  }

  async restore(read: Restore): Promise<void> {
    await this.#jobs.restore(read);
    for (const { id, body } of await read.documents(stationKind)) {
      this.#machines.restored(id, body.machine);
      this.#restored.set(id, body);
    }
  }

  *kept(): Iterable<Kept> {
    yield* this.#jobs.kept();
    for (const [id, { kept }] of this.#stations) yield { kind: stationKind, id, body: kept };
  }

  begin(desk: Desk): void {
    const { site, links, machines, settings } = this.#options;
    const rows = site.devices
      .filter(({ kind, station }) => kind === "station" && station !== undefined)
      .sort((a, b) => byCodeUnits(a.device, b.device));
    for (const { device, station: id, address } of rows) {
      const machine = this.#machines.begin(id!, { stoppedAlarmMs: settings.stationStoppedAlarmMs }, desk).row;
      const kept = this.#restored.get(id!) ?? {
        station: StationId(id!),
        state: "unknown",
        queue: 0,
        job: null,
        link: "connecting",
        machine,
      };
      const station: Station = {
        device,
        address: address ?? "",
        port: undefined,
        kept,
        writing: undefined,
        tries: 0,
        cancelRetry: () => {},
      };
      this.#stations.set(id!, station);
      this.#byDevice.set(device, station);
      desk.put(stationKind, id!, kept);
      links.begin(device, undefined, desk);
    }
    this.#endRemoved(desk);
    desk.after(() => {
      for (const station of this.#stations.values()) this.#open(station, machines);
    });
  }

  /** Stations that no machine is at any more. Their jobs wait for one while the station itself is there; of a station that is gone they end, and its parcels are told late. */
  #endRemoved(desk: Desk): void {
    for (const id of this.#restored.keys()) if (!this.#stations.has(id)) desk.remove(stationKind, id);
    const named = new Set(this.#options.site.stations.map(({ station }) => station));
    for (const job of this.#jobs.all()) {
      if (named.has(job.station)) continue;
      this.#options.log.warn("station.removed", { station: job.station, job: job.job, tote: job.tote });
      this.#jobs.remove(job, desk);
      desk.cancelDue(lateId(job));
    }
  }

  /** A job for a station; given as soon as the station takes it. */
  take(message: Extract<ToSensors, { type: "station.job" }>, desk: Desk): void {
    const { log, figures, settings } = this.#options;
    if (this.#jobs.get(message.job)) return;
    figures.count("stations.jobs");
    const job = this.#jobs.add(message, desk);
    const late: JobLateDue = { type: "station.jobLate", job: job.job };
    desk.due(lateId(job), desk.now + settings.jobTakenWithinMs, late);
    const station = this.#stations.get(message.station);
    if (station) this.#offer(station, desk);
    else log.error("station.unknown", { station: message.station, job: message.job });
  }

  fire(due: MachineDue, desk: Desk): void {
    const station = this.#stations.get(due.id);
    if (station) this.#step(station, due.event as PackingStationEvent, station.kept, desk);
  }

  /** The link of a station's machine changed. */
  linkChanged(device: string, link: DeviceLinkState, desk: Desk): void {
    const station = this.#byDevice.get(device);
    if (!station) return;
    const lost = link === "broken";
    const kept: KeptStation = { ...station.kept, link, ...(lost ? { state: "unknown" } : {}) };
    if (lost) this.#step(station, { type: "link.broke" }, kept, desk);
    else this.#keep(station, kept, desk);
    if (link !== "live") return;
    // The machine may have been exchanged or have forgotten: it is told of all its open jobs again.
    for (const job of this.#jobs.of(kept.station)) this.#jobs.become(job, "sending", desk);
    this.#offer(station, desk);
  }

  jobLate({ job: id }: JobLateDue, desk: Desk): void {
    const job = this.#jobs.get(id);
    if (!job || job.state === "taken") return;
    this.#options.alarms.raiseOwn(
      "station.job-not-taken",
      notTakenKey(job),
      job.station,
      { job: job.job, tote: job.tote },
      desk,
    );
  }

  async stop(): Promise<void> {
    for (const station of this.#stations.values()) {
      station.cancelRetry();
      await station.port?.close();
      station.port = undefined;
    }
  }

  #open(station: Station, machines: MachineConnector): void {
    const { office } = this.#options;
    const id = station.kept.station;
    const port = machines.connect(station.device, station.address);
    station.port = port;
    port.onLink((state) => {
      office.act({ type: "station.link", data: { station: id, state } }, (desk) =>
        this.#linked(station, state, desk),
      );
    });
    port.watch([stationValues.state, stationValues.queue, stationValues.finished], (change) => {
      office.act({ type: "station.changed", data: { station: id, name: change.name } }, (desk) =>
        this.#changed(station, change, desk),
      );
    });
  }

  #linked(station: Station, state: PortState, desk: Desk): void {
    const { links } = this.#options;
    if (state === "live") links.heard(station.device, desk);
    if (state === "broken") links.broke(station.device, desk);
  }

  #changed(station: Station, change: ValueChange, desk: Desk): void {
    if (change.quality === "bad") return;
    this.#options.links.heard(station.device, desk);
    const { kept } = station;
    if (change.name === stationValues.finished) this.#finished(station, change.value, desk);
    else if (change.name === stationValues.state) {
      const state = packMlStateOf(change.value);
      if (state === kept.state) return;
      this.#step(station, { type: "packml.changed", state }, { ...kept, state }, desk);
    } else if (change.value !== kept.queue && isCount(change.value))
      this.#keep(station, { ...kept, queue: change.value }, desk);
  }

  #finished(station: Station, value: unknown, desk: Desk): void {
    const { figures, log, alarms } = this.#options;
    const id = station.kept.station;
    let finished: ReturnType<typeof parseFinishedJobs>;
    try {
      // Before its first job a machine may show an empty text.
      finished = value === "" ? [] : parseFinishedJobs(JSON.parse(String(value)));
    } catch (error) {
      figures.count("stations.malformed");
      log.warn("station.malformed", { station: id, error: (error as Error).message });
      return;
    }
    for (const { job: name, sscc } of finished) {
      const job = this.#jobs.get(name);
      if (job?.station !== id) continue;
      figures.count("stations.finished");
      this.#jobs.remove(job, desk);
      desk.cancelDue(lateId(job));
      alarms.clear(notTakenKey(job), desk);
      desk.send("wms-bridge", { type: "station.finished", station: id, job: JobId(name), sscc });
      this.#keep(station, station.kept, desk);
    }
  }

  /** Gives the station its first job that it has not taken, one at a time. */
  #offer(station: Station, desk: Desk): void {
    if (station.writing !== undefined || this.#options.links.state(station.device) !== "live") return;
    const job = this.#jobs.of(station.kept.station).find(({ state }) => state === "sending");
    if (!job) return;
    station.cancelRetry();
    station.writing = job.job;
    desk.after(() => {
      const { office } = this.#options;
      const answer = (taken: boolean): void =>
        office.act({ type: "station.answered", data: { job: job.job, taken } }, (later) =>
          this.#answered(station, job.job, taken, later),
        );
      if (station.port) station.port.write(stationValues.job, jobText(job), answer);
      else answer(false);
    });
  }

  #answered(station: Station, name: string, taken: boolean, desk: Desk): void {
    const { alarms, figures, timers, office, settings } = this.#options;
    station.writing = undefined;
    const job = this.#jobs.get(name);
    if (taken || !job) {
      station.tries = 0;
      if (job) {
        this.#jobs.become(job, "taken", desk);
        desk.cancelDue(lateId(job));
        alarms.clear(notTakenKey(job), desk);
        this.#keep(station, station.kept, desk);
      }
      this.#offer(station, desk);
      return;
    }
    figures.count("stations.refused");
    const wait = settings.jobRetryMsFirst * 2 ** Math.min(station.tries++, doublingsMax);
    station.cancelRetry = timers.at(timers.now() + Math.min(wait, settings.jobRetryMsLast), () =>
      office.act({ type: "station.offered", data: { station: job.station } }, (later) =>
        this.#offer(station, later),
      ),
    );
  }

  #step(station: Station, event: PackingStationEvent, kept: KeptStation, desk: Desk): void {
    const { row, asked } = this.#machines.step(kept.station, kept.machine, event, desk);
    doAsked(this.#doers, asked, kept, desk);
    this.#keep(station, { ...kept, machine: row }, desk);
  }

  /** The job on the screen is the oldest one that the station has. */
  #keep(station: Station, wanted: KeptStation, desk: Desk): void {
    const before = station.kept;
    const oldest = this.#jobs.of(wanted.station).find(({ state }) => state === "taken");
    station.kept = { ...wanted, job: oldest ? JobId(oldest.job) : null };
    desk.put(stationKind, station.kept.station, station.kept);
    if (before.state !== station.kept.state || before.queue !== station.kept.queue)
      desk.send("wms-bridge", {
        type: "station.state",
        station: station.kept.station,
        state: station.kept.state,
        queue: station.kept.queue,
      });
  }
}

const lateId = (job: Job): string => `job-late/${job.job}`;
const stoppedKey = (station: string): string => `station.stopped.${station}`;
const notTakenKey = (job: Job): string => `station.job-not-taken.${job.job}`;
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= infeedMax;
