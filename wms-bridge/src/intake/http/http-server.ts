/**
 * The WMS's door on a socket. Its shell (`http-shell.ts`) has a thread of its own; here what it has gathered is decided, a few requests at a time, those of one moment in one step, and answers go back when
 * their rows are durable.
 */
import { Worker } from "node:worker_threads";
import type { HttpDoor } from "@floorplane/contracts/http";
import { defaultSettings } from "../../keeping/settings.ts";
import type { FarAnswer, FarRequest, FromShell, ShellConfig, ToShell } from "./http-messages.ts";

export interface HttpServerOptions extends Omit<ShellConfig, "requestsPerMinute" | "waitingMax"> {
  readonly door: HttpDoor;
  /** Requests a minute from one address; beyond it 429. */
  readonly requestsPerMinute?: number;
  /** Hears of a thread that ended by itself: nobody is let in any more. */
  readonly failed: (error: Error) => void;
}

export interface HttpServer {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { door, host, port, more, requestsPerMinute = defaultSettings.requestsPerMinute, failed } = options;
  // More would be refused by the house when their turn came, which is late.
  const config: ShellConfig = {
    host,
    port,
    requestsPerMinute,
    waitingMax: defaultSettings.unansweredMax,
    more,
  };
  const worker = new Worker(new URL("./http-worker.ts", import.meta.url), { workerData: config });
  const tell = (message: ToShell): void => worker.postMessage(message);
  const answers = new Outgoing(tell);
  let isClosing = false;
  worker.on("error", (error) => {
    if (!isClosing) failed(error instanceof Error ? error : new Error(String(error)));
  });
  const url = await new Promise<string>((listening, refused) => {
    worker.on("error", refused);
    worker.on("message", (message: FromShell) => {
      if (message.type === "listening") listening(message.url);
      if (message.type === "failed")
        refused(Object.assign(new Error(message.message), { code: message.code }));
      if (message.type !== "asked" || isClosing) return;
      takeAll(door, message.requests, answers);
      tell({ type: "taken" });
    });
  });
  return {
    url,
    async close() {
      if (isClosing) return;
      isClosing = true;
      const closed = new Promise<void>((gone) => worker.once("exit", () => gone()));
      tell({ type: "close" });
      await closed;
    },
  };
}

function takeAll(door: HttpDoor, requests: readonly FarRequest[], answers: Outgoing): void {
  const ask = (): void => {
    for (const { id, request, ahead } of requests)
      door.handle(request, (response) => answers.add({ id, response }), ahead);
  };
  if (door.together) door.together(ask);
  else ask();
}

/** Answers of one commit go over together. */
class Outgoing {
  readonly #tell: (message: ToShell) => void;
  #answers: FarAnswer[] = [];

  constructor(tell: (message: ToShell) => void) {
    this.#tell = tell;
  }

  add(answer: FarAnswer): void {
    if (this.#answers.push(answer) > 1) return;
    queueMicrotask(() => {
      this.#tell({ type: "answered", answers: this.#answers });
      this.#answers = [];
    });
  }
}
