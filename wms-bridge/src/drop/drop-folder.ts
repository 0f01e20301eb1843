/**
 * A folder that is watched: a CSV file of orders, items or stock that comes into it goes through the WMS's own door, and lies in `done` with a report beside it. A file that was begun before the
 * house ended is begun again: every request of it has the key that its content gives it.
 */
import {
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
}

/** A folder on a network says nothing of what changed: it is looked at. */
const lookMs = secondMs;
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
  readonly #stuck = new Map<string, string>();
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
    const { folder, log } = this.#options;
    if (this.#isAtWork) return;
    try {
      for (const name of readdirSync(folder).sort()) {
        if (!/\.csv$/i.test(name)) continue;
        const { size, mtimeMs } = statSync(join(folder, name));
        const now = `${size} ${mtimeMs}`;
        const isStill = this.#sizes.get(name) === now;
        this.#sizes.set(name, now);
        if (!isStill || this.#stuck.get(name) === now) continue;
        this.#begin(name, size);
        return;
      }
    } catch (error) {
      log.warn("drop.unreadable", { folder, why: why(error) });
    }
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

  #end(name: string, report: readonly ReportRow[]): void {
    const { folder, log, timers } = this.#options;
    this.#isAtWork = false;
    const stamp = isoTime(timers.now()).replaceAll(":", "");
    const stem = `${name.slice(0, -".csv".length)}.${stamp}`;
    try {
      // The report first: a file that lies in `done` was answered.
      writeFileSync(join(this.#done, `${stem}.report.csv`), reportCsv(report));
      if (existsSync(join(folder, name))) renameSync(join(folder, name), join(this.#done, `${stem}.csv`));
    } catch (error) {
      this.#stuck.set(name, this.#sizes.get(name) ?? "");
      log.warn("drop.unanswered", { folder, file: name, why: why(error) });
      return;
    }
    this.#sizes.delete(name);
    const refused = report.filter(({ result }) => result === "refused").length;
    log.info("drop.done", { file: name, rows: report.length, refused });
  }
}

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));
