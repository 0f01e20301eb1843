/** What a Hand keeps on its device (IndexedDB): acts that were given, and the tasks that the house told of last. */
import type { TaskRow } from "../../gateway/protocol.ts";
import { openIndexed } from "./indexed.ts";
import type { ActStore, KeptAct } from "./outbox.ts";

export interface KeptTasks {
  readonly tasks: readonly TaskRow[];
  /** House time, ms. */
  readonly at: number;
  /** This device's clock then, ms. */
  readonly heardAt: number;
}

export interface DeviceStore extends ActStore {
  tasks(): Promise<KeptTasks | undefined>;
  keepTasks(tasks: KeptTasks): Promise<void>;
}

export async function openDeviceStore(): Promise<DeviceStore> {
  const run = await openIndexed<"acts" | "told">("floorplane.hand", (database) => {
    database.createObjectStore("acts", { keyPath: "number", autoIncrement: true });
    database.createObjectStore("told");
  });
  // Asked for, not needed: a browser that is short of room forgets other pages first.
  void navigator.storage?.persist?.();
  return {
    add: async (act) => Number(await run("acts", "readwrite", (store) => store.add(act))),
    all: () => run<KeptAct[]>("acts", "readonly", (store) => store.getAll()),
    put: async (act) => void (await run("acts", "readwrite", (store) => store.put(act))),
    remove: async (number) => void (await run("acts", "readwrite", (store) => store.delete(number))),
    tasks: () => run<KeptTasks | undefined>("told", "readonly", (store) => store.get("tasks")),
    keepTasks: async (tasks) => void (await run("told", "readwrite", (store) => store.put(tasks, "tasks"))),
  };
}
