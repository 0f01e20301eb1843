/**
 * The links to all devices: whether each is heard. Readings come often and write nothing; one due row for all looks now and then how old the last of
 * each device is, and silence is that age.
 */
import type { DeviceLinkState } from "@floorplane/contracts/documents";
import {
  type Doers,
  doAsked,
  type MachineDue,
  type MachineRow,
  Machines,
} from "@floorplane/runtime/machines";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Alarms } from "../alarms/alarms.ts";
import type { SensorsSettings } from "../settings.ts";
import { type DeviceLinkEvent, type deviceLinkAsks, deviceLinkMachine } from "./device-link.machine.ts";
import { type KeptLink, linkKind } from "./link.kind.ts";

export interface LinksOptions {
  readonly alarms: Alarms;
  readonly settings: SensorsSettings;
  /** Told of each change of a link, in the step that made it. */
  readonly changed: (device: string, state: DeviceLinkState, desk: Desk) => void;
}

interface Link {
  readonly device: string;
  /** Longest age of the last reading; undefined for devices that speak only when something happens. */
  readonly silenceMs: number | undefined;
  row: MachineRow;
  state: DeviceLinkState;
  heardAt: number;
}

export interface SilenceDue {
  readonly type: "device.silenceCheck";
}

const silenceDueId = "silence";
const linkAlarms = ["device.silent", "device.link-broken"] as const;

export class Links {
  readonly #options: LinksOptions;
  readonly #machines = new Machines("device-link", deviceLinkMachine);
  readonly #kept = new Map<string, MachineRow>();
  readonly #links = new Map<string, Link>();
  readonly #doers: Doers<typeof deviceLinkAsks, Link> = {
    raiseSilent: (link, _, desk) => this.#raise("device.silent", link, desk),
    raiseBroken: (link, _, desk) => this.#raise("device.link-broken", link, desk),
    clearAlarms: ({ device }, _, desk) => {
      for (const alarm of linkAlarms) this.#options.alarms.clear(`${alarm}.${device}`, desk);
    },
  };
  /** When silence is looked for next. */
  #checkAt = Number.POSITIVE_INFINITY;

  constructor(options: LinksOptions) {
    this.#options = options;
  }

  async restore(read: Restore): Promise<void> {
    for (const { id, body } of await read.documents(linkKind))
      this.#kept.set(id, this.#machines.restored(id, body.machine));
  }

  *kept(): Iterable<Kept> {
    for (const link of this.#links.values()) yield { kind: linkKind, id: link.device, body: bodyOf(link) };
  }

  /** Begins to watch a device; a link that stood before the restart must show itself again. */
  begin(device: string, silenceMs: number | undefined, desk: Desk): void {
    const { connectWithinMs, brokenAlarmAfterMs } = this.#options.settings;
    const kept = this.#kept.get(device);
    const row = kept ?? this.#machines.begin(device, { connectWithinMs, brokenAlarmAfterMs }, desk).row;
    const link: Link = { device, silenceMs, row, state: stateOf(row), heardAt: desk.now };
    this.#links.set(device, link);
    if (kept) this.#step(link, { type: "house.began" }, desk);
    else this.#keep(link, desk);
  }

  /** Devices that were taken out of the site's files are watched no more. */
  endRemoved(desk: Desk): void {
    for (const device of this.#kept.keys()) if (!this.#links.has(device)) desk.remove(linkKind, device);
  }

  state(device: string): DeviceLinkState {
    return this.#links.get(device)?.state ?? "connecting";
  }

  /** Something came from the device. */
  heard(device: string, desk: Desk): void {
    const link = this.#links.get(device);
    if (!link) return;
    link.heardAt = desk.now;
    if (link.state !== "live") this.#step(link, { type: "device.heard" }, desk);
  }

  /** Nothing could be heard of it until now: how long it is silent counts from here. */
  excuse(device: string, desk: Desk): void {
    const link = this.#links.get(device);
    if (link) link.heardAt = desk.now;
  }

  broke(device: string, desk: Desk): void {
    const link = this.#links.get(device);
    if (link && link.state !== "broken") this.#step(link, { type: "link.broke" }, desk);
  }

  fire(due: MachineDue, desk: Desk): void {
    const link = this.#links.get(due.id);
    if (link) this.#step(link, due.event as DeviceLinkEvent, desk);
  }

  /** Looks at all devices, then waits for the first that could be silent next. */
  checkSilence(desk: Desk): void {
    this.#checkAt = Number.POSITIVE_INFINITY;
    for (const link of this.#links.values())
      if (silentAt(link) <= desk.now) this.#step(link, { type: "silence.passed" }, desk);
    this.#arm(desk);
  }

  #step(link: Link, event: DeviceLinkEvent, desk: Desk): void {
    const { row, asked } = this.#machines.step(link.device, link.row, event, desk);
    link.row = row;
    doAsked(this.#doers, asked, link, desk);
    const before = link.state;
    link.state = stateOf(row);
    if (link.state === before) return;
    this.#keep(link, desk);
    if (silentAt(link) < this.#checkAt) this.#arm(desk);
    this.#options.changed(link.device, link.state, desk);
  }

  #raise(alarm: (typeof linkAlarms)[number], { device }: Link, desk: Desk): void {
    this.#options.alarms.raiseOwn(alarm, `${alarm}.${device}`, device, {}, desk);
  }

  #arm(desk: Desk): void {
    const next = Math.min(...[...this.#links.values()].map(silentAt));
    if (next === this.#checkAt || !Number.isFinite(next)) return;
    this.#checkAt = next;
    desk.due(silenceDueId, next, { type: "device.silenceCheck" } satisfies SilenceDue);
  }

  #keep(link: Link, desk: Desk): void {
    desk.put(linkKind, link.device, bodyOf(link));
  }
}

const bodyOf = ({ device, state, row }: Link): KeptLink => ({ device, state, machine: row });

/** When the silence of a device has lasted too long, if nothing more is heard of it. */
const silentAt = ({ state, silenceMs, heardAt }: Link): number =>
  state === "live" && silenceMs !== undefined ? heardAt + silenceMs + 1 : Number.POSITIVE_INFINITY;

const stateOf = (row: MachineRow): DeviceLinkState => row.value as DeviceLinkState;
