/** Blobs as files of a folder: written beside, made durable and moved into place, so that a name is whole or not there. */
import { mkdirSync } from "node:fs";
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Blobs } from "./blobs.ts";

export class FolderBlobs implements Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  put(name: string, bytes: Uint8Array, done: (error?: Error) => void): void {
    this.#write(name, bytes).then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  get(name: string, found: (bytes: Uint8Array | undefined) => void): void {
    readFile(this.#file(name)).then(
      (bytes) => found(bytes),
      () => found(undefined),
    );
  }

  remove(name: string): void {
    void rm(this.#file(name), { force: true }).catch(() => undefined);
  }

  names(told: (names: readonly string[]) => void): void {
    readdir(this.#folder).then(
      (names) => told(names.map((name) => name.replace(/\.new$/, ""))),
      () => told([]),
    );
  }

  async #write(name: string, bytes: Uint8Array): Promise<void> {
    const beside = `${this.#file(name)}.new`;
    const file = await open(beside, "w", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, this.#file(name));
  }

  #file(name: string): string {
    if (!/^[0-9a-f]{64}$/.test(name)) throw new Error(`${name} names no blob`);
    return join(this.#folder, name);
  }
}
