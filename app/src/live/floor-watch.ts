/** What the terminal's line says of the floor: what stood in the ledger at the start, and the rows committed since. */
import type { AlarmDocument, OrderDocument } from "@floorplane/contracts/documents";
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
  /** Ship times of the last hour, ascending. */
  #shippedAt: number[] = [];

  async restore({ documents }: Restore, now: number): Promise<void> {
    for (const { id, body } of await documents(followedKinds.alarm)) this.#alarm(id, body);
    for (const { id, body } of await documents(followedKinds.transport)) this.#work.put(id, body);
    const shipped = (await documents(followedKinds.order)).map(({ body }) => body.shippedAt ?? 0);
    this.#shippedAt = shipped.filter((at) => at > now - hourMs).sort((a, b) => a - b);
  }

  row(row: Row): void {
    this.#work.row(row);
    for (const { kind, id, body } of row.change.documents) {
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

  figures(orders: OrderFigures, robots: number, now: number): FloorFigures {
    this.#shippedAt = this.#shippedAt.filter((at) => at > now - hourMs);
    const since = this.#shippedAt[0];
    const hours = since === undefined ? 1 : Math.max(0.25, (now - since) / hourMs);
    return {
      received: orders.received,
      shipped: orders.shipped,
      open: orders.open,
      robots,
      robotsBusy: this.#work.busyRobots,
      ordersPerHour: this.#shippedAt.length / hours,
      alarms: this.#alarms.size,
      houseMs: now,
    };
  }
}
