/** Bytes that are too large for a row of the ledger, by a name that says what they are (their hash): a row names them, and they lie beside it. */
export interface Blobs {
  /** Durable when `done` is called, with what went wrong where it is not. The same name again has the same bytes. */
  put(name: string, bytes: Uint8Array, done: (error?: Error) => void): void;
  get(name: string, found: (bytes: Uint8Array | undefined) => void): void;
  /** One that is not there is gone already. */
  remove(name: string): void;
  /** All that there are. */
  names(told: (names: readonly string[]) => void): void;
}

/** For what needs none, and for the virtual clock: everything at once. */
export class MemoryBlobs implements Blobs {
  readonly #bytes = new Map<string, Uint8Array>();

  put(name: string, bytes: Uint8Array, done: (error?: Error) => void): void {
    this.#bytes.set(name, bytes);
    done();
  }

  get(name: string, found: (bytes: Uint8Array | undefined) => void): void {
    found(this.#bytes.get(name));
  }

  remove(name: string): void {
    this.#bytes.delete(name);
  }

  names(told: (names: readonly string[]) => void): void {
    told([...this.#bytes.keys()]);
  }
}
