/** The alarm list: one instance per key, each with its life as a machine, kept as documents that screens read. */
import {
  type AlarmOf,
  type AlarmParameters,
  alarmRows,
  type RaisedAlarm,
} from "@floorplane/contracts/alarms/alarms";
import type { AlarmDocument } from "@floorplane/contracts/documents";
import { AlarmId, byCodeUnits } from "@floorplane/contracts/ids";
import type { ToSensors } from "@floorplane/contracts/messages";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import type { Log } from "@floorplane/runtime/log";
import { doAsked, type MachineDue, Machines } from "@floorplane/runtime/machines";
import { hash32 } from "@floorplane/runtime/random";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import type { Figures } from "../figures.ts";
import { alarmKind, type KeptAlarm } from "./alarm.kind.ts";
import { type AlarmEvent, alarmMachine } from "./alarm.machine.ts";

/** Standing alarms, beyond which a person sees nothing anyway: one alarm says so, the rest is counted. */
const standingMax = 1_000;
/** Alarms that are over, kept for the list of the shift. */
const overMax = 500;

/** As long as an id may be. */
const keyLengthMax = 64;

type Raise = Pick<Extract<ToSensors, { type: "alarm.raise" }>, "key" | "source"> & RaisedAlarm;
type OwnAlarm = AlarmOf<"sensors">;
/** Those that are raised with nothing but their source. */
type BareAlarm = {
  [Of in OwnAlarm]: Record<never, never> extends AlarmParameters<Of> ? Of : never;
}[OwnAlarm];
type Acknowledge = Extract<ToSensors, { type: "alarm.acknowledge" }>;

export interface AlarmsOptions {
  readonly log: Log;
  readonly figures: Figures;
}

export class Alarms {
  readonly #log: Log;
  readonly #figures: Figures;
  readonly #machines = new Machines("alarm", alarmMachine);
  readonly #alarms = new Map<string, KeptAlarm>();
  /** Keys of alarms that are over, oldest first. */
  readonly #over = new Set<string>();

  constructor(options: AlarmsOptions) {
    this.#log = options.log;
    this.#figures = options.figures;
  }

  async restore(read: Restore): Promise<void> {
    const kept = (await read.documents(alarmKind)).map(({ body }) => body);
    const endedAt = (alarm: KeptAlarm): number => alarm.clearedAt ?? alarm.raisedAt;
    kept.sort((a, b) => endedAt(a) - endedAt(b) || byCodeUnits(a.alarm, b.alarm));
    for (const alarm of kept) {
      this.#machines.restored(alarm.alarm, alarm.machine);
      this.#alarms.set(alarm.alarm, alarm);
      if (alarm.state === "normal") this.#over.add(alarm.alarm);
    }
  }

