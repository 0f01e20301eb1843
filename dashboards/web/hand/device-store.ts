/** What a Hand keeps on its device (IndexedDB): acts that were given, and the tasks that the house told of last. */
import type { TaskRow } from "../../gateway/protocol.ts";
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

const databaseName = "floorplane.hand";

export async function openDeviceStore(): Promise<DeviceStore> {
  const database = await opened();
  // Asked for, not needed: a browser that is short of room forgets other pages first.
  void navigator.storage?.persist?.();
  const run = <Result>(
    name: "acts" | "told",
    mode: IDBTransactionMode,
    what: (store: IDBObjectStore) => IDBRequest<Result>,
  ): Promise<Result> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = what(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("the device kept nothing"));
    });
  return {
    add: async (act) => Number(await run("acts", "readwrite", (store) => store.add(act))),
    all: () => run<KeptAct[]>("acts", "readonly", (store) => store.getAll()),
    put: async (act) => void (await run("acts", "readwrite", (store) => store.put(act))),
    remove: async (number) => void (await run("acts", "readwrite", (store) => store.delete(number))),
    tasks: () => run<KeptTasks | undefined>("told", "readonly", (store) => store.get("tasks")),
    keepTasks: async (tasks) => void (await run("told", "readwrite", (store) => store.put(tasks, "tasks"))),
  };
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("acts", { keyPath: "number", autoIncrement: true });
      request.result.createObjectStore("told");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the device has no store"));
  });
}
