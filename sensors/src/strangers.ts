/** Readers, sensors and robots that speak and that the site does not name: told while they speak, and over when they have been silent or the site names them. */

import type { AlarmParameters } from "@floorplane/contracts/alarms/alarms";
import { hourMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { type Alarms, alarmKey } from "./alarms/alarms.ts";

/** A device that wakes once in a while is heard within this, house ms. */
const forgottenAfterMs = 2 * hourMs;
const lookEveryMs = hourMs;

export interface StrangersDue {
  readonly type: "strangers.look";
}

export class Strangers {
  readonly #alarms: Alarms;
  /** By alarm; after a restart one is heard anew or forgotten. */
  readonly #heardAt = new Map<string, number>();

  constructor(alarms: Alarms) {
    this.#alarms = alarms;
  }

  begin(known: Iterable<string>, desk: Desk): void {
    for (const name of known) this.#alarms.clear(keyOf(name), desk);
    for (const key of this.#alarms.standingOf("device.unknown")) this.#heardAt.set(key, desk.now);
    this.#lookLater(desk);
  }

  heard(name: string, desk: Desk, parameters: AlarmParameters<"device.unknown"> = {}): void {
    const key = keyOf(name);
    this.#alarms.raiseOwn("device.unknown", key, name, parameters, desk);
    // One that no list had room for is none to look after.
    if (!this.#alarms.standing(key)) return;
    const isFirst = this.#heardAt.size === 0;
    this.#heardAt.set(key, desk.now);
    if (isFirst) this.#lookLater(desk);
  }

  look(desk: Desk): void {
    for (const [key, at] of this.#heardAt) {
      if (desk.now - at < forgottenAfterMs) continue;
      this.#heardAt.delete(key);
      this.#alarms.clear(key, desk);
    }
    this.#lookLater(desk);
  }

  /** Nobody speaks: nothing to wake for. */
  #lookLater(desk: Desk): void {
    if (this.#heardAt.size > 0) desk.due("strangers", desk.now + lookEveryMs, { type: "strangers.look" });
  }
}

const keyOf = (name: string): string => alarmKey(`device.unknown.${name}`);
