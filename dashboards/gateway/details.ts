/** Everything about one robot, order, station, alarm, task or stage, put together when someone looks at it; and the search that finds them. */
import type {
  PalletDocument,
  TaskDocument,
  ToteDocument,
  TransportDocument,
} from "@floorplane/contracts/documents";
import type { TransportReason } from "@floorplane/contracts/reasons/of-transports";
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
      case "task": {
        const task = this.#documents.tasks.get(id);
        return task ? { kind, task, order: this.#orderOf(task) } : null;
      }
      case "stage": {
        const stage = stages.find((name) => name === id);
        return stage ? { kind, stage, ...this.#documents.orders.inStage(stage, stageOrdersMax) } : null;
      }
      default:
        return kind satisfies never;
    }
  }

  /** Robots, stations, orders, totes and people's tasks whose id begins with the text: what is called just that first, of each kind the shorter ids before the longer. */
  find(text: string): Found[] {
    const wanted = text.trim().toUpperCase();
    if (wanted === "") return [];
    const begins = (id: string): boolean => id.toUpperCase().startsWith(wanted);
    const robots = [...this.#documents.robots.values()]
      .filter(({ robot }) => begins(robot))
      .map(({ robot, activity, condition }) => {
        const isOut = condition.service !== "in" && (activity === "idle" || activity === "charging");
        return foundAs("robot", robot, isOut ? "out-of-service" : activity);
      });
    const stations = this.#plan.stations
      .filter(({ station, kind }) => kind !== "parking" && begins(station))
      .map(({ station, kind }) =>
        foundAs(
          "station",
          station,
          this.#documents.places.get(station)?.state === "closed" ? "closed" : kind,
        ),
      );
    const orders = this.#documents.orders
      .find(wanted)
      .map(({ order, state }) => foundAs("order", order, state));
    const totes = [...this.#documents.totes.all()]
      .filter(({ tote }) => begins(tote))
      .map((tote): Found => ({ kind: "tote", id: tote.tote, note: tote.state, look: this.#whereIs(tote) }));
    const tasks = [...this.#documents.tasks.values()]
      .filter(({ task, planned }) => !planned && begins(task))
      .map(({ task, kind }) => foundAs("task", task, kind));
    const found = [robots, stations, orders, totes, tasks].flatMap((rows) =>
      rows.sort((a, b) => a.id.length - b.id.length).slice(0, foundMax),
    );
    // Of all kinds: an order is not lost behind twelve robots that are called a little longer.
    const isExact = ({ id }: Found): boolean => id.length === wanted.length;
    return [...found.filter(isExact), ...found.filter((row) => !isExact(row))].slice(0, foundMax);
  }

  /** What tells most of a tote: the order that it is for, else the station or the robot that has it. */
  #whereIs({ order, station, transport }: ToteDocument): Watch | null {
    const robot = (transport ? this.#documents.transports.get(transport)?.robot : null) ?? null;
    if (order !== null) return { kind: "order", id: order };
    if (station !== null) return { kind: "station", id: station };
    return robot === null ? null : { kind: "robot", id: robot };
  }

  #orderOf({ tote }: TaskDocument): string | null {
    return (tote === null ? undefined : this.#documents.totes.get(tote)?.order) ?? null;
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
    const { transport, kind, state, robot, tote, dueAt, requestedAt } = body;
    const left = leftOf(body);
    const stops = body.stops.map(({ stations, action }, index): StopBrief => {
      const place = stations[0] === undefined ? undefined : this.#layout.stations.get(stations[0]);
      const node = "sku" in action ? { sku: action.sku, quantity: action.quantity } : undefined;
      return {
        progress: progressOf(body, left, index),
        action: action.type,
        stations,
        at: place ? [place.x, place.y] : null,
        sku: node?.sku ?? null,
        quantity: node?.quantity ?? null,
        load: "load" in action ? { load: action.load, loadType: action.loadType } : null,
      };
    });
    const doneInOrder = this.#documents.doneInOrder(body);
    const why = whyOf(body);
    return { transport, kind, state, robot, tote, left, dueAt, requestedAt, stops, doneInOrder, why };
  }

  #order(id: string): OrderDetail | null {
    const { orders, totes, transports, tasks } = this.#documents;
    const order = orders.get(id);
    if (!order) return null;
    const own = order.totes.flatMap((tote) => totes.get(tote) ?? []);
    return {
      kind: "order",
      order,
      totes: own.map((tote) => {
        const transport = tote.transport ? transports.get(tote.transport) : undefined;
        return { ...tote, robot: transport?.robot ?? null, why: whyOf(transport), pallet: this.#under(tote) };
      }),
      // A box that several share is counted under its label.
      tasks: [...tasks.values()].filter(
        (task) =>
          task.tote !== null &&
          (order.totes.includes(task.tote) || own.some(({ rides }) => rides === task.tote)),
      ),
    };
  }

  #under({ sscc }: ToteDocument): Pick<PalletDocument, "sscc" | "state"> | null {
    if (sscc === null) return null;
    for (const { sscc: pallet, state, parcels } of this.#documents.pallets.values())
      if (state !== "broken-up" && parcels.includes(sscc)) return { sscc: pallet, state };
    return null;
  }

  #station(id: string): StationDetail | null {
    const station = this.#plan.stations.find((candidate) => candidate.station === id);
    if (!station) return null;
    const { stations, benches, places, totes, tasks } = this.#documents;
    return {
      kind: "station",
      station,
      machine: stations.get(id) ?? null,
      waiting: benches.get(id)?.size ?? null,
      place: places.get(id) ?? null,
      totes: [...totes.live()].filter((tote) => tote.station === id),
      tasks: [...tasks.values()].filter((task) => task.station === id || task.location === id),
    };
  }
}

const foundAs = (kind: "robot" | "order" | "station" | "task", id: string, note: string): Found => ({
  kind,
  id,
  note,
  look: { kind, id },
});

/** What has ended waits for nobody. */
const whyOf = (transport: TransportDocument | undefined): TransportReason | null =>
  transport && !["done", "withdrawn", "failed"].includes(transport.state) ? transport.why : null;

/** Stops still to do, the next one first. A ledger of before may hold none: it drove them in order. */
const leftOf = ({ left, stop, stops }: TransportDocument): readonly number[] =>
  (left as readonly number[] | undefined) ?? [...stops.keys()].slice(stop);

function progressOf(
  { state, stop }: TransportDocument,
  left: readonly number[],
  index: number,
): StopBrief["progress"] {
  if (state === "done" || !left.includes(index)) return "done";
  if (state === "withdrawn" || state === "failed") return "undone";
  return index === stop ? "now" : "later";
}
