/**
 * Who builds pallets at the dock. As long as parcels stand there he looks each minute at the loading lists and the pallets that the house shows, puts what belongs together on pallets, closes those that are full or
 * whose truck must be loaded, and drives what is closed through the gate, whoever built it.
 */
import type { HttpResponse } from "@floorplane/contracts/http";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Timers } from "@floorplane/runtime/clock/clock";
import { bodyOf, HouseDoor, type HouseDoorOptions } from "../house-door.ts";
import type { WorldFile } from "../world-file.ts";
import {
  type DockDeed,
  type DockSeen,
  dockWork,
  manifestsPath,
  type SeenManifest,
  type SeenPallet,
  stayPath,
} from "./dock-work.ts";

const lookMs = minuteMs;
/** Trucks that have gone are looked at so often, as long as something stands here that is on no truck's list. */
const lookBackMs = 15 * minuteMs;

export interface PalletiserOptions extends HouseDoorOptions {
  /** Whose goods he looks after: part of the keys under which he asks. */
  readonly client: string;
  readonly timers: Timers;
  readonly file: WorldFile;
  readonly dock: BuildingPlace;
  /** Whether he builds pallets; otherwise he drives out what somebody else has closed. */
  readonly builds: boolean;
}

/** Where pallets are built. */
export interface BuildingPlace {
  /** What stands there, or is on its way there. */
  readonly standing: ReadonlySet<string>;
  stands(sscc: string): boolean;
  load(pallet: string, parcels: readonly string[]): void;
  goesAlone(sscc: string): void;
}

export class Palletiser {
  readonly #options: PalletiserOptions;
  readonly #door: HouseDoor;
  /** Pallets that he began. */
  readonly #own = new Set<string>();
  /** Counts looks: what is answered to an earlier one is too late. */
  #look = 0;
  #deeds = 0;
  #lookedBackAt = 0;
  #stopped = false;

  constructor(options: PalletiserOptions) {
    this.#options = options;
    this.#door = new HouseDoor(options);
  }

  start(): void {
    for (const { id } of this.#options.file.all(this.#kind)) this.#own.add(id);
    this.#lookSoon();
  }

  stop(): void {
    this.#stopped = true;
    this.#door.leave();
  }

  get #kind(): string {
    return `palletiser-${this.#options.client}`;
  }

  #lookSoon(): void {
    const { timers, dock } = this.#options;
    timers.at(timers.now() + lookMs, () => {
      if (this.#stopped) return;
      this.#lookSoon();
      const look = ++this.#look;
      if (dock.standing.size > 0) this.#lookAround(look);
    });
  }

  #lookAround(look: number): void {
    this.#list<SeenManifest>(look, `${manifestsPath}?open=true`, "manifests", (open) =>
      this.#list<SeenPallet>(look, `${wmsPaths.pallets}?state=open,asked,closed`, "pallets", (pallets) => {
        if (this.#isOnALoadingList(open)) this.#workOn(look, { manifests: open, pallets });
        else
          this.#list<SeenManifest>(look, `${manifestsPath}?open=false`, "manifests", (closed) =>
            this.#workOn(look, { manifests: [...closed, ...open], pallets }),
          );
      }),
    );
  }

  /** All that stands here; what is not may have missed its truck. */
  #isOnALoadingList(open: readonly SeenManifest[]): boolean {
    const { dock, timers } = this.#options;
    const now = timers.now();
    const listed = new Set(open.flatMap(({ parcels }) => parcels.map(({ sscc }) => sscc)));
    if (now < this.#lookedBackAt + lookBackMs || [...dock.standing].every((sscc) => listed.has(sscc)))
      return true;
    this.#lookedBackAt = now;
    return false;
  }

  #workOn(look: number, seen: DockSeen): void {
    const { dock, builds, timers } = this.#options;
    const deeds = dockWork(seen, {
      stands: (sscc) => dock.stands(sscc),
      isOwn: (pallet) => this.#own.has(pallet),
      builds,
      now: timers.now(),
    });
    this.#doNext(look, deeds);
  }

  /** One after the other; what is refused is looked at anew. */
  #doNext(look: number, [deed, ...later]: readonly DockDeed[]): void {
    if (!deed || this.#isOver(look)) return;
    this.#do(deed, () => this.#doNext(look, later));
  }

  #do(deed: DockDeed, done: () => void): void {
    const { dock } = this.#options;
    switch (deed.do) {
      case "load":
        if (deed.parcels.every((sscc) => dock.stands(sscc) || !dock.standing.has(sscc)))
          dock.load(deed.pallet, deed.parcels);
        done();
        break;
      case "send":
        dock.goesAlone(deed.parcel);
        done();
        break;
      case "open":
        this.#post(wmsPaths.pallets, { parcels: deed.parcels }, (answer) => {
          if (answer.status === 201) this.#began(bodyOf<SeenPallet>(answer).sscc);
          done();
        });
        break;
      case "put":
        this.#post(wmsPaths.palletParcels(deed.pallet), { parcels: deed.parcels }, done);
        break;
      case "close":
        this.#post(wmsPaths.palletClosing(deed.pallet), {}, done);
        break;
      case "stay": {
        const path = deed.what === "pallet" ? wmsPaths.palletStay(deed.sscc) : stayPath(deed.sscc);
        this.#post(path, {}, done);
        break;
      }
      default:
        deed satisfies never;
    }
  }

  #began(pallet: string): void {
    this.#own.add(pallet);
    this.#options.file.put(this.#kind, pallet, {});
  }

  #list<Row>(look: number, path: string, name: string, seen: (rows: readonly Row[]) => void): void {
    const rows: Row[] = [];
    this.#door.list<{ readonly next: string | null } & Readonly<Record<string, unknown>>>(path, (page) => {
      if (this.#isOver(look)) return false;
      rows.push(...(page[name] as Row[]));
      if (page.next === null) seen(rows);
      return true;
    });
  }

  #post(path: string, body: object, answered: (answer: HttpResponse) => void): void {
    const { client, timers, file } = this.#options;
    file.commit();
    this.#door.post(path, `palletiser-${client}-${timers.now()}-${++this.#deeds}`, body, answered);
  }

  #isOver(look: number): boolean {
    return this.#stopped || look !== this.#look;
  }
}
