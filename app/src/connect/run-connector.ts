/** A connector as a process: its bookmarks in a folder, a round every so often, a line for what happened, an end at Ctrl-C. */
import { setTimeout as sleep } from "node:timers/promises";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { type Bookmarks, Connector, type Round } from "@floorplane/wms-bridge/dialects/connector";
import type { Dialect } from "@floorplane/wms-bridge/dialects/dialect";
import { DoorClient } from "@floorplane/wms-bridge/dialects/door-client";
import { fetchWay } from "@floorplane/wms-bridge/dialects/json-way";
import { secretIn } from "../running/secret-file.ts";
import { StateFolder } from "../running/state-folder.ts";

export interface ConnectOptions {
  readonly wms: string;
  readonly door: string;
  readonly tokenFile?: string;
  readonly client?: string;
  readonly state: string;
  /** Seconds. */
  readonly every: number;
  readonly once?: true;
}

const file = "connector.json";

interface KeptBookmarks extends Bookmarks {
  /** Whose they are: another WMS's or another house's would pass orders over. */
  readonly wms: string;
  readonly door: string;
}

export async function runConnector(dialect: Dialect, options: ConnectOptions): Promise<void> {
  const door = addressIn("--door", options.door);
  const state = new StateFolder(options.state);
  const said = (line: string): void => void process.stdout.write(`${line}\n`);
  const connector = new Connector({
    dialect,
    door: new DoorClient({
      url: door,
      token: options.tokenFile === undefined ? undefined : secretIn("--token-file", options.tokenFile),
      client: options.client,
      way: fetchWay,
    }),
    shelf: shelfOf(state, { wms: `${dialect.name} ${options.wms}`, door }),
    said,
  });
  const end = new AbortController();
  const stop = (): void => end.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  said(`between ${dialect.name} at ${options.wms} and ${door}; Ctrl-C ends it`);
  try {
    for (let away: string | undefined; !end.signal.aborted; ) {
      const round = await connector.round();
      for (const line of linesOf(round, away)) said(line);
      ({ away } = round);
      if (options.once) {
        process.exitCode = away === undefined ? 0 : 1;
        return;
      }
      await sleep(options.every * 1_000, undefined, { signal: end.signal }).catch(() => {});
    }
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

/** What is away is said when it goes and when it is back, not each time. */
function linesOf({ taken, refused, told, untold, away }: Round, before: string | undefined): string[] {
  const lines: string[] = [];
  if (away !== undefined && away !== before) lines.push(`away: ${away}; tried again`);
  if (away === undefined && before !== undefined) lines.push("both sides are there again");
  if (taken + refused + told + untold > 0)
    lines.push(`${taken} taken, ${refused} refused; ${told} events told, ${untold} not taken`);
  return lines;
}

function shelfOf(state: StateFolder, whose: Pick<KeptBookmarks, "wms" | "door">) {
  const kept = state.readJson<KeptBookmarks>(file);
  if (kept && (kept.wms !== whose.wms || kept.door !== whose.door))
    throw new FloorplaneError({
      code: "bad-option",
      message: `${state.file(file)} is of ${kept.wms} and ${kept.door}: name another folder with --state, or remove that file to hand over everything anew (what was taken stays taken)`,
      field: "--state",
    });
  return {
    load: (): Bookmarks => kept ?? { decided: {} },
    save: (bookmarks: Bookmarks): void => state.writeJson(file, { ...whose, ...bookmarks }),
  };
}

/** Throws `bad-option`. */
export function addressIn(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new FloorplaneError({
    code: "bad-option",
    message: `${option} "${text}" is no address: write http://host:port or https://host`,
    field: option,
  });
}
