/** Stations and storage places that robots are kept from, by a person or after repeated failures, and what has failed there lately. Kept as documents; the fleet is their writer. */
import { type ActNote, notesMax } from "@floorplane/contracts/acts";
import type { PlaceDocument } from "@floorplane/contracts/documents";
import { AlarmId, type StationId } from "@floorplane/contracts/ids";
import { hash32 } from "@floorplane/runtime/random";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { type Failure, withFailure } from "../robots/failures.ts";
import { type KeptPlace, placeKind } from "./place.kind.ts";

const quiet = (place: StationId): KeptPlace => ({
  place,
  state: "open",
  acts: [],
  failures: [],
  failing: false,
});

export class ClosedPlaces {
  readonly #places = new Map<StationId, KeptPlace>();

  async restore(read: Restore): Promise<void> {
    for (const { body } of await read.documents(placeKind)) this.#places.set(body.place, body);
  }

  *kept(): Iterable<Kept> {
    for (const [id, body] of this.#places) yield { kind: placeKind, id, body };
  }

  isClosed(place: StationId): boolean {
    return this.#places.get(place)?.state === "closed";
  }

  get isAny(): boolean {
    for (const { state } of this.#places.values()) if (state === "closed") return true;
    return false;
  }

  failures(place: StationId): readonly Failure[] {
    return this.#places.get(place)?.failures ?? [];
  }

  /** By a person; already so is well. */
  set(place: StationId, state: PlaceDocument["state"], note: ActNote, desk: Desk): void {
    const before = this.#places.get(place) ?? quiet(place);
    const acts = [...before.acts, note].slice(-notesMax);
    if (state === "open") this.#clearAlarm(before, desk);
    this.#keep({ ...before, state, acts, failures: [], failing: false }, desk);
  }

  failed(failure: Failure, desk: Desk): void {
    const before = this.#places.get(failure.place) ?? quiet(failure.place);
    this.#keep({ ...before, failures: withFailure(before.failures, failure) }, desk);
  }

  /** Nobody is sent there before a person has looked. */
  closeFor(failure: Failure, desk: Desk): void {
    const before = this.#places.get(failure.place) ?? quiet(failure.place);
    if (before.state === "closed") return;
    desk.send("sensors", {
      type: "alarm.raise",
      key: alarmKey(failure.place),
      definition: "place.failing",
      source: failure.place,
      parameters: { what: failure.type, robot: failure.robot, times: before.failures.length },
    });
    this.#keep({ ...before, state: "closed", failing: true }, desk);
  }

  /** What no longer counts against a place: a success there, or another who was to blame. */
  forget(isOver: (failure: Failure) => boolean, desk: Desk): void {
    for (const place of [...this.#places.values()]) {
      const failures = place.failures.filter((failure) => !isOver(failure));
      if (failures.length < place.failures.length) this.#keep({ ...place, failures }, desk);
    }
  }

  /** A charger was closed on account of a robot that can charge nowhere. */
  reopen(place: StationId, desk: Desk): void {
    const before = this.#places.get(place);
    if (!before?.failing) return;
    this.#clearAlarm(before, desk);
    this.#keep({ ...before, state: "open", failing: false, failures: [] }, desk);
  }

  #clearAlarm({ place, failing }: KeptPlace, desk: Desk): void {
    if (failing) desk.send("sensors", { type: "alarm.clear", key: alarmKey(place) });
  }

  /** At a start: places that the site's files no longer name. */
  endRemoved(isHere: (place: StationId) => boolean, desk: Desk): void {
    for (const place of [...this.#places.values()]) {
      if (isHere(place.place)) continue;
      this.#clearAlarm(place, desk);
      this.#keep({ ...quiet(place.place) }, desk);
    }
  }

  /** At a start, to a room that may not have known of it. */
  tellAll(desk: Desk): void {
    for (const { place, state } of this.#places.values())
      if (state === "closed") desk.send("wms-bridge", { type: "place.closed", place });
  }

  #keep(place: KeptPlace, desk: Desk): void {
    if (this.isClosed(place.place) !== (place.state === "closed"))
      desk.send("wms-bridge", {
        type: place.state === "closed" ? "place.closed" : "place.opened",
        place: place.place,
      });
    const isQuiet = place.state === "open" && place.failures.length === 0 && place.acts.length === 0;
    if (isQuiet) {
      this.#places.delete(place.place);
      desk.remove(placeKind, place.place);
      return;
    }
    this.#places.set(place.place, place);
    desk.put(placeKind, place.place, place);
  }
}

/** Places may have longer names than a key has room for. */
function alarmKey(place: StationId): AlarmId {
  const key = `place.failing:${place}`;
  return AlarmId(key.length <= 64 ? key : `${key.slice(0, 55)}~${hash32(key).toString(16).padStart(8, "0")}`);
}
