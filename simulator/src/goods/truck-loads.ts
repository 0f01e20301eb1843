/** What stands at the gate: trucks that have come, and what somebody counts who unloads one. Counting is where people err: a unit too many or too few in a line now and then, and not when they look again. */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { Random } from "@floorplane/runtime/random";
import type { TruckLine } from "../orders/demand.ts";
import type { WorldFile } from "../world-file.ts";
import type { Shelves } from "./shelves.ts";

/** Of a hundred lines so many are miscounted at the first look. */
const miscountedShare = 0.02;

export interface TruckLoadsOptions {
  readonly shelves: Pick<Shelves, "deliver">;
  readonly file: WorldFile;
  readonly random: Random;
}

export class TruckLoads {
  readonly #options: TruckLoadsOptions;
  readonly #loads = new Map<string, readonly TruckLine[]>();
  /** What others said would come; it comes as they said when somebody is asked to unload it. */
  readonly #announced = new Map<string, readonly TruckLine[]>();

  constructor(options: TruckLoadsOptions) {
    this.#options = options;
    for (const { id, body } of options.file.all("truck")) this.#loads.set(id, body as TruckLine[]);
  }

  /** It is unloaded once, however often its arrival is said. */
  came(receipt: string, loaded: readonly TruckLine[]): void {
    if (this.#loads.has(receipt)) return;
    const { shelves, file } = this.#options;
    file.together(() => {
      this.#loads.set(receipt, loaded);
      file.put("truck", receipt, loaded);
      for (const { sku, units } of loaded) shelves.deliver(sku, units);
    });
  }

  /** Said again it is what was said last. */
  announced({ receipt, lines }: { readonly receipt: string; readonly lines: readonly TruckLine[] }): void {
    this.#announced.set(receipt, lines);
  }

  /** Of a truck that this world sent, or that somebody announced; undefined: it knows of none. `attempt` counts from 1. */
  counted({ task, receipt = "" }: TaskMessage, attempt: number): TaskOutcome["found"] | undefined {
    const announced = this.#announced.get(receipt);
    if (announced) this.came(receipt, announced);
    const loaded = this.#loads.get(receipt);
    if (!loaded) return undefined;
    const chance = this.#options.random.split(task);
    return loaded.map(({ sku, units }) => {
      const isWrong = chance.next() < miscountedShare && attempt === 1;
      const by = chance.next() < 0.5 ? -1 : 1;
      return { sku, quantity: Math.max(0, units + (isWrong ? by : 0)) };
    });
  }
}
