/** What the simulated WMS is going to ask for: a list of goods and services, and requests in the order of their times. */
import type { Sku } from "@floorplane/contracts/ids";
import type {
  ExpectedReceiptRequest,
  Item,
  OrderRequest,
  ReturnRequest,
  WriteOffRequest,
} from "@floorplane/contracts/wms.schema";

export interface DemandItem {
  readonly sku: Sku;
  readonly name: string;
  readonly kind: Item["kind"];
  /** Where the source knows them; the catalogue draws them otherwise. */
  readonly kilograms?: number;
  readonly litres?: number;
  readonly class?: Item["class"];
}

export type WmsRequest =
  | { readonly kind: "order"; readonly at: number; readonly body: OrderRequest }
  | { readonly kind: "return"; readonly at: number; readonly body: ReturnRequest }
  | { readonly kind: "write-off"; readonly at: number; readonly body: WriteOffRequest }
  | { readonly kind: "announcement"; readonly at: number; readonly body: ExpectedReceiptRequest }
  | { readonly kind: "arrival"; readonly at: number; readonly body: Truck };

/** At the gate, with what is really on it. */
export interface Truck {
  readonly receipt: string;
  readonly loaded: readonly TruckLine[];
}
export interface TruckLine {
  readonly sku: string;
  readonly units: number;
}

export interface Demand {
  /** Sorted by sku. */
  readonly items: readonly DemandItem[];
  /** Sorted by time (ms since the epoch), then as the source had them. */
  readonly requests: readonly WmsRequest[];
  /** Endless sources: requests of the n-th further day (1, 2, ...), later than all before; the same each time it is asked. */
  readonly further?: (day: number) => readonly WmsRequest[];
}

/** The WMS's own number of a request, unique among all kinds. */
export function requestId(request: WmsRequest): string {
  switch (request.kind) {
    case "order":
      return request.body.order;
    case "return":
      return request.body.return;
    case "write-off":
      return request.body.writeOff;
    case "announcement":
      return request.body.receipt;
    case "arrival":
      return `${request.body.receipt}/arrival`;
  }
}

/** A stable sort: requests of one moment keep the order of their source. */
export const byTime = (requests: readonly WmsRequest[]): WmsRequest[] =>
  [...requests].sort((a, b) => a.at - b.at);

/** Units that one day takes off the shelves, by sku: what orders ask for and what is written off. Services are not among them. */
export function unitsTaken(
  items: readonly DemandItem[],
  requests: readonly WmsRequest[],
): ReadonlyMap<Sku, number> {
  const goods = new Set<string>(items.filter(({ kind }) => kind === "goods").map(({ sku }) => sku));
  const taken = new Map<Sku, number>();
  const add = (sku: string, quantity: number) => {
    if (goods.has(sku)) taken.set(sku as Sku, (taken.get(sku as Sku) ?? 0) + quantity);
  };
  for (const request of requests) {
    if (request.kind === "order") for (const { sku, quantity } of request.body.lines) add(sku, quantity);
    if (request.kind === "write-off") add(request.body.sku, request.body.quantity);
  }
  return taken;
}
