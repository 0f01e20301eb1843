/** Which robots have an unfinished transport, read from the rows as they are written: what the judge is told of the house. */
import type { TransportDocument } from "@floorplane/contracts/documents";
import type { Row } from "@floorplane/runtime/ledger/ledger";

const underWay = new Set<TransportDocument["state"]>(["assigned", "to-stop", "acting"]);

export class WorkWatch {
  readonly #robotOf = new Map<string, string>();
  readonly #transportsOf = new Map<string, number>();

  row({ change }: Row): void {
    for (const { kind, id, body } of change.documents) {
      if (kind !== "transport") continue;
      this.put(id, body as TransportDocument | null);
    }
  }

  put(id: string, transport: TransportDocument | null): void {
    this.#set(id, transport?.robot && underWay.has(transport.state) ? transport.robot : undefined);
  }

  busyOf(isMeant: (robot: string) => boolean): number {
    let busy = 0;
    for (const [robot, transports] of this.#transportsOf) if (transports > 0 && isMeant(robot)) busy++;
    return busy;
  }

  hasTransport(robot: string): boolean {
    return (this.#transportsOf.get(robot) ?? 0) > 0;
  }

  #set(transport: string, robot: string | undefined): void {
    const before = this.#robotOf.get(transport);
    if (before === robot) return;
    if (before !== undefined) this.#transportsOf.set(before, this.#transportsOf.get(before)! - 1);
    if (robot === undefined) this.#robotOf.delete(transport);
    else {
      this.#robotOf.set(transport, robot);
      this.#transportsOf.set(robot, (this.#transportsOf.get(robot) ?? 0) + 1);
    }
  }
}
