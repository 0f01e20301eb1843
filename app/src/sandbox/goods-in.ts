/** What an integrator books in lies on the sandbox's shelves: goods that the book took from outside come into the world too, and what he announced stands at the receiving station when he says that it has arrived. */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { HttpRequest } from "@floorplane/contracts/http";
import { isId } from "@floorplane/contracts/ids";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import type { Item } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import type { SandboxFloor } from "./sandbox-floor.ts";

interface Announced {
  readonly client: string;
  readonly receipt: string;
  readonly lines: readonly { readonly sku: string; readonly units: number }[];
}
interface CameBack {
  readonly client: string;
  readonly return: string;
  readonly receivedAt: number | null;
  readonly lines: readonly { readonly sku: string; readonly received: number }[];
}
interface Receiving {
  readonly kind: string;
  readonly client: string;
  readonly receipt: string | null;
}

export class GoodsIn {
  readonly #floor: SandboxFloor;
  readonly #announced = new Map<string, Announced>();
  readonly #arrived = new Set<string>();
  /** Goods that the catalogue has, as the floor calls them. */
  readonly #known: Set<string>;
  /** Of what is kept by lot, days that a lot lasts; null: its days are not kept. */
  readonly #ofLots = new Map<string, number | null>();

  /** What a return is told with, while it is taken. */
  #said: Uint8Array | undefined;

  constructor(floor: SandboxFloor) {
    this.#floor = floor;
    this.#known = new Set(floor.items.map(({ sku }) => sku));
  }

  /** Whether the catalogue has such goods. */
  knows(sku: string): boolean {
    return this.#known.has(sku);
  }

  get items(): Iterable<string> {
    return this.#known;
  }

  /** Each row of the house, as it is written. */
  see({ change: { documents } }: Row): void {
    for (const { kind, body } of documents) {
      if (body === undefined || body === null) continue;
      if (kind === "item") this.#learn(body as unknown as Item);
      if (kind === "expected-receipt") this.#announce(body as unknown as Announced);
      if (kind === "return") this.#comeBack(body as unknown as CameBack);
      if (kind === "task") this.#arrive(body as unknown as Receiving);
    }
  }

  /** What stands at the station for a person to count. */
  delivered({ client = this.#floor.client, receipt = "" }: TaskMessage): TaskOutcome["found"] {
    const lines = this.#announced.get(`${client}/${receipt}`)?.lines ?? [];
    return lines.map(({ sku, units: quantity }) => ({ sku, quantity, ...this.#labelOf(sku, receipt) }));
  }

  /** What stands on goods that are kept by lot: the delivery is the lot. */
  #labelOf(sku: string, receipt: string): { readonly lot?: string; readonly expires?: string } {
    const days = this.#ofLots.get(sku);
    if (days === undefined) return {};
    const lot = isId(receipt) ? receipt : "LOT-1";
    if (days === null) return { lot };
    return { lot, expires: isoTime(this.#floor.clock.now() + days * dayMs).slice(0, 10) };
  }

  #learn(item: Item): void {
    this.#known.add(item.sku);
    this.#floor.world.shelves.learn([item]);
    if (item.lotKept) this.#ofLots.set(item.sku, item.shelfLifeDays ?? null);
  }

  /** Asks, and lays on the shelves what was booked by it. */
  around(request: HttpRequest, ask: () => void): void {
    const [path = ""] = request.url.split("?", 1);
    this.#said = request.method === "POST" && path.startsWith(wmsPaths.returns) ? request.body : undefined;
    const before = request.method === "POST" && path === wmsPaths.openingStock ? this.#booked() : undefined;
    ask();
    this.#said = undefined;
    if (!before) return;
    const more = this.#booked()
      .entries()
      .map(([place, units]) => [place, units - (before.get(place) ?? 0)] as const);
    const laid = [...more].filter(([, units]) => units > 0);
    // Of a body that was refused nothing is read.
    const labels = laid.length > 0 ? labelsIn(request.body) : undefined;
    for (const [place, units] of laid) {
      const [location = "", sku = ""] = place.split("\n");
      this.#floor.world.shelves.lay(location, sku, units, labels?.get(place));
    }
  }

  /** What a return brings stands at the station, once, whether it came by itself or as it was announced. */
  #comeBack({ client, return: number, receivedAt, lines }: CameBack): void {
    const key = `${client}/${number}/${receivedAt}`;
    if (receivedAt === null || this.#arrived.has(key)) return;
    this.#arrived.add(key);
    const labels = this.#said ? labelsIn(this.#said) : undefined;
    for (const { sku, received } of lines)
      if (received > 0) this.#floor.world.shelves.receive(sku, received, labels?.get(`\n${sku}`));
  }

  #announce(announced: Announced): void {
    this.#announced.set(`${announced.client}/${announced.receipt}`, announced);
  }

  /** A person is asked to unload it: it stands there, once. */
  #arrive({ kind, client, receipt }: Receiving): void {
    const key = `${client}/${receipt}`;
    if (kind !== "receive" || this.#arrived.has(key)) return;
    this.#arrived.add(key);
    for (const { sku, units } of this.#announced.get(key)?.lines ?? [])
      this.#floor.world.shelves.receive(sku, units);
  }

  #booked(): Map<string, number> {
    const places = this.#floor.composed.wmsBridge.book.places();
    return new Map(places.map(({ location, sku, units }) => [`${location}\n${sku}`, units]));
  }
}

interface Said {
  readonly location?: string;
  readonly sku: string;
  readonly serials?: readonly string[];
}

/** Serial numbers that a body names, by the place where it says that they are, and the goods. */
function labelsIn(body: Uint8Array): ReadonlyMap<string, readonly string[]> {
  const { rows = [], lines = [] } = JSON.parse(new TextDecoder().decode(body)) as {
    readonly rows?: readonly Said[];
    readonly lines?: readonly Said[];
  };
  const labels = new Map<string, readonly string[]>();
  for (const { location = "", sku, serials = [] } of [...rows, ...lines]) {
    const place = `${location}\n${sku}`;
    labels.set(place, [...(labels.get(place) ?? []), ...serials]);
  }
  return labels;
}
