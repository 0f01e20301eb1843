/** Everything about one robot, order, station, alarm or stage, put together when someone looks at it; and the search that finds them. */
import type { TransportDocument } from "@floorplane/contracts/documents";
import type { Layout } from "@floorplane/layout/layout";
import type { Documents } from "./documents.ts";
import { briefOf } from "./orders-board.ts";
import {
  type Detail,
  type FloorPlan,
  type Found,
  type OrderDetail,
  type RobotDetail,
  type StationDetail,
  type StopBrief,
  stages,
  type TransportBrief,
  type Watch,
} from "./protocol.ts";

/** Orders of a stage that are listed: the rest is counted. */
const stageOrdersMax = 100;
/** Rows a search shows. */
const foundMax = 12;

export class Details {
  readonly #documents: Documents;
  readonly #layout: Pick<Layout, "stations">;
  readonly #plan: FloorPlan;

  constructor(documents: Documents, layout: Pick<Layout, "stations">, plan: FloorPlan) {
    this.#documents = documents;
    this.#layout = layout;
    this.#plan = plan;
  }

  of(watch: Watch): Detail {
    return { watch, body: this.#body(watch) };
  }

  #body({ kind, id }: Watch): Detail["body"] {
    switch (kind) {
      case "robot":
        return this.#robot(id);
      case "order":
        return this.#order(id);
      case "station":
        return this.#station(id);
      case "alarm": {
        const found = this.#documents.alarms.find(id);
        return found ? { kind, ...found } : null;
      }
      case "stage": {
        const stage = stages.find((name) => name === id);
        return stage ? { kind, stage, ...this.#documents.orders.inStage(stage, stageOrdersMax) } : null;
      }
      default:
        return kind satisfies never;
    }
  }

  /** Robots, stations and orders whose id begins with the text. */
  find(text: string): Found[] {
    const wanted = text.trim().toUpperCase();
    if (wanted === "") return [];
    const begins = (id: string): boolean => id.toUpperCase().startsWith(wanted);
    const robots = [...this.#documents.robots.values()]
      .filter(({ robot }) => begins(robot))
      .map(({ robot, activity }): Found => ({ kind: "robot", id: robot, note: activity }));
    const stations = this.#plan.stations
      .filter(({ station, kind }) => kind !== "parking" && begins(station))
      .map(({ station, kind }): Found => ({ kind: "station", id: station, note: kind }));
    const orders = this.#documents.orders
      .find(wanted, foundMax)
      .map(({ order, state }): Found => ({ kind: "order", id: order, note: state }));
    return [...robots, ...stations, ...orders].slice(0, foundMax);
  }

  #robot(id: string): RobotDetail | null {
    const robot = this.#documents.robots.get(id);
    if (!robot) return null;
    const transport = robot.transport ? this.#documents.transports.get(robot.transport) : undefined;
    const tote = this.#documents.totes.get(robot.tote ?? transport?.tote ?? "");
    const order = tote?.order ? this.#documents.orders.get(tote.order) : undefined;
    return {
      kind: "robot",
      robot,
      transport: transport ? this.#transport(transport) : null,
      order: order ? briefOf(order) : null,
    };
  }

  #transport(body: TransportDocument): TransportBrief {
    const { transport, kind, state, robot, tote, stop, dueAt, requestedAt } = body;
    const stops = body.stops.map(({ stations, action }): StopBrief => {
      const place = stations[0] === undefined ? undefined : this.#layout.stations.get(stations[0]);
      const node = "sku" in action ? { sku: action.sku, quantity: action.quantity } : undefined;
      return {
        action: action.type,
        stations,
        at: place ? [place.x, place.y] : null,
        sku: node?.sku ?? null,
        quantity: node?.quantity ?? null,
      };
    });
    return { transport, kind, state, robot, tote, stop, dueAt, requestedAt, stops };
  }

  #order(id: string): OrderDetail | null {
    const { orders, totes, transports, tasks } = this.#documents;
    const order = orders.get(id);
    if (!order) return null;
    const own = order.totes.flatMap((tote) => totes.get(tote) ?? []);
    return {
      kind: "order",
      order,
      totes: own.map((tote) => ({
        ...tote,
        robot: (tote.transport ? transports.get(tote.transport)?.robot : null) ?? null,
      })),
      tasks: [...tasks.values()].filter((task) => task.tote !== null && order.totes.includes(task.tote)),
    };
  }

  #station(id: string): StationDetail | null {
    const station = this.#plan.stations.find((candidate) => candidate.station === id);
    if (!station) return null;
    const { stations, places, totes, tasks } = this.#documents;
    return {
      kind: "station",
      station,
      machine: stations.get(id) ?? null,
      place: places.get(id) ?? null,
      totes: [...totes.live()].filter((tote) => tote.station === id),
      tasks: [...tasks.values()].filter((task) => task.station === id),
    };
  }
}
