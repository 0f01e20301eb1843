/** The WMS's own books: what it sent, how that was answered, and what it was told afterwards. Judged against the dock, never against the house's ledger. */
import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import { requestId, type WmsRequest } from "../orders/demand.ts";
import type { WorldFile } from "../world-file.ts";
import type { Answer } from "./sender.ts";

/** `sent`: no answer yet. `unanswered`: given up. */
export type WmsOrderState =
  | "sent"
  | "unanswered"
  | "rejected"
  | "accepted"
  | "backordered"
  | "shipped"
  | "cancelled";

export interface WmsOrder {
  readonly order: string;
  readonly sentAt: number;
  readonly state: WmsOrderState;
  /** Error code of a rejection. */
  readonly code: string;
  /** Parcels of the shipment, by SSCC, as the order's end names them; before it ended, those that were told one by one. */
  readonly parcels: readonly string[];
  /** What the house says that each parcel holds which left, told one by one: units by sku. Absent in a file of a world that knew less. */
  readonly left?: readonly ToldParcel[];
  /** Units by sku that it was told to be waited for, the latest word of each; and until when. Absent while it was told of none. */
  readonly waits?: { readonly units: readonly (readonly [string, number])[]; readonly until: number };
  /** Units by sku that the house says it shipped. */
  readonly told: readonly (readonly [string, number])[];
  /** Units by sku that the house says will not come, at the order's end. Absent where it said none. */
  readonly short?: readonly (readonly [string, number])[];
  /** Confirmations of a shipment after the first: must stay 0. */
  readonly shippedAgain: number;
}

export interface ToldParcel {
  readonly sscc: string;
  readonly units: readonly (readonly [string, number])[];
}

/** A pallet that the house says left. */
export interface ToldPallet {
  readonly sscc: string;
  readonly parcels: readonly string[];
  /** Confirmations after the first: must stay 0. */
  readonly again: number;
}

/** All that is no order. */
export interface WmsRequestRecord {
  readonly kind: Exclude<WmsRequest["kind"], "order">;
  readonly state: "sent" | "unanswered" | "rejected" | "accepted" | "closed";
  readonly sentAt: number;
  readonly units: number;
}

export class WmsRecord {
  readonly #file: WorldFile;
  readonly #orders = new Map<string, WmsOrder>();
  readonly #others = new Map<string, WmsRequestRecord>();
  readonly #heard = new Set<string>();
  readonly #pallets = new Map<string, ToldPallet>();
  /** Units by sku, net, as told by `stock.adjusted`; negative: gone. */
  readonly #adjusted = new Map<string, number>();
  /** Requests without an answer. */
  #unanswered = 0;
  #openOrders = 0;
  #openReturns = 0;
  #openDeliveries = 0;
  #writeOffUnits = 0;
  /** Times of the first request sent, of the last order closed, of the last write-off taken; ms since the epoch, 0: none. */
  firstSentAt = 0;
  lastClosedAt = 0;
  lastWriteOffAt = 0;

  constructor(file: WorldFile) {
    this.#file = file;
    for (const { body } of file.all("wms-order")) {
      const order = body as WmsOrder;
      this.#count(order.order, undefined, order);
      this.firstSentAt = Math.min(this.firstSentAt || order.sentAt, order.sentAt);
    }
    for (const { body } of file.all("wms-closed")) this.lastClosedAt = (body as { at: number }).at;
    for (const { id, body } of file.all("wms-other"))
      this.#countOther(id, undefined, body as WmsRequestRecord);
    for (const { id } of file.all("wms-heard")) this.#heard.add(id);
    for (const { id, body } of file.all("wms-pallet")) this.#pallets.set(id, body as ToldPallet);
    for (const { id, body } of file.all("wms-adjusted"))
      this.#adjusted.set(id, (body as { units: number }).units);
  }

