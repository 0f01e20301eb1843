/**
 * Goods that somebody else brings: whoever tries the door of a demo books stock and returns of his own and announces deliveries, and they lie on this floor too. It asks the house's door what came, as a clerk at the
 * gate would, and keeps how far it has read: nothing is laid twice, also by a world that comes back.
 */
import { secondMs } from "@floorplane/contracts/units";
import type { Item } from "@floorplane/contracts/wms.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { HouseDoor, type HouseDoorOptions } from "../house-door.ts";
import type { WorldFile } from "../world-file.ts";
import type { Shelves } from "./shelves.ts";
import type { StockRow } from "./slotting.ts";
import type { TruckLoads } from "./truck-loads.ts";

const lookMs = 3 * secondMs;
const rowsMax = 500;

export interface OthersGoodsOptions extends HouseDoorOptions {
  readonly timers: Timers;
  readonly file: WorldFile;
  readonly shelves: Pick<Shelves, "lay" | "receive" | "learn">;
  readonly trucks: Pick<TruckLoads, "announced">;
  readonly isStorage: (location: string) => boolean;
  /** What this world's own WMS books in: it lies here already. */
  readonly opening: readonly StockRow[];
  readonly isOwnReturn: (number: string) => boolean;
  readonly isOwnItem: (sku: string) => boolean;
}

interface Activity {
  readonly step: string;
  readonly by: { readonly kind: string };
  readonly to?: string;
  readonly goods: readonly { readonly sku: string; readonly units: number; readonly gtin?: string }[];
  readonly reference?: { readonly kind: string; readonly number: string };
}
interface Labelled {
  readonly gtin: string;
}
interface Read {
  readonly next: number;
  /** Units of the own opening that were not read yet, by place and SKU. */
  readonly own: readonly (readonly [string, number])[];
}

const keyOf = (location: string, sku: string): string => `${location}\n${sku}`;

export class OthersGoods {
  readonly #options: OthersGoodsOptions;
  readonly #door: HouseDoor;
  #next = 0;
  readonly #own = new Map<string, number>();
  #stopped = false;

  constructor(options: OthersGoodsOptions) {
    this.#options = options;
    this.#door = new HouseDoor(options);
    for (const { id, body } of options.file.all("others-item")) this.#learn(id, (body as Labelled).gtin);
    const [kept] = options.file.all("others-goods");
    const { next, own } = (kept?.body as Read | undefined) ?? { next: 0, own: undefined };
    this.#next = next;
    for (const [key, units] of own ?? options.opening.map(unitsOf))
      this.#own.set(key, (this.#own.get(key) ?? 0) + units);
  }

  start(): void {
    this.#look();
  }

  stop(): void {
    this.#stopped = true;
    this.#door.leave();
  }

  #look(): void {
    if (this.#stopped) return;
    const { timers } = this.#options;
    timers.at(timers.now() + lookMs, () => this.#look());
    this.#door.get<{ receipts: readonly Parameters<TruckLoads["announced"]>[0][] }>(
      wmsPaths.expectedReceipts,
      ({ receipts }) => {
        for (const receipt of receipts) this.#options.trucks.announced(receipt);
      },
    );
    this.#read();
  }

  #read(): void {
    const after = this.#next;
    const path = `${wmsPaths.activity}?after=${after}&type=receive,return&perPage=${rowsMax}`;
    this.#door.get<{ activities: readonly Activity[]; next: number; more: boolean }>(path, (page) => {
      // Somebody who asked twice, since an answer was long on its way.
      if (this.#next !== after || page.next === after) return;
      this.#options.file.together(() => {
        for (const activity of page.activities) this.#take(activity);
        this.#next = page.next;
        this.#options.file.put("others-goods", "read", { next: this.#next, own: [...this.#own] });
      });
      if (page.more) this.#read();
    });
  }

  #take({ step, by, to, goods, reference }: Activity): void {
    const { shelves, file, isStorage, isOwnReturn, isOwnItem } = this.#options;
    if (by.kind !== "wms" || to === undefined) return;
    for (const { sku, gtin, units } of goods) {
      if (gtin && !isOwnItem(sku)) {
        this.#learn(sku, gtin);
        file.put("others-item", sku, { gtin });
      }
      if (step === "return") {
        if (!isOwnReturn(reference?.number ?? "")) shelves.receive(sku, units);
      } else if (isStorage(to)) {
        const more = units - this.#ownOf(keyOf(to, sku), units);
        if (more > 0) shelves.lay(to, sku, more);
      }
    }
  }

  /** What stands on its tags. */
  #learn(sku: string, gtin: string): void {
    this.#options.shelves.learn([{ sku, gtin } as Item]);
  }

  /** How many of these units are the own opening's. */
  #ownOf(key: string, units: number): number {
    const left = this.#own.get(key) ?? 0;
    const own = Math.min(left, units);
    if (own === left) this.#own.delete(key);
    else this.#own.set(key, left - own);
    return own;
  }
}

const unitsOf = ({ location, sku, units }: StockRow): readonly [string, number] => [
  keyOf(location, sku),
  units,
];
