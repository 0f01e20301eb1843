/** What the terminal's line says of the floor: what stood in the ledger at the start, and the rows committed since. */
import type { AlarmDocument, OrderDocument, RobotDocument } from "@floorplane/contracts/documents";
import { hourMs } from "@floorplane/contracts/units";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { Restore } from "@floorplane/runtime/room";
import { followedKinds } from "../kinds.ts";
import type { FloorFigures } from "../running/status-line.ts";
import { WorkWatch } from "./work-watch.ts";

export interface OrderFigures {
  readonly received: number;
  readonly shipped: number;
  readonly open: number;
}

export class FloorWatch {
  readonly #work = new WorkWatch();
  readonly #alarms = new Set<string>();
  /** Robots that are heard: the work of one that is silent is on paper alone. */
  readonly #heard = new Set<string>();
  /** Ship times of the last hour, ascending. */
  #shippedAt: number[] = [];

  async restore({ documents }: Restore, now: number): Promise<void> {
    for (const { id, body } of await documents(followedKinds.alarm)) this.#alarm(id, body);
    for (const { id, body } of await documents(followedKinds.robot)) this.#robot(id, body);
    for (const { id, body } of await documents(followedKinds.transport)) this.#work.put(id, body);
    const shipped = (await documents(followedKinds.order)).map(({ body }) => body.shippedAt ?? 0);
    this.#shippedAt = shipped.filter((at) => at > now - hourMs).sort((a, b) => a - b);
  }

  row(row: Row): void {
    this.#work.row(row);
    for (const { kind, id, body } of row.change.documents) {
      if (kind === "robot") this.#robot(id, body as RobotDocument | null);
      if (kind === "alarm") this.#alarm(id, body as AlarmDocument | null);
      if (kind === "order" && (body as OrderDocument | null)?.shippedAt === row.change.at)
        this.#shippedAt.push(row.change.at);
    }
  }

  /** One that is over and waits to be acknowledged stands no longer. */
  #alarm(id: string, alarm: AlarmDocument | null): void {
    if (alarm && (alarm.state === "unacknowledged" || alarm.state === "acknowledged")) this.#alarms.add(id);
    else this.#alarms.delete(id);
  }

  #robot(id: string, robot: RobotDocument | null): void {
    if (robot?.condition.link === "heard") this.#heard.add(id);
    else this.#heard.delete(id);
  }

  figures(orders: OrderFigures, robots: number, now: number): FloorFigures {
    this.#shippedAt = this.#shippedAt.filter((at) => at > now - hourMs);
    const since = this.#shippedAt[0];
    const hours = since === undefined ? 1 : Math.max(0.25, (now - since) / hourMs);
    return {
      received: orders.received,
      shipped: orders.shipped,
      open: orders.open,
      robots,
      robotsBusy: this.#work.busyOf((robot) => this.#heard.has(robot)),
      robotsSilent: Math.max(0, robots - this.#heard.size),
      ordersPerHour: this.#shippedAt.length / hours,
      alarms: this.#alarms.size,
      houseMs: now,
    };
  }
}
