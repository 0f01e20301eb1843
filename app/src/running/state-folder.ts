/** Where a running house keeps what it must not lose, and what belongs to this one machine: ledger, world, secrets, ports. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { makeFolder } from "./make-folder.ts";

/** Where the demo keeps itself unless it is told otherwise. */
export const demoState = join(".floorplane", "demo");
/** The same of `up`. */
export const houseState = join(".floorplane", "house");

export class StateFolder {
  readonly path: string;

  /** Throws `bad-option` where no such folder can be. */
  constructor(path: string) {
    this.path = path;
    try {
      makeFolder(path);
    } catch (error) {
      throw new FloorplaneError({
        code: "bad-option",
        message: `nothing can be kept in ${path} (${error instanceof Error ? error.message : String(error)}); name another folder with --state`,
        field: "--state",
      });
    }
  }

  file(name: string): string {
    return join(this.path, name);
  }

  has(name: string): boolean {
    return existsSync(this.file(name));
  }

  /** Undefined where there is none. Throws `malformed-file` for one that cannot be read. */
  readJson<Value>(name: string): Value | undefined {
    if (!this.has(name)) return undefined;
    try {
      return JSON.parse(readFileSync(this.file(name), "utf8")) as Value;
    } catch (error) {
      throw new FloorplaneError({
        code: "malformed-file",
        message: `${this.file(name)} is damaged (${error instanceof Error ? error.message : String(error)}): restore it, or start anew with --fresh`,
        field: name,
      });
    }
  }

  /** Whole or not at all: written beside and moved into place. */
  writeJson(name: string, value: unknown): void {
    const beside = this.file(`${name}.new`);
    writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(beside, this.file(name));
  }

  /** Tokens by name, made at first need, readable by this user alone. */
  secrets(names: readonly string[]): Record<string, string> {
    const file = "secrets.json";
    if (this.has(file) && process.platform !== "win32" && (statSync(this.file(file)).mode & 0o077) !== 0)
      chmodSync(this.file(file), 0o600);
    // A device may be called toString: what every object has by itself is no secret of it.
    const known: Record<string, string> = Object.assign(
      Object.create(null),
      this.readJson<Record<string, string>>(file),
    );
    const missing = names.filter((name) => known[name] === undefined);
    if (missing.length > 0) {
      for (const name of missing) known[name] = randomBytes(32).toString("base64url");
      this.writeJson(file, known);
    }
    return known;
  }

  /** Forgets everything but who holds the folder: a held file that were made anew could be held twice. */
  clear(): void {
    for (const name of readdirSync(this.path))
      if (!name.endsWith(".held")) rmSync(this.file(name), { recursive: true, force: true });
  }
}