  /** Whether the request was answered before this world was restarted. */
  isAnswered(request: WmsRequest): boolean {
    const id = requestId(request);
    const state = request.kind === "order" ? this.#orders.get(id)?.state : this.#others.get(id)?.state;
    return state !== undefined && state !== "sent";
  }

  /** Before it leaves. Sent again after a restart, it keeps its first time. */
  sent(request: WmsRequest, now: number): void {
    const id = requestId(request);
    this.firstSentAt ||= now;
    if (request.kind === "order") {
      if (!this.#orders.has(id))
        this.#keep({
          order: id,
          sentAt: now,
          state: "sent",
          code: "",
          parcels: [],
          told: [],
          shippedAgain: 0,
        });
    } else if (!this.#others.has(id)) {
      this.#keepOther(id, { kind: request.kind, state: "sent", sentAt: now, units: unitsIn(request) });
    }
  }

  answered(request: WmsRequest, answer: Answer): void {
    const id = requestId(request);
    const state =
      answer.kind === "taken" ? "accepted" : answer.kind === "refused" ? "rejected" : "unanswered";
    if (request.kind === "order") {
      const order = this.#orders.get(id)!;
      // A confirmation may overtake the answer.
      if (order.state === "sent")
        this.#keep({ ...order, state, code: answer.kind === "refused" ? answer.code : "" });
    } else {
      const other = this.#others.get(id)!;
      if (other.state !== "sent") return;
      this.#keepOther(id, { ...other, state });
    }
  }

  isHeard(webhookId: string): boolean {
    return this.#heard.has(webhookId);
  }

  heard(webhookId: string, { type, data }: Confirmation, now: number): void {
    this.#file.together(() => {
      this.#heard.add(webhookId);
      this.#file.put("wms-heard", webhookId, {});
      if (type === "stock.adjusted")
        for (const { sku, quantity } of data.lines ?? []) this.#adjust(sku, quantity);
      else if (type === "return.received") {
        const other = this.#others.get(data.return ?? "");
        if (other) this.#keepOther(data.return!, { ...other, state: "closed" });
      } else if (type === "pallet.shipped") this.#palletLeft(data);
      else if (type === "receipt.received") {
        const id = `${data.receipt ?? ""}/arrival`;
        const other = this.#others.get(id);
        if (other) this.#keepOther(id, { ...other, state: "closed" });
      } else {
        const order = this.#orders.get(data.order ?? "");
        if (!order) return;
        const after = afterConfirmation(order, type, data);
        if (isClosed(after.state) && !isClosed(order.state)) {
          this.lastClosedAt = now;
          this.#file.put("wms-closed", "last", { at: now });
        }
        this.#keep(after);
      }
    });
  }

  orders(): ReadonlyMap<string, WmsOrder> {
    return this.#orders;
  }

  others(): ReadonlyMap<string, WmsRequestRecord> {
    return this.#others;
  }

  /** Pallets that it was told left. */
  pallets(): ReadonlyMap<string, ToldPallet> {
    return this.#pallets;
  }

  adjusted(): ReadonlyMap<string, number> {
    return this.#adjusted;
  }

  get unanswered(): number {
    return this.#unanswered;
  }

  /** Accepted, and neither shipped nor cancelled. */
  get openOrders(): number {
    return this.#openOrders;
  }

  get openReturns(): number {
    return this.#openReturns;
  }

  /** Trucks that have come, and were not counted. */
  get openDeliveries(): number {
    return this.#openDeliveries;
  }

  /** Units that accepted write-offs ask for. */
  get writeOffUnits(): number {
    return this.#writeOffUnits;
  }

  #palletLeft({ pallet, parcels = [] }: Confirmation["data"]): void {
    const sscc = pallet?.sscc ?? "";
    const known = this.#pallets.get(sscc);
    const told: ToldPallet = known
      ? { ...known, again: known.again + 1 }
      : { sscc, parcels: parcels.map((parcel) => parcel.sscc), again: 0 };
    this.#pallets.set(sscc, told);
    this.#file.put("wms-pallet", sscc, told);
  }

  #keep(order: WmsOrder): void {
    this.#count(order.order, this.#orders.get(order.order), order);
    this.#file.put("wms-order", order.order, order);
  }

  #count(id: string, before: WmsOrder | undefined, after: WmsOrder): void {
    if (before) this.#tally(before.state, -1);
    this.#tally(after.state, 1);
    this.#orders.set(id, after);
  }

  #tally(state: WmsOrderState, by: 1 | -1): void {
    if (state === "sent") this.#unanswered += by;
    if (state === "accepted" || state === "backordered") this.#openOrders += by;
  }

  #keepOther(id: string, other: WmsRequestRecord): void {
    this.#countOther(id, this.#others.get(id), other);
    this.#file.put("wms-other", id, other);
  }

  #countOther(id: string, before: WmsRequestRecord | undefined, after: WmsRequestRecord): void {
    const tally = ({ kind, state, sentAt, units }: WmsRequestRecord, by: 1 | -1) => {
      if (state === "sent") this.#unanswered += by;
      if (state !== "accepted") return;
      if (kind === "return") this.#openReturns += by;
      else if (kind === "arrival") this.#openDeliveries += by;
      else if (kind === "write-off") {
        this.#writeOffUnits += by * units;
        this.lastWriteOffAt = Math.max(this.lastWriteOffAt, sentAt);
      }
    };
    if (before) tally(before, -1);
    tally(after, 1);
    this.#others.set(id, after);
  }

  #adjust(sku: string, units: number): void {
    const now = (this.#adjusted.get(sku) ?? 0) + units;
    this.#adjusted.set(sku, now);
    this.#file.put("wms-adjusted", sku, { units: now });
  }
}

