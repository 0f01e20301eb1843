/** Bounds of the broker, with their reasons. Time is the wall's: keepalives and time-outs of MQTT are never scaled. */
import type { Party } from "@floorplane/contracts/topics";
import { dayMs, minuteMs, secondMs } from "@floorplane/contracts/units";

const kibibyte = 1_024;
const mebibyte = 1_024 * kibibyte;

export interface BrokerLimits {
  /** Open sockets: a thousand robots, their readers, and as many again on their way back after a drop. */
  readonly connectionsMax: number;
  /** Sockets that have not logged in; the oldest gives way, so that idle strangers keep nobody out. */
  readonly strangersMax: number;
  /** From accept to a complete CONNECT. */
  readonly connectWithinMs: number;
  /** New sessions a second over all, and at once after a power cut. */
  readonly connectsPerSecond: number;
  readonly connectsAtOnce: number;
  /** Take-overs of one identity in a minute, beyond which two devices share it; it then waits out the quarantine. */
  readonly takeOversPerMinute: number;
  readonly quarantineMs: number;
  /** After a crash, the wills of clients that did not come back within four heartbeats are spoken. */
  readonly heartbeatMs: number;
  readonly keepaliveS: { readonly min: number; readonly max: number };

  /** Bytes of one packet: before login a CONNECT with a last will; a factsheet; an order with a long horizon. */
  readonly strangerPacketBytes: number;
  readonly packetBytes: Readonly<Record<Party, number>>;
  /** Inbound rates, twice that at once; faster senders are read more slowly. */
  readonly publishesPerSecond: Readonly<Record<Party, number>>;
  readonly bytesPerSecond: Readonly<Record<Party, number>>;
  readonly filtersPerClient: number;

  /** A hearer whose socket takes nothing this long, or that owes this much, is cut so that the others go on. */
  readonly slowMs: Readonly<Record<Party, number>>;
  readonly pendingBytes: Readonly<Record<Party, number>>;

  readonly retainedMax: number;
  readonly retainedBytes: number;
  /** What waits for a persistent session that is away. */
  readonly queue: { readonly messages: number; readonly bytes: number; readonly ageMs: number };
  readonly sessionsMax: number;
  /** A persistent session that was away this long is forgotten. */
  readonly sessionAgeMs: number;
}

const each = (value: number, others: Partial<Record<Party, number>> = {}): Record<Party, number> => ({
  control: value,
  robot: value,
  device: value,
  handheld: value,
  program: value,
  viewer: value,
  ...others,
});

export const defaultLimits: BrokerLimits = {
  connectionsMax: 5_000,
  strangersMax: 512,
  connectWithinMs: 5 * secondMs,
  connectsPerSecond: 200,
  connectsAtOnce: 1_000,
  takeOversPerMinute: 5,
  quarantineMs: minuteMs,
  heartbeatMs: 15 * secondMs,
  keepaliveS: { min: 5, max: 300 },

  strangerPacketBytes: 16 * kibibyte,
  // A program's request and the house's answer are at most a mebibyte, with their envelope around them.
  packetBytes: each(256 * kibibyte, { control: 2 * mebibyte, program: mebibyte + 64 * kibibyte }),
  publishesPerSecond: each(200, { control: 50_000, program: 2_000 }),
  bytesPerSecond: each(mebibyte, { control: 100 * mebibyte, program: 8 * mebibyte }),
  filtersPerClient: 50,

  slowMs: each(300, { control: 2_000, program: 2_000 }),
  pendingBytes: each(mebibyte, { control: 32 * mebibyte, program: 8 * mebibyte }),

  retainedMax: 20_000,
  retainedBytes: 64 * mebibyte,
  queue: { messages: 1_000, bytes: mebibyte, ageMs: 10 * minuteMs },
  sessionsMax: 1_000,
  sessionAgeMs: dayMs,
};
