/** RFID: read rounds of robots' readers and of portals, told on as what they mean. The parcel list survives a restart, windows need not. */
import { noStrength, readReads } from "@floorplane/contracts/device-reports";
import type { Reads } from "@floorplane/contracts/devices.schema";
import { byCodeUnits, DeviceId, SiteId } from "@floorplane/contracts/ids";
import { readerOf } from "@floorplane/contracts/labels";
import type { ToSensors } from "@floorplane/contracts/messages";
import type { Site } from "@floorplane/contracts/site";
import { topics } from "@floorplane/contracts/topics";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Log } from "@floorplane/runtime/log";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Alarms } from "../alarms/alarms.ts";
import type { Figures } from "../figures.ts";
import { said } from "../said.ts";
import type { SensorsSettings } from "../settings.ts";
import type { Strangers } from "../strangers.ts";
import { BinReads } from "./bin-reads.ts";
import { parcelSeenKind, type SeenParcel } from "./parcel-seen.kind.ts";
import { decodeRound } from "./round.ts";
import { SightingWindow } from "./sighting-window.ts";

/** Parcels remembered as seen: several days of a busy dock. */
const parcelsMax = 50_000;
/** Read again after it was not read for so long, a parcel came back to the dock, ms: it was at a wrong one, or did not leave after all. */
const awayMs = 2 * minuteMs;
/** Two portals side by side hear the same parcel. */
const besideMs = 30 * secondMs;
/** Raw codes and the like that are logged; beyond that they are counted only. */
const loggedMax = 100;

export type ReaderKind = "robot" | "portal";

/** Readers of a site: each robot carries one, each portal is one. */
export function readersOf(site: Site): ReadonlyMap<string, ReaderKind> {
  const readers = new Map<string, ReaderKind>();
  for (const { robot } of site.robots) readers.set(readerOf(robot), "robot");
  for (const { device, kind } of site.devices) if (kind === "portal") readers.set(device, "portal");
  return readers;
}

export interface RfidReadsOptions {
  readonly site: Site;
  readonly alarms: Alarms;
  readonly strangers: Strangers;
  readonly settings: SensorsSettings;
  readonly log: Log;
  readonly figures: Figures;
}

export class RfidReads {
  readonly #options: RfidReadsOptions;
  readonly #site: SiteId;
  readonly #readers: ReadonlyMap<string, ReaderKind>;
  readonly #window: SightingWindow;
  readonly #bins = new BinReads();
  /** The last message of each reader: at QoS 1 the same one may come twice. */
  readonly #last = new Map<string, string>();
  /** Parcels seen, oldest first, with when each was last read. */
  readonly #parcels = new Map<string, { readonly told: SeenParcel; readAt: number }>();
  #logged = 0;

  constructor(options: RfidReadsOptions) {
    this.#options = options;
    this.#site = SiteId(options.site.site);
    this.#readers = readersOf(options.site);
    this.#window = new SightingWindow(options.settings.sightingWindowMs);
  }

  async restore(read: Restore): Promise<void> {
    const parcels = (await read.documents(parcelSeenKind)).map(({ body }) => body);
    parcels.sort((a, b) => a.at - b.at || byCodeUnits(a.sscc, b.sscc));
    for (const told of parcels) this.#parcels.set(told.sscc, { told, readAt: told.at });
  }

