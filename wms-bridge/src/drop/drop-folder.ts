/**
 * A folder that is watched: a CSV file of orders, items or stock that comes into it goes through the WMS's own door, and lies in `done` with a report beside it. A file that was begun before the
 * house ended is begun again: every request of it has the key that its content gives it.
 */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpDoor, HttpResponse } from "@floorplane/contracts/http";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import type { Log } from "@floorplane/runtime/log";
import { type DropFile, fileBytesMax, type Post, readDropFile } from "./drop-file.ts";
import { type ReportRow, reportCsv, reportOf, reportOfUnread } from "./drop-report.ts";

export interface DropFolderOptions {
  readonly folder: string;
  /** Of the program that its files come from. */
  readonly token: string;
  readonly door: HttpDoor;
  /** The wall's: files are written by people and programs outside. */
  readonly timers: Timers;
  readonly log: Log;
  /** Told of what stands there and cannot be taken, when that changes; undefined: nothing does. */
  readonly troubled?: (trouble: DropTrouble | undefined) => void;
}

export interface DropTrouble {
  /** The first of them; the folder itself where it is "". */
  readonly file: string;
  /** As the system says it: `ENOENT`, `EACCES`; `no-file` for what is none. */
  readonly why: string;
  readonly files: number;
}

/** A folder on a network says nothing of what changed: it is looked at. */
const lookMs = secondMs;
/** What cannot be taken for so long is told, ms: a program may be about to hand it over. */
const troubledMs = 10 * secondMs;
/** A door that is busy is asked again after this, ms. */
const againMs = secondMs;
/** What says by its status that it may be sent again. */
const isBusy = (status: number): boolean => status === 429 || status >= 500;
const encoder = new TextEncoder();

export class DropFolder {
  readonly #options: DropFolderOptions;
  readonly #done: string;
  /** Files as they were at the last look: one that still grows is left alone. */
  readonly #sizes = new Map<string, string>();
  /** Files that could not be moved away, as they were: they are not taken a second time. */
  readonly #stuck = new Map<string, { readonly was: string; readonly why: string }>();
  /** Entries that cannot be read now, each since when and why: all others go on meanwhile. */
  #troubles = new Map<string, { readonly why: string; readonly since: number }>();
  /** Undefined: nothing was told since the start, and an alarm of before may stand. */
  #told: string | undefined;
  #isAtWork = false;
  #isStopped = false;
  #stopLooking: (() => void) | undefined;

