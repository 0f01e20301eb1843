/** Printers of the floor on raw TCP: each on a port of its own, as printers are. */
import { createServer, type Server, type Socket } from "node:net";
import type { LabelPrinter } from "./label-printer.ts";

/** A label is some kilobytes; a printer with more in hand and no end of it throws it away. */
const heldMax = 4_194_304;
const end = "^XZ";
const statusAsked = "~HS";
const countAsked = "getvar";

export class PrinterServer {
  readonly #printer: LabelPrinter;
  readonly #host: string;
  readonly #port: number;
  #server: Server | undefined;
  readonly #sockets = new Set<Socket>();

  constructor({ printer, host, port }: { printer: LabelPrinter; host: string; port: number }) {
    this.#printer = printer;
    this.#host = host;
    this.#port = port;
    printer.cut = () => {
      for (const socket of this.#sockets) socket.resetAndDestroy();
    };
  }

  /** Answers the port that it listens on. */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      const server = createServer((socket) => this.#hear(socket));
      this.#server = server;
      server.once("error", reject);
      server.listen(this.#port, this.#host, () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((closed) => server.close(closed));
  }

  #hear(socket: Socket): void {
    this.#sockets.add(socket);
    const printer = this.#printer;
    let held = "";
    socket.on("error", () => {});
    socket.on("close", () => {
      this.#sockets.delete(socket);
      if (held.includes("^XA")) printer.lose();
      held = "";
    });
    socket.on("data", (bytes) => {
      held += bytes.toString("latin1");
      if (held.length > heldMax) held = "";
      for (;;) {
        const label = held.indexOf("^XA");
        const asked = held.indexOf(statusAsked);
        if (asked >= 0 && (label < 0 || asked < label)) {
          // Both questions come in one piece; the count is the last of it.
          const line = held.indexOf("\n", held.indexOf(countAsked, asked));
          if (!held.includes(countAsked, asked) || line < 0) return;
          held = held.slice(line + 1);
          if (printer.next !== "mute") socket.write(printer.status());
          continue;
        }
        if (label < 0) return;
        if (printer.next === "cut-before" || printer.next === "cut-within") {
          printer.lose();
          held = "";
          socket.resetAndDestroy();
          return;
        }
        const last = held.indexOf(end, label);
        if (last < 0) return;
        const whole = held.slice(label, last + end.length);
        held = held.slice(last + end.length);
        printer.receive(whole);
      }
    });
  }
}
