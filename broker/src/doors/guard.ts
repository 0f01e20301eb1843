/**
 * Stands between a socket and aedes. Inbound: each packet's header is judged before anything is gathered, and a client that sends faster than its
 * party may is read more slowly. Outbound: what a hearer has not taken is kept here up to a bound, so that aedes never waits for it.
 */
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Party } from "@floorplane/contracts/topics";
import { secondMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Counters } from "../figures.ts";
import type { BrokerLimits } from "../limits.ts";
import { PacketScanner } from "./packet-scanner.ts";
import { TokenBucket } from "./token-bucket.ts";

/** How long a peer has to take the last word that is said to it. */
const lastWordMs = secondMs;

export interface GuardOptions {
  readonly socket: Socket;
  readonly limits: BrokerLimits;
  readonly timers: Timers;
  readonly counters: Counters;
}

export class Guard extends Duplex {
  readonly #socket: Socket;
  readonly #limits: BrokerLimits;
  readonly #timers: Timers;
  readonly #counters: Counters;
  readonly #scanner: PacketScanner;
  #party: Party | undefined;
  #publishBucket: TokenBucket | undefined;
  #byteBucket: TokenBucket | undefined;
  #publishesBefore = 0;
  #throttled = false;
  #cancelThrottle: () => void = () => {};
  /** Looks in a row at which the socket took nothing. */
  #stuckLooks = 0;
  #takenBefore = 0;

  constructor({ socket, limits, timers, counters }: GuardOptions) {
    // Above every party's bound: the watcher cuts at the bound, aedes is never asked to wait.
    super({ writableHighWaterMark: 2 * Math.max(...Object.values(limits.pendingBytes)) });
    this.#socket = socket;
    this.#limits = limits;
    this.#timers = timers;
    this.#counters = counters;
    this.#scanner = new PacketScanner(limits.strangerPacketBytes);
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#heard(chunk));
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  get party(): Party | undefined {
    return this.#party;
  }

  /** From here on the client is held to the bounds of its party. */
  loggedIn(party: Party): void {
    const { packetBytes, publishesPerSecond, bytesPerSecond } = this.#limits;
    const now = this.#timers.now();
    this.#party = party;
    this.#scanner.bytesMax = packetBytes[party];
    const bucket = (perSecond: number): TokenBucket => new TokenBucket(perSecond, 2 * perSecond, now);
    this.#publishBucket = bucket(publishesPerSecond[party]);
    this.#byteBucket = bucket(bytesPerSecond[party]);
  }

  /** Looked at every so often: whether this hearer holds others up. Looks are counted, not time, so that a pause of our own cuts nobody. */
  isSlow(lookEveryMs: number): boolean {
    const party = this.#party ?? "viewer";
    const pending = this.writableLength + this.#socket.writableLength;
    const taken = this.#socket.bytesWritten - this.#socket.writableLength;
    const isStuck = this.#socket.writableNeedDrain && taken === this.#takenBefore;
    this.#takenBefore = taken;
    this.#stuckLooks = isStuck ? this.#stuckLooks + 1 : 0;
    return (
      pending > this.#limits.pendingBytes[party] ||
      this.#stuckLooks * lookEveryMs >= this.#limits.slowMs[party]
    );
  }

  #heard(chunk: Buffer): void {
    const refusal = this.#scanner.scan(chunk);
    if (refusal) {
      this.#counters.count("packetsRefused");
      this.destroy(new Error(`packet refused: ${refusal}`));
      return;
    }
    this.#throttle(chunk.length);
    if (!this.push(chunk) || this.#throttled) this.#socket.pause();
  }

  #throttle(bytes: number): void {
    const publishes = this.#scanner.publishes - this.#publishesBefore;
    this.#publishesBefore = this.#scanner.publishes;
    if (!this.#publishBucket || !this.#byteBucket) return;
    const now = this.#timers.now();
    const waitMs = Math.max(this.#publishBucket.owe(publishes, now), this.#byteBucket.owe(bytes, now));
    if (waitMs === 0 || this.#throttled) return;
    this.#throttled = true;
    this.#counters.count("throttled");
    // In steps: keepalives behind the flood still get through in time.
    this.#cancelThrottle = this.#timers.at(now + Math.min(waitMs, secondMs), () => {
      this.#throttled = false;
      this.#socket.resume();
    });
  }

  override _read(): void {
    if (!this.#throttled) this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#socket.write(chunk)) done();
    else this.#whenDrained(done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this.#socket.cork();
    let more = true;
    for (const { chunk } of chunks) more = this.#socket.write(chunk);
    this.#socket.uncork();
    if (more) done();
    else this.#whenDrained(done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#cancelThrottle();
    if (error) this.#socket.destroy();
    else {
      // What was said last (a CONNACK that says no) still goes out; the peer has a moment to take it.
      this.#socket.destroySoon();
      const cancel = this.#timers.at(this.#timers.now() + lastWordMs, () => this.#socket.destroy());
      this.#socket.once("close", cancel);
    }
    done(error);
  }

  #whenDrained(done: () => void): void {
    this.#socket.once("drain", done);
  }
}