  *kept(): Iterable<Kept> {
    for (const { told } of this.#parcels.values())
      yield { kind: parcelSeenKind, id: told.sscc, body: { ...told } };
  }

  knows(reader: string): boolean {
    return this.#readers.has(reader);
  }

  /** One message of the reader that the topic names. */
  hear(reader: string, payload: Uint8Array, desk: Desk): void {
    const { figures, alarms, strangers } = this.#options;
    const kind = this.#readers.get(reader);
    if (!kind) {
      figures.count("reads.unknown-reader");
      strangers.heard(reader, desk);
      return;
    }
    const heard = said(this.#options, reader, "reads", readReads(payload), desk);
    if (!heard) return;
    const reads = { ...heard, reader: heard.reader || reader, reads: comparable(heard.reads) };
    if (reads.reader !== reader) {
      figures.count("messages.not-own");
      alarms.raiseOwn("device.identity", `device.identity.${reader}`, reader, { said: reads.reader }, desk);
      return;
    }
    alarms.clear(`device.identity.${reader}`, desk);
    const message = `${reads.round} ${reads.at}`;
    if (this.#last.get(reader) === message) {
      figures.count("reads.repeated");
      return;
    }
    this.#last.set(reader, message);
    figures.count("reads.rounds");
    figures.count("reads.tags", reads.reads.length);
    if (kind === "robot") this.#ofRobot(reads, desk);
    else this.#ofPortal(reads, desk);
  }

  /** Asks a reader for one more round. */
  ask(message: Extract<ToSensors, { type: "reader.round" }>, desk: Desk): void {
    if (this.#readers.get(message.reader) !== "robot") {
      this.#options.log.warn("reader.unknown", { reader: message.reader, tote: message.tote });
      return;
    }
    const payload = new TextEncoder().encode(JSON.stringify({ round: message.round }));
    desk.publish(topics.readRound(this.#site, message.reader), payload);
  }

  #ofRobot(reads: Reads, desk: Desk): void {
    const { figures } = this.#options;
    const round = decodeRound(reads);
    const bin = round.tote === "none" ? this.#bins.add(reads, desk.now) : undefined;
    if (bin) {
      figures.count("reads.bins");
      desk.send("wms-bridge", { type: "bin.read", reader: DeviceId(reads.reader), ...bin });
      return;
    }
    this.#setAside(reads.reader, round.raw, round.strange);
    if (round.tote === "none" || round.tote === "many") {
      figures.count(round.tote === "none" ? "reads.no-tote" : "reads.many-totes");
      return;
    }
    desk.send("wms-bridge", {
      type: "tote.read",
      reader: DeviceId(reads.reader),
      tote: round.tote,
      round: reads.round,
      tags: round.tags,
    });
  }

  #ofPortal(reads: Reads, desk: Desk): void {
    const { figures } = this.#options;
    const fresh = reads.reads.filter(({ epc }) =>
      this.#window.isNew(reads.reader, epc.toUpperCase(), desk.now),
    );
    figures.count("reads.repeated", reads.reads.length - fresh.length);
    const round = decodeRound({ ...reads, reads: fresh });
    this.#setAside(reads.reader, round.raw, round.strange);
    for (const sscc of round.ssccs) {
      if (!this.#isNews(sscc, reads.reader, desk.now)) continue;
      figures.count("parcels.seen");
      this.#remember({ sscc, portal: reads.reader, at: desk.now }, desk);
      desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId(reads.reader), sscc });
    }
  }

  /** The first time, and when it comes back, to this dock or to another. */
  #isNews(sscc: string, portal: string, now: number): boolean {
    const seen = this.#parcels.get(sscc);
    if (!seen) return true;
    const { told, readAt } = seen;
    seen.readAt = now;
    return now - readAt >= awayMs || (told.portal !== portal && now - told.at >= besideMs);
  }

  #remember(told: SeenParcel, desk: Desk): void {
    this.#parcels.delete(told.sscc);
    this.#parcels.set(told.sscc, { told, readAt: told.at });
    desk.put(parcelSeenKind, told.sscc, told);
    for (const oldest of this.#parcels.keys()) {
      if (this.#parcels.size <= parcelsMax) break;
      this.#parcels.delete(oldest);
      desk.remove(parcelSeenKind, oldest);
    }
  }

  /** What has no meaning here is kept as raw in the log, up to a bound, and counted. */
  #setAside(reader: string, raw: readonly string[], strange: readonly string[]): void {
    const { figures, log } = this.#options;
    figures.count("reads.raw", raw.length);
    figures.count("reads.strange", strange.length);
    for (const epc of [...raw, ...strange])
      if (this.#logged++ < loggedMax) log.warn("tag.set-aside", { reader, epc });
  }
}

/** Where one strength is not told none is compared: the nearer of two totes is in doubt then. */
function comparable(reads: Reads["reads"]): Reads["reads"] {
  if (!reads.some(({ rssiDbm }) => rssiDbm === noStrength)) return reads;
  return reads.map((read) => ({ ...read, rssiDbm: noStrength }));
}
