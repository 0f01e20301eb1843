/** A person's command at the WMS's door of a house that runs: in the operator's name, as any program would ask. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Problem } from "@floorplane/contracts/problem";
import { readRunning } from "../running/running.ts";
import { secretIn } from "../running/secret-file.ts";
import { StateFolder } from "../running/state-folder.ts";
import { usualState } from "../running/usual-state.ts";
import { operatorFile } from "./house-programs.ts";

/** Wall time. */
const answerMsMax = 30_000;

export interface DoorOptions {
  readonly state?: string;
  readonly url?: string;
  readonly tokenFile?: string;
}

export interface Door {
  /** Throws what the door says where it refuses. */
  ask<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer>;
  /** Where the operator's token lies, if it is that which is used. */
  readonly operatorState: StateFolder | undefined;
}

export function doorOf({ state = usualState(), url, tokenFile }: DoorOptions): Door {
  const folder = existsSync(state) ? new StateFolder(state) : undefined;
  const base = url ?? (folder && readRunning(folder)?.urls.wms);
  if (base === undefined)
    throw refused(`no house runs from ${state}: start it, or name its door with --url`, "--url");
  const token =
    tokenFile === undefined ? folder?.readSecret(operatorFile) : secretIn("--token-file", tokenFile);
  if (token === undefined)
    throw refused(
      `${state} has no ${operatorFile}: name a file with a token by --token-file`,
      "--token-file",
    );
  return {
    operatorState: tokenFile === undefined ? folder : undefined,
    async ask<Answer>(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
      const response = await send(new URL(path, base), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(method === "GET"
            ? {}
            : { "idempotency-key": randomUUID(), "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(answerMsMax),
      });
      const answer = (await response.json()) as Answer | Problem;
      if (response.ok) return answer as Answer;
      const { detail, field } = answer as Problem;
      throw refused(`the door refuses it: ${detail}`, field ?? "");
    },
  };
}

async function send(url: URL, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const { cause, message } = error as Error & { cause?: Error };
    throw new FloorplaneError({
      code: "unreachable",
      message: `${url.origin} does not answer (${cause?.message ?? message}): is the house running?`,
      field: "--url",
      retry: true,
    });
  }
}

const refused = (message: string, field: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message, field });
