/** Where each order of the sandbox is, by the rows of its house: whoever waits for a state is there at that very moment. */
import type { Row } from "@floorplane/runtime/ledger/ledger";

interface OrderRow {
  readonly client: string;
  readonly order: string;
  readonly course: readonly { readonly state: string }[];
  readonly state: string;
}

export class OrderStates {
  readonly #orders = new Map<string, OrderRow>();

  see({ change: { documents } }: Row): void {
    for (const { kind, id, body } of documents)
      if (kind === "order" && body) this.#orders.set(id, body as unknown as OrderRow);
  }

  /** By the client and its own number. */
  of(client: string, order: string): string | undefined {
    return this.#orders.get(`${client}/${order}`)?.state;
  }

  /** It is there, or was: an order that has gone on has come there too. */
  hasCome(client: string, order: string, state: string): boolean {
    const row = this.#orders.get(`${client}/${order}`);
    return row !== undefined && (row.state === state || row.course.some((one) => one.state === state));
  }
}
