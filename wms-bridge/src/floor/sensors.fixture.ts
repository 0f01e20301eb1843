/** Packs in twenty seconds, reads a round in one, sees each parcel ten seconds after it is packed. */
import { DeviceId, type JobId, type StationId, type ToteId } from "@floorplane/contracts/ids";
import type { JobParcel, ToSensors } from "@floorplane/contracts/messages";
import { secondMs } from "@floorplane/contracts/units";
import type { Desk, Room } from "@floorplane/runtime/room";
import type { World } from "./world.fixture.ts";

export class ScriptedSensors implements Room<"sensors"> {
  readonly name = "sensors";
  readonly #floor: World;

  constructor(floor: World) {
    this.#floor = floor;
  }

  async restore(): Promise<void> {}
  begin(): void {}

  take(message: ToSensors, desk: Desk): void {
    const floor = this.#floor;
    switch (message.type) {
      case "reader.round":
        desk.due(`round/${message.tote}`, desk.now + secondMs, {
          type: "round",
          reader: message.reader,
          tote: message.tote,
        });
        return;
      case "station.job": {
        const { station, job, sscc, units, goods, parcels = [] } = message;
        floor.jobs.push(message);
        // Of a box that several share each share is a tote of its own from here on.
        const tote = goods ? (job.slice("J-".length) as ToteId) : message.tote;
        if (goods) floor.sort(message.tote, tote, goods);
        else floor.packAll(tote, units);
        desk.due(`job/${job}`, desk.now + 20 * secondMs, {
          type: "packed",
          station,
          job,
          sscc,
          tote,
          parcels,
        });
        return;
      }
      case "alarm.raise":
        floor.alarms.set(message.key, message.definition);
        return;
      case "alarm.clear":
        floor.alarms.delete(message.key);
        return;
    }
  }

  fire(event: { readonly type: string }, desk: Desk): void {
    const floor = this.#floor;
    if (event.type === "round") {
      const { reader, tote } = event as unknown as { reader: DeviceId; tote: ToteId };
      if (floor.isReaderDead(reader)) return;
      desk.send("wms-bridge", {
        type: "tote.read",
        reader,
        tote,
        round: floor.nextRound(),
        tags: floor.tagsOf(tote),
      });
      return;
    }
    const { station, job, sscc, tote, parcels } = event as unknown as {
      station: StationId;
      job: JobId;
      sscc: string;
      tote: ToteId;
      parcels: readonly JobParcel[];
    };
    if (event.type === "packed") {
      if (floor.stationsSilent) return;
      desk.send("wms-bridge", { type: "station.finished", station, job, sscc });
      desk.send("wms-bridge", { type: "station.finished", station, job, sscc });
      for (const parcel of parcels)
        desk.due(`portal/${parcel.sscc}`, desk.now + 10 * secondMs, {
          type: "gone",
          station,
          job,
          sscc: parcel.sscc,
          tote,
          parcels: [parcel],
        });
      return;
    }
    floor.leave(sscc, tote, parcels[0]!.goods);
    if (floor.portalBlind) return;
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
  }
}
