/**
 * The bus: what devices say, at MQTT 3.1.1's promises (duplicates, reordering between topics and loss at QoS 0 are normal).
 * One connection per party, since identity, last will and rights belong to the connection.
 */
import type { Topic } from "@floorplane/contracts/topics";

export interface Delivery {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Sent because of a subscription, not because someone just spoke. */
  readonly retained: boolean;
}

export interface Will {
  readonly topic: Topic;
  readonly payload: Uint8Array;
}

export interface Identity {
  readonly clientId: string;
  readonly username?: string;
  readonly password?: string;
  readonly will?: Will;
}

export type LinkState = "connecting" | "live" | "lost" | "closed";

export interface Bus {
  readonly state: LinkState;
  /** Never throws and never waits: what cannot be sent now is kept up to a bound (QoS 1) or dropped (QoS 0), and counted. */
  publish(topic: Topic, payload: Uint8Array): void;
  /** Filters as MQTT 3.1.1 section 4.7. Subscriptions hold over reconnects. Returns what ends it. */
  subscribe(filter: string, hear: (delivery: Delivery) => void): () => void;
  /** Hears each change of the link's state. */
  onLink(hear: (state: LinkState) => void): () => void;
  /** Leaves politely: no last will. */
  close(): Promise<void>;
  /** Gone without a word, as when the power goes: the broker speaks the last will. It does not come back by itself. */
  drop(): void;
}

/** Opens connections; the memory broker and the MQTT client are two adapters under one suite. */
export interface BusConnector {
  /** Returns at once, in state `connecting` or `live`; reconnects by itself until closed. */
  connect(identity: Identity): Bus;
}
