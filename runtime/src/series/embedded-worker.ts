/** The embedded history's own thread: takes batches and questions in order, so that neither SQL nor disk ever holds the floor's loop. */
import { parentPort, workerData } from "node:worker_threads";
import { assert, FloorplaneError, type Trouble } from "@floorplane/contracts/errors";
import { HistoryFile, type HistoryFileOptions } from "./history-file.ts";
import type { Batch } from "./point-buffer.ts";
import type { History, HistoryQuery } from "./series.ts";
import type { SeriesName } from "./series-names.ts";

export type ToHistory =
  /** `names` are new since the last batch; the first has the number `firstName`. */
  | {
      readonly kind: "store";
      readonly batch: Batch;
      readonly names: readonly SeriesName[];
      readonly firstName: number;
      readonly now: number;
    }
  | { readonly kind: "draw"; readonly question: number; readonly asked: HistoryQuery; readonly now: number }
  | { readonly kind: "sweep"; readonly now: number }
  | { readonly kind: "close" };

export type FromHistory =
  | { readonly kind: "ready" }
  | { readonly kind: "stored"; readonly refused: number }
  | { readonly kind: "not-stored"; readonly reason: string }
  | { readonly kind: "drawn"; readonly question: number; readonly history: History }
  | { readonly kind: "not-drawn"; readonly question: number; readonly trouble: Trouble }
  | { readonly kind: "not-swept"; readonly reason: string };

const port = parentPort;
assert(port, "the history file lives in a worker thread");
const history = new HistoryFile(workerData as HistoryFileOptions);
const answer = (message: FromHistory): void => port.postMessage(message);
answer({ kind: "ready" });

port.on("message", (message: ToHistory) => {
  switch (message.kind) {
    case "store":
      answer(store(message));
      return;
    case "draw":
      answer(draw(message));
      return;
    case "sweep":
      try {
        history.sweep(message.now);
      } catch (error) {
        answer({ kind: "not-swept", reason: String(error) });
      }
      return;
    case "close":
      history.close();
      port.close();
      return;
    default:
      message satisfies never;
  }
});

function store({ batch, names, firstName, now }: ToHistory & { kind: "store" }): FromHistory {
  try {
    names.forEach((name, index) => {
      history.name(firstName + index, name);
    });
    return { kind: "stored", refused: storeOrMakeRoom(batch, now) };
  } catch (error) {
    return { kind: "not-stored", reason: String(error) };
  }
}

function storeOrMakeRoom(batch: Batch, now: number): number {
  try {
    return history.store(batch, now);
  } catch {
    // A file at its bound: what is old goes first, then the batch is tried once more.
    history.sweep(now);
    return history.store(batch, now);
  }
}

function draw({ question, asked, now }: ToHistory & { kind: "draw" }): FromHistory {
  try {
    return { kind: "drawn", question, history: history.draw(asked, now) };
  } catch (error) {
    const known = error instanceof FloorplaneError ? error : undefined;
    return {
      kind: "not-drawn",
      question,
      trouble: known
        ? { code: known.code, message: known.message, ...(known.field ? { field: known.field } : {}) }
        : { code: "unreachable", message: `the history cannot be read: ${String(error)}`, retry: true },
    };
  }
}
