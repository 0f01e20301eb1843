/** What a Hand knows and does: tasks as the house told of them last, acts on their way to it, and how the link is. One tab of a device sends at a time. */
import type { ListPage, TaskRow } from "../../gateway/protocol.ts";
import { fetchWithin } from "../live/fetch-within.ts";
import { Signal } from "../live/signal.ts";
import { newActKey } from "./act-key.ts";
import { type DeviceStore, type KeptTasks, openDeviceStore } from "./device-store.ts";
import { Drafts } from "./drafts.ts";
import { type HandAnswer, type KeptAct, Outbox, sendAct } from "./outbox.ts";
import type { TakenPhoto } from "./small-photo.ts";

const lookEveryMs = 5_000;
/** Tasks that a device carries into a place without a network. */
const tasksMax = 600;
const perPage = 200;

export type HandLink = "asking" | "live" | "away";

export class HandWork {
  readonly tasks = new Signal<KeptTasks | undefined>(undefined);
  readonly acts = new Signal<readonly KeptAct[]>([]);
  readonly link = new Signal<HandLink>("asking");
  /** The place where he was last, as far as this device knows; the list begins with what is near. */
  readonly near = new Signal<string | undefined>(undefined);
  /** What is not given yet. */
  readonly drafts = new Drafts();
  /** This device keeps nothing: what is given is sent at once or not at all. */
  readonly isKeeping = new Signal<boolean | undefined>(undefined);
  #store: DeviceStore | undefined;
  #outbox: Outbox | undefined;
  #isStarted = false;

  /** Safe to call twice. */
  async start(): Promise<void> {
    if (this.#isStarted) return;
    this.#isStarted = true;
    await this.drafts.open();
    try {
      const store = await openDeviceStore();
      this.#store = store;
      this.tasks.set(await store.tasks());
      this.#outbox = new Outbox({
        store,
        send: sendAct,
        stamp: () => ({ key: newActKey(), givenAt: Date.now() }),
        changed: (acts) => this.acts.set([...acts]),
      });
      await this.#outbox.open();
      this.isKeeping.set(true);
    } catch {
      this.isKeeping.set(false);
    }
    window.addEventListener("online", () => void this.#look());
    setInterval(() => void this.#look(), lookEveryMs);
    await this.#look();
  }

  /** False: it was not taken, since too many wait or this device keeps nothing. */
  async give(act: Omit<HandAnswer, "at" | "type">, photos: readonly TakenPhoto[] = []): Promise<boolean> {
    const at = Math.round(this.#houseNow());
    const { task, by } = act;
    // What was seen goes before what was decided of it.
    for (const { photo, media } of photos)
      if (!(await this.#outbox?.take({ type: "task.photo", task, photo, media, by, at }))) return false;
    const taken = await this.#outbox?.take({ type: "task.answer", ...act, at });
    if (taken) void this.#look();
    return taken ?? false;
  }

  isAt(place: string | undefined): void {
    if (place === undefined || place === this.near.get()) return;
    this.near.set(place);
    void this.#askForTasks();
  }

  seen(number: number): void {
    void this.#outbox?.seen(number);
  }

  /** House time as far as this device can tell: what the house said last, carried on by its own clock. */
  #houseNow(): number {
    const told = this.tasks.get();
    return told ? told.at + Math.max(0, Date.now() - told.heardAt) : Date.now();
  }

  async #look(): Promise<void> {
    await this.#sendKept();
    await this.#askForTasks();
  }

  /** Another tab of this device may be sending: two would change the order. */
  async #sendKept(): Promise<void> {
    const outbox = this.#outbox;
    if (!outbox) return;
    await navigator.locks.request("floorplane.hand", { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      // What another tab was told is told here too.
      await outbox.open();
      await outbox.send();
    });
  }

  async #askForTasks(): Promise<void> {
    const near = this.near.get();
    try {
      const tasks: TaskRow[] = [];
      let at = 0;
      let after: string | null = "";
      while (after !== null && tasks.length < tasksMax) {
        const query: string = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
        const where = near === undefined ? "" : `&near=${encodeURIComponent(near)}`;
        const response = await fetchWithin(`/api/tasks?perPage=${perPage}${where}${query}`);
        // No place of that name any more: the list is as for anybody.
        if (response.status === 400 && near !== undefined) this.near.set(undefined);
        if (!response.ok) throw new Error(String(response.status));
        const page = (await response.json()) as ListPage<TaskRow>;
        tasks.push(...page.rows);
        at = page.at;
        after = page.next;
      }
      const told = { tasks, at, heardAt: Date.now() };
      this.tasks.set(told);
      this.link.set("live");
      await this.#store?.keepTasks(told);
    } catch {
      this.link.set("away");
    }
  }
}
