/** What was scanned and typed at a task and not given yet, kept on the device: neither Back, nor a reload, nor a battery that is empty loses a shelf that was counted. */
import type { DifferenceDecision } from "@floorplane/contracts/states";
import { dayMs } from "@floorplane/contracts/units";
import { Signal } from "../live/signal.ts";
import type { Counted } from "./counted.ts";
import { openIndexed, type Run } from "./indexed.ts";
import type { TakenPhoto } from "./small-photo.ts";

export interface Draft {
  readonly task: string;
  readonly counted: Counted;
  readonly isComplete: boolean;
  readonly place: string;
  readonly grams: string;
  readonly photos: readonly TakenPhoto[];
  readonly isBegun: boolean;
  /** Absent in one that an earlier page kept. */
  readonly isBesides?: boolean;
  readonly decision: DifferenceDecision | null;
  /** This device's clock, ms. */
  readonly at: number;
}

/** Tasks that one person has begun at once; the oldest goes. */
const draftsMax = 50;
/** Nobody comes back to a shelf after a week. */
const keptMs = 7 * dayMs;

export class Drafts {
  readonly all = new Signal<ReadonlyMap<string, Draft>>(new Map());
  #run: Run<"drafts"> | undefined;

  /** A device that keeps nothing has them until the page goes. */
  async open(): Promise<void> {
    try {
      const run = await openIndexed<"drafts">("floorplane.hand.drafts", (database) =>
        database.createObjectStore("drafts", { keyPath: "task" }),
      );
      this.#run = run;
      const kept = await run<Draft[]>("drafts", "readonly", (store) => store.getAll());
      const oldest = Date.now() - keptMs;
      this.all.set(new Map(kept.filter(({ at }) => at >= oldest).map((draft) => [draft.task, draft])));
      for (const { task, at } of kept) if (at < oldest) this.drop(task);
    } catch {
      this.#run = undefined;
    }
  }

  keep(draft: Draft): void {
    const drafts = new Map(this.all.get());
    drafts.delete(draft.task);
    drafts.set(draft.task, draft);
    this.all.set(drafts);
    void this.#run?.("drafts", "readwrite", (store) => store.put(draft)).catch(() => undefined);
    const [oldest] = drafts.keys();
    if (drafts.size > draftsMax && oldest !== undefined) this.drop(oldest);
  }

  /** It was given, or nobody wants it any more. */
  drop(task: string): void {
    const drafts = new Map(this.all.get());
    if (drafts.delete(task)) this.all.set(drafts);
    void this.#run?.("drafts", "readwrite", (store) => store.delete(task)).catch(() => undefined);
  }
}
