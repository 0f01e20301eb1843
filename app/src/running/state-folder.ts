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
import { isHeldFile, isOfStart, isOurs, ownerFiles } from "./state-files.ts";

/** Where the demo keeps itself unless it is told otherwise. */
export const demoState = join(".floorplane", "demo");
/** The same of `up`. */
export const houseState = join(".floorplane", "house");

export class StateFolder {
  readonly path: string;
  readonly #say: (line: string) => void;
  /** Notes that could not be written the last time. */
  readonly #unwritten = new Set<string>();

  /** Throws `bad-option` where no such folder can be. */
  constructor(path: string, say = (line: string): void => void process.stderr.write(line)) {
    this.path = path;
    this.#say = say;
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

  writeJson(name: string, value: unknown): void {
    this.writeText(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Whole or not at all: written beside and moved into place. Throws `bad-option` where nothing can be written. */
  writeText(name: string, text: string): void {
    const beside = this.file(`${name}.new`);
    try {
      writeFileSync(beside, text, { mode: 0o600 });
      renameSync(beside, this.file(name));
    } catch (error) {
      throw new FloorplaneError({
        code: "bad-option",
        message: `${this.file(name)} cannot be written (${error instanceof Error ? error.message : String(error)}): make room on that disk or name another folder with --state`,
        field: "--state",
        retry: true,
      });
    }
  }

  /** What is only for people to read must not end what runs: on a full disk it stays as it was, which is said once. False: not written. */
  note(name: string, value: unknown): boolean {
    try {
      this.writeJson(name, value);
      this.#unwritten.delete(name);
      return true;
    } catch (error) {
      if (!(error instanceof FloorplaneError)) throw error;
      if (!this.#unwritten.has(name)) this.#say(`${error.message}\n`);
      this.#unwritten.add(name);
      return false;
    }
  }

  /** Tokens by name, made at first need, readable by this user alone. */
  secrets(names: readonly string[]): Record<string, string> {
    const file = "secrets.json";
    this.#close(file);
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

  /** A secret that lies in a file of its own, for people to use; undefined where there is none. Throws `malformed-file` for one that is no line of text. */
  readSecret(name: string): string | undefined {
    if (!this.has(name)) return undefined;
    this.#close(name);
    const secret = readFileSync(this.file(name), "utf8").trim();
    if (/^[\x21-\x7e]{32,256}$/.test(secret)) return secret;
    throw new FloorplaneError({
      code: "malformed-file",
      message: `${this.file(name)} is damaged: remove it, and the next start makes another`,
      field: name,
    });
  }

  /** Whoever opened it to others did so by mistake. */
  #close(name: string): void {
    const file = this.file(name);
    if (existsSync(file) && process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0)
      chmodSync(file, 0o600);
  }

  /** A folder is a demo's or a house's of `up`, for good: each would go on with what the other has begun. Throws `bad-option`. */
  mustBelongTo(owner: keyof typeof ownerFiles): void {
    const other = owner === "demo" ? "up" : "demo";
    if (!this.has(ownerFiles[other])) return;
    throw this.#refusal(
      `${this.path} is the state of ${other === "up" ? "a house of `up`" : "a demo"}, which ${owner === "demo" ? "`demo`" : "`up`"} would go on with as its own: name another folder with --state`,
    );
  }

  /** Throws `bad-option` where the folder holds anything that no demo made, or was not begun by one. */
  mustBeADemos(): void {
    const names = readdirSync(this.path).filter((name) => !isHeldFile(name));
    const isBegun = names.includes(ownerFiles.demo);
    const strange = names.filter(
      (name) => !isOurs(name) || name === ownerFiles.up || !(isBegun || isOfStart(name)),
    );
    if (strange.length > 0)
      throw this.#refusal(
        `--fresh would empty ${this.path}, and ${strange.slice(0, 3).join(", ")}${strange.length > 3 ? ` and ${strange.length - 3} more` : ""} in it ${strange.length === 1 ? "is" : "are"} not a demo's: move ${strange.length === 1 ? "it" : "them"} away, or name another folder with --state`,
      );
  }

  /** Forgets what a demo made here, but who holds the folder. Throws as `mustBeADemos`, with everything still there. */
  clear(): void {
    this.mustBeADemos();
    for (const name of readdirSync(this.path))
      if (!isHeldFile(name)) rmSync(this.file(name), { recursive: true, force: true });
  }

  #refusal(message: string): FloorplaneError {
    return new FloorplaneError({ code: "bad-option", message, field: "--state" });
  }
}