  /** Throws `bad-option` where nothing can be written. */
  constructor(options: DropFolderOptions) {
    this.#options = options;
    this.#done = join(options.folder, "done");
    try {
      mkdirSync(this.#done, { recursive: true });
    } catch (error) {
      throw new FloorplaneError({
        code: "bad-option",
        message: `reports cannot be written into ${this.#done} (${why(error)}); name another folder`,
        field: "--csv-folder",
      });
    }
  }

  start(): void {
    this.#stopLooking ??= every(this.#options.timers, lookMs, () => this.#look());
  }

  stop(): void {
    this.#isStopped = true;
    this.#stopLooking?.();
    this.#stopLooking = undefined;
  }

  #look(): void {
    if (this.#isAtWork) return;
    const before = this.#troubles;
    this.#troubles = new Map();
    const trouble = (name: string, words: string): void => {
      const known = before.get(name);
      const { folder, timers, log } = this.#options;
      if (known?.why !== words) log.warn("drop.unreadable", { folder, file: name, why: words });
      this.#troubles.set(name, { why: words, since: known?.since ?? timers.now() });
    };
    let next: (() => void) | undefined;
    for (const name of this.#names(trouble)) {
      const begin = this.#lookAt(name, trouble);
      next ??= begin;
    }
    this.#tell();
    next?.();
  }

  /** Hidden ones are those that a program still writes. */
  #names(trouble: (name: string, words: string) => void): string[] {
    try {
      return readdirSync(this.#options.folder)
        .filter((name) => /\.csv$/i.test(name) && !name.startsWith("."))
        .sort();
    } catch (error) {
      trouble("", codeOf(error));
      return [];
    }
  }

  /** What there is to begin with it, where it may be begun. */
  #lookAt(name: string, trouble: (name: string, words: string) => void): (() => void) | undefined {
    const path = join(this.#options.folder, name);
    try {
      const stat = statSync(path);
      // A pipe would be read for ever.
      if (!stat.isFile()) {
        trouble(name, "no-file");
        return undefined;
      }
      accessSync(path, constants.R_OK);
      const { size, mtimeMs } = stat;
      const now = `${size} ${mtimeMs}`;
      const isStill = this.#sizes.get(name) === now;
      this.#sizes.set(name, now);
      const stuck = this.#stuck.get(name);
      if (stuck?.was === now) trouble(name, stuck.why);
      return isStill && stuck?.was !== now ? () => this.#begin(name, size) : undefined;
    } catch (error) {
      trouble(name, codeOf(error));
      return undefined;
    }
  }

  #tell(): void {
    const { timers, troubled } = this.#options;
    const lasting = [...this.#troubles].filter(([, { since }]) => timers.now() - since >= troubledMs);
    const [first] = lasting;
    const now = first && { file: first[0], why: first[1].why, files: lasting.length };
    if (JSON.stringify(now ?? null) === this.#told) return;
    this.#told = JSON.stringify(now ?? null);
    troubled?.(now);
  }

  #begin(name: string, size: number): void {
    const file = this.#read(name, size);
    this.#isAtWork = true;
    if (file.kind === "unread") this.#end(name, reportOfUnread(file));
    else this.#send(name, file.posts, 0, []);
  }

  #read(name: string, size: number): DropFile {
    const unread = (words: string): DropFile => ({ kind: "unread", line: 1, field: "", why: words });
    if (size > fileBytesMax) return unread(`it has ${size} bytes; at most ${fileBytesMax} are read`);
    try {
      return readDropFile(readFileSync(join(this.#options.folder, name)));
    } catch (error) {
      return unread(`it cannot be read (${why(error)})`);
    }
  }

  /** One after the other, as a careful WMS would. */
  #send(name: string, posts: readonly Post[], next: number, report: ReportRow[]): void {
    if (this.#isStopped) return;
    const post = posts[next];
    if (!post) {
      this.#end(name, report);
      return;
    }
    const goOn = (response?: HttpResponse): void => {
      report.push(...reportOf(post, response));
      // A refusal may be answered at once: a file of thousands must not go deeper with each.
      this.#soon(() => this.#send(name, posts, next + 1, report), 0);
    };
    if (post.contradiction) {
      goOn();
      return;
    }
    this.#options.door.handle(
      {
        method: "POST",
        url: post.path,
        headers: { authorization: `Bearer ${this.#options.token}`, "idempotency-key": post.key },
        body: encoder.encode(JSON.stringify(post.body)),
      },
      (response) => {
        if (isBusy(response.status)) this.#soon(() => this.#send(name, posts, next, report), againMs);
        else goOn(response);
      },
    );
  }

  #soon(run: () => void, afterMs: number): void {
    const { timers } = this.#options;
    timers.at(timers.now() + afterMs, run);
  }

  #end(name: string, rows: readonly ReportRow[]): void {
    const report = rows.toSorted((a, b) => a.line - b.line);
    const { folder, log, timers } = this.#options;
    this.#isAtWork = false;
    const stamp = isoTime(timers.now()).replaceAll(":", "");
    const stem = `${name.slice(0, -".csv".length)}.${stamp}`;
    try {
      // The report first: a file that lies in `done` was answered.
      writeFileSync(join(this.#done, `${stem}.report.csv`), reportCsv(report));
      if (existsSync(join(folder, name))) renameSync(join(folder, name), join(this.#done, `${stem}.csv`));
    } catch (error) {
      this.#stuck.set(name, { was: this.#sizes.get(name) ?? "", why: codeOf(error) });
      log.warn("drop.unanswered", { folder, file: name, why: why(error) });
      return;
    }
    this.#sizes.delete(name);
    const refused = report.filter(({ result }) => result === "refused").length;
    log.info("drop.done", { file: name, rows: report.length, refused });
  }
}

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): string => (error as { readonly code?: string }).code ?? why(error);