function unitsIn(request: Exclude<WmsRequest, { kind: "order" }>): number {
  switch (request.kind) {
    case "write-off":
      return request.body.quantity;
    case "return":
    case "announcement":
      return request.body.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    case "arrival":
      return request.body.loaded.reduce((sum, { units }) => sum + units, 0);
  }
}

const isClosed = (state: WmsOrderState): boolean => state === "shipped" || state === "cancelled";

function afterConfirmation(
  order: WmsOrder,
  type: Confirmation["type"],
  data: Confirmation["data"],
): WmsOrder {
  if (type === "order.shipped") {
    if (order.state === "shipped") return { ...order, shippedAgain: order.shippedAgain + 1 };
    return {
      ...order,
      state: "shipped",
      parcels: (data.parcels ?? []).map(({ sscc }) => sscc),
      told: unitsOf(data),
      ...(data.short ? { short: unitsOf({ lines: data.short }) } : {}),
    };
  }
  // It is told of each parcel again when that leaves.
  if (type === "order.packed") return order;
  if (type === "parcel.shipped") return { ...order, ...withParcel(order, data) };
  if (order.state === "shipped" || order.state === "cancelled") return order;
  if (type === "order.cancelled") return { ...order, state: "cancelled" };
  if (type === "order.backordered") return { ...order, state: "backordered", ...withWait(order, data) };
  return { ...order, state: "accepted" };
}

/** A long list comes in several confirmations: the latest word of each sku holds. */
function withWait({ waits }: WmsOrder, data: Confirmation["data"]): Pick<WmsOrder, "waits"> {
  if (data.givenUpAt === undefined) return {};
  const units = new Map([...(waits?.units ?? []), ...unitsOf(data)]);
  return { waits: { units: [...units], until: Date.parse(data.givenUpAt) } };
}

/** One parcel more has left; the order goes on. */
function withParcel({ parcels, left = [] }: WmsOrder, data: Confirmation["data"]) {
  const sscc = data.parcels?.[0]?.sscc ?? "";
  return {
    parcels: parcels.includes(sscc) ? parcels : [...parcels, sscc],
    left: [...left, { sscc, units: unitsOf(data) }],
  };
}

function unitsOf({ lines = [] }: Confirmation["data"]): [string, number][] {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) if (quantity > 0) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return [...units];
}
