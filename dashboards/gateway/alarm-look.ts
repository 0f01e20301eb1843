/** What a screen opens for an alarm: the robot, order or station that it is about, found by what the house knows of its source. */
import type { AlarmDocument, TaskDocument, ToteDocument } from "@floorplane/contracts/documents";
import type { Site } from "@floorplane/contracts/site";
import { broker } from "./alarm-groups.ts";
import type { Watch } from "./protocol.ts";

/** Little of the gateway's documents is needed: what leads from a tote or a task to something that can be opened. */
export interface Known {
  readonly totes: { get(id: string): ToteDocument | undefined };
  readonly tasks: ReadonlyMap<string, TaskDocument>;
  readonly orders: { get(id: string): unknown };
}

export class AlarmSources {
  readonly #robots: ReadonlySet<string>;
  readonly #stations: ReadonlySet<string>;
  readonly #devices: ReadonlyMap<string, Site["devices"][number]>;
  readonly #known: Known;

  constructor(site: Pick<Site, "robots" | "stations" | "devices">, known: Known) {
    this.#robots = new Set(site.robots.map(({ robot }) => robot));
    this.#stations = new Set(site.stations.map(({ station }) => station));
    this.#devices = new Map(site.devices.map((device) => [device.device, device]));
    this.#known = known;
  }

  /** Units of one Modbus line share the address of their gateway; a device that comes to us comes by the broker. */
  upstreamOf(source: string): string {
    const device = this.#devices.get(source);
    if (!device || device.wire === "mqtt") return broker;
    return device.address === undefined
      ? device.wire
      : (/^[a-z-.]+:\/\/([^/]+)/.exec(device.address)?.[1] ?? device.address);
  }

  lookOf({ definition, source, parameters }: AlarmDocument): Watch | null {
    const named = ["robot", "station", "order", "tote"].flatMap((name) => parameters[name] ?? []);
    // The order of an alarm about an order may have left the board since; its drawer says so. Some are raised of another source, and name one.
    if (definition.startsWith("order.")) return { kind: "order", id: String(parameters.order ?? source) };
    for (const id of [source, ...named.map(String)]) {
      const found = this.#thing(id);
      if (found) return found;
    }
    return null;
  }

  #thing(id: string): Watch | null {
    if (this.#robots.has(id)) return { kind: "robot", id };
    if (this.#stations.has(id)) return { kind: "station", id };
    const { totes, tasks, orders } = this.#known;
    if (orders.get(id)) return { kind: "order", id };
    const station = this.#devices.get(id)?.station ?? tasks.get(id)?.station;
    if (station) return { kind: "station", id: station };
    const order = totes.get(tasks.get(id)?.tote ?? id)?.order;
    return order ? { kind: "order", id: order } : null;
  }
}