  *kept(): Iterable<Kept> {
    for (const [id, body] of this.#alarms) yield { kind: alarmKind, id, body };
  }

  standing(key: string): boolean {
    const state = this.#alarms.get(key)?.state;
    return state === "unacknowledged" || state === "acknowledged";
  }

  /** Keys of the standing alarms of a definition. */
  standingOf(definition: OwnAlarm): string[] {
    return [...this.#alarms.values()]
      .filter((alarm) => alarm.definition === definition && this.standing(alarm.alarm))
      .map(({ alarm }) => alarm);
  }

  /** For this room's own alarms; raising what stands already changes nothing. */
  raiseOwn<Definition extends OwnAlarm>(
    definition: Definition,
    key: string,
    source: string,
    parameters: AlarmParameters<Definition>,
    desk: Desk,
  ): void {
    const raised = { definition, parameters } as RaisedAlarm<OwnAlarm>;
    this.raise({ key: alarmKey(key), source, ...raised }, desk);
  }

  /** Makes the standing alarms of a definition those of exactly these sources. */
  setOwn(definition: BareAlarm, sources: readonly string[], desk: Desk): void {
    for (const alarm of [...this.#alarms.values()])
      if (alarm.definition === definition && !sources.includes(alarm.source)) this.clear(alarm.alarm, desk);
    for (const source of sources) this.raiseOwn(definition, `${definition}.${source}`, source, {}, desk);
  }

  /** At a start: ends what stands of things that the site's files no longer name. `isOf`: whose alarms these are. */
  endRemoved(known: ReadonlySet<string>, isOf: (definition: string) => boolean, desk: Desk): void {
    for (const alarm of [...this.#alarms.values()])
      if (this.standing(alarm.alarm) && isOf(alarm.definition) && !known.has(alarm.source))
        this.clear(alarm.alarm, desk);
  }

  raise(wanted: Raise, desk: Desk): void {
    const before = this.#alarms.get(wanted.key);
    if (before && this.standing(wanted.key)) return;
    if (
      !before &&
      this.#alarms.size - this.#over.size >= standingMax &&
      wanted.definition !== "alarm.flood"
    ) {
      this.#log.warn("alarm.not-listed", { alarm: wanted.key, definition: wanted.definition });
      this.raiseOwn("alarm.flood", "alarm.flood", "sensors", { standing: standingMax }, desk);
      return;
    }
    const row = before?.machine ?? this.#machines.begin(wanted.key, undefined, desk).row;
    this.#figures.count("alarms.raised");
    this.#log.info("alarm.raised", { alarm: wanted.key, definition: wanted.definition });
    this.#step(
      {
        alarm: wanted.key,
        definition: wanted.definition,
        priority: alarmRows[wanted.definition].priority,
        state: "normal",
        source: wanted.source,
        parameters: wanted.parameters,
        raisedAt: desk.now,
        clearedAt: null,
        count: 0,
        machine: row,
        acknowledgedBy: null,
        acknowledgedAt: null,
        acknowledgedWhy: null,
      },
      { type: "condition.began" },
      desk,
    );
  }

  clear(name: string, desk: Desk): void {
    const key = alarmKey(name);
    const alarm = this.#alarms.get(key);
    if (!alarm || !this.standing(key)) return;
    this.#figures.count("alarms.cleared");
    this.#log.info("alarm.cleared", { alarm: key, definition: alarm.definition });
    this.#step({ ...alarm, clearedAt: desk.now }, { type: "condition.ended" }, desk);
  }

  /** A person's act: answered to dashboards, done or refused with why. Of several it is done when any was there to acknowledge. */
  acknowledge(command: Acknowledge, desk: Desk): void {
    const keys = [command.alarm, ...(command.others ?? [])];
    const refusals = keys.map((key) => this.#refusalOf(key, command.raisedUntil));
    for (const [index, key] of keys.entries()) {
      const alarm = this.#alarms.get(key);
      if (!alarm || refusals[index] !== undefined) continue;
      const seen = {
        acknowledgedBy: command.by,
        acknowledgedAt: desk.now,
        acknowledgedWhy: command.reason,
      };
      this.#step({ ...alarm, ...seen }, { type: "operator.acknowledged" }, desk);
    }
    const [reason] = refusals;
    if (refusals.every((refusal) => refusal !== undefined)) {
      this.#figures.count("alarms.refused");
      desk.send("dashboards", { type: "command.refused", command: command.command, reason: reason! });
    } else desk.send("dashboards", { type: "command.done", command: command.command });
  }

  #refusalOf(key: string, raisedUntil = Number.POSITIVE_INFINITY): ActReason | undefined {
    const alarm = this.#alarms.get(key);
    if (!alarm) return { code: "alarm.unknown", alarm: key };
    if (alarm.state === "acknowledged")
      return { code: "alarm.acknowledged", by: alarm.acknowledgedBy ?? "somebody" };
    if (alarm.state === "normal") return { code: "alarm.over" };
    return alarm.raisedAt > raisedUntil ? { code: "alarm.raised-again", at: alarm.raisedAt } : undefined;
  }

  /** A shelved alarm comes back. */
  fire(due: MachineDue, desk: Desk): void {
    const alarm = this.#alarms.get(due.id);
    if (alarm) this.#step(alarm, due.event as AlarmEvent, desk);
  }

  #step(alarm: KeptAlarm, event: AlarmEvent, desk: Desk): void {
    const { snapshot, row, asked } = this.#machines.step(alarm.alarm, alarm.machine, event, desk);
    doAsked({}, asked, alarm, desk);
    const { process } = snapshot.value as { process: AlarmDocument["state"] };
    this.#keep({ ...alarm, state: process, count: snapshot.context.count, machine: row }, desk);
  }

  #keep(alarm: KeptAlarm, desk: Desk): void {
    this.#alarms.set(alarm.alarm, alarm);
    desk.put(alarmKind, alarm.alarm, alarm);
    this.#over.delete(alarm.alarm);
    if (alarm.state !== "normal") return;
    this.#over.add(alarm.alarm);
    for (const key of this.#over) {
      if (this.#over.size <= overMax) break;
      this.#over.delete(key);
      this.#alarms.delete(key);
      desk.remove(alarmKind, key);
    }
  }
}

/** Keys are ids: what devices call themselves is cut to length and alphabet, and stays its own by a hash. */
export function alarmKey(text: string): AlarmId {
  const plain = text.replace(/[^A-Za-z0-9_.:~-]/g, "_");
  if (plain === text && text.length <= keyLengthMax) return AlarmId(text);
  return AlarmId(`${plain.slice(0, keyLengthMax - 9)}~${hash32(text).toString(16).padStart(8, "0")}`);
}
