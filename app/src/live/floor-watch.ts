/** What the terminal's line says of the floor, gathered from committed rows. */
import type { AlarmDocument, OrderDocument } from "@floorplane/contracts/documents";
import { hourMs } from "@floorplane/contracts/units";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { FloorFigures } from "../running/status-line.ts";
import { WorkWatch } from "./work-watch.ts";

export interface OrderFigures {
  readonly orders: { readonly received: number; readonly shipped: number; readonly open: number };
}

export class FloorWatch {
  readonly #work = new WorkWatch();
  readonly #alarms = new Set<string>();
  /** Ship times of the last hour, ascending. */
  #shippedAt: number[] = [];

  row(row: Row): void {
    this.#work.row(row);
    for (const { kind, id, body } of row.change.documents) {
      if (kind === "alarm") {
        const alarm = body as AlarmDocument | null;
        if (alarm && alarm.state !== "normal") this.#alarms.add(id);
        else this.#alarms.delete(id);
      }
      if (kind === "order" && (body as OrderDocument | null)?.shippedAt === row.change.at)
        this.#shippedAt.push(row.change.at);
    }
  }

  figures({ orders }: OrderFigures, robots: number, now: number): FloorFigures {
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
