/**
 * Who answers for parcels and pallets that no portal read. A clerk at the dock looks at the manifests that have closed, as long as the reader has missed anything, and says of each that is unread what he sees: it went
 * out of the gate, or it stands here. Of a pallet whose parcels were read without it he says so at once: its alarm asks.
 */
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { HouseDoor, type HouseDoorOptions } from "../house-door.ts";
import { manifestsPath, stayPath } from "./dock-work.ts";

/** How often he looks. */
const lookMs = 15 * minuteMs;

export interface DockClerkOptions extends HouseDoorOptions {
  readonly timers: Timers;
  readonly dock: Dock;
  /** Pallets are built there. */
  readonly hasPallets: boolean;
}

/** What he sees there, and what he has said of it. */
export interface Dock {
  /** It came by at the gate. */
  wentOut(sscc: string): boolean;
  /** Parcels and pallets that the reader missed and nobody has answered for. */
  missed(): number;
  answeredFor(sscc: string): void;
}

export class DockClerk {
  readonly #options: DockClerkOptions;
  readonly #door: HouseDoor;
  readonly #stays = new Map<string, number>();
  #stopped = false;

  constructor(options: DockClerkOptions) {
    this.#options = options;
    this.#door = new HouseDoor(options);
  }

  start(): void {
    const { timers } = this.#options;
    timers.at(timers.now() + lookMs, () => this.#look());
  }

  stop(): void {
    this.#stopped = true;
    this.#door.leave();
  }

  #look(): void {
    if (this.#stopped) return;
    this.start();
    if (this.#options.dock.missed() === 0) return;
    this.#door.list<Manifests>(`${manifestsPath}?open=false`, ({ manifests }) => {
      for (const { unread, pallets } of manifests)
        for (const sscc of unread)
          this.#say(
            sscc,
            pallets.some((pallet) => pallet.sscc === sscc),
          );
      return true;
    });
    if (!this.#options.hasPallets) return;
    this.#door.list<Pallets>(`${wmsPaths.pallets}?state=closed`, ({ pallets }) => {
      for (const { sscc, apart = [] } of pallets)
        if (apart.length > 0 && this.#options.dock.wentOut(sscc)) this.#say(sscc, true);
      return true;
    });
  }

  #say(sscc: string, isPallet: boolean): void {
    const { dock } = this.#options;
    const isGone = dock.wentOut(sscc);
    // Each time that a truck leaves without it is another word.
    const stays = this.#stays.get(sscc) ?? 0;
    const key = isGone ? `clerk-${sscc}` : `clerk-${sscc}-${stays}`;
    if (!isGone) this.#stays.set(sscc, stays + 1);
    this.#door.post(wordOn(sscc, isPallet, isGone), key, {}, ({ status }) => {
      if (isGone && status >= 200 && status < 300) dock.answeredFor(sscc);
    });
  }
}

function wordOn(sscc: string, isPallet: boolean, isGone: boolean): string {
  if (isPallet) return isGone ? wmsPaths.palletDeparture(sscc) : wmsPaths.palletStay(sscc);
  return isGone ? wmsPaths.departure(sscc) : stayPath(sscc);
}

interface Manifests {
  readonly manifests: readonly {
    readonly unread: readonly string[];
    readonly pallets: readonly { readonly sscc: string }[];
  }[];
  readonly next: string | null;
}
interface Pallets {
  readonly pallets: readonly { readonly sscc: string; readonly apart?: readonly string[] }[];
  readonly next: string | null;
}
