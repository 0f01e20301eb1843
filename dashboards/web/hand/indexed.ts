/** A store of the browser (IndexedDB 3), one request at a time: what it resolves is on the device's disk. */

export type Run<Name extends string> = <Result>(
  name: Name,
  mode: IDBTransactionMode,
  what: (store: IDBObjectStore) => IDBRequest<Result>,
) => Promise<Result>;

/** `make`: its stores, where it is new. */
export async function openIndexed<Name extends string>(
  databaseName: string,
  make: (database: IDBDatabase) => void,
): Promise<Run<Name>> {
  const database = await opened(databaseName, make);
  return (name, mode, what) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = what(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error("the device kept nothing"));
    });
}

function opened(databaseName: string, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => make(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the device has no store"));
  });
}
