/**
 * One HTTP/1.1 connection that is kept, one request on it at a time: what a benchmark's client spends on a request is a fifth of what Node's own spends, so that two cores go to the house. It reads
 * what this house answers, each answer with its length, and nothing else.
 */
import { connect, type Socket } from "node:net";

export interface Told {
  /** 0: the connection broke before the answer came. */
  readonly status: number;
  readonly text: string;
}

/** Of an answer's head. */
const headEnd = "\r\n\r\n";

export class KeptConnection {
  readonly #host: string;
  readonly #port: number;
  readonly #token: string;
  #socket: Socket | undefined;
  #heard = "";
  #told: ((told: Told) => void) | undefined;

  constructor({ hostname, port }: Pick<URL, "hostname" | "port">, token: string) {
    this.#token = token;
    this.#host = hostname;
    this.#port = Number(port);
  }

  /** Only when the one before is answered. */
  ask(method: "GET" | "POST", path: string, body: string, key?: string): Promise<Told> {
    const keyLine = key === undefined ? "" : `idempotency-key: ${key}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}:${this.#port}\r\nauthorization: Bearer ${this.#token}\r\n${keyLine}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
    return new Promise((told) => {
      this.#told = told;
      this.#socket ??= this.#connected();
      this.#socket.write(`${head}${headEnd}${body}`);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connected(): Socket {
    const socket = connect(this.#port, this.#host);
    socket.setNoDelay(true);
    socket.setEncoding("utf8");
    socket.on("data", (part: string) => this.#hear(part));
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#socket === socket) this.#socket = undefined;
      this.#heard = "";
      this.#tell({ status: 0, text: "" });
    });
    return socket;
  }

  #hear(part: string): void {
    this.#heard += part;
    const end = this.#heard.indexOf(headEnd);
    if (end < 0) return;
    const head = this.#heard.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    const text = this.#heard.slice(end + headEnd.length);
    if (Buffer.byteLength(text) < length) return;
    this.#heard = "";
    this.#tell({ status: Number(head.slice(9, 12)), text });
  }

  #tell(told: Told): void {
    const tell = this.#told;
    this.#told = undefined;
    tell?.(told);
  }
}
