/** A fake robot's line to the broker: its last will, its headers, what it says and hears. */
import type { Manufacturer, RobotId } from "@floorplane/contracts/ids";
import { type Topic, topics } from "@floorplane/contracts/topics";
import { timestampText } from "@floorplane/contracts/vda5050/timestamp";
import type { Action } from "@floorplane/contracts/vda5050/v2-1/action.schema";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type { Order } from "@floorplane/contracts/vda5050/v2-1/order.schema";
import type { State } from "@floorplane/contracts/vda5050/v2-1/state.schema";
import {
  readInstantActions,
  readOrder,
  writeConnection,
  writeState,
} from "@floorplane/contracts/vda5050/v2-1/wire";
import type { MemoryBroker, MemoryConnection } from "@floorplane/runtime/bus/memory-bus";
import type { Timers } from "@floorplane/runtime/clock/clock";

export interface LineOptions {
  readonly broker: MemoryBroker;
  readonly timers: Timers;
  readonly robot: RobotId;
  readonly manufacturer: Manufacturer;
}

export interface LineHearers {
  order(order: Order): void;
  instantAction(action: Action): void;
}

export class FakeLine {
  readonly #options: LineOptions;
  readonly #hearers: LineHearers;
  #headers = { state: 0, connection: 0 };
  #bus: MemoryConnection | undefined;

  constructor(options: LineOptions, hearers: LineHearers) {
    this.#options = options;
    this.#hearers = hearers;
  }

  open(): void {
    const { broker, robot, manufacturer } = this.#options;
    const bus = broker.connect({ clientId: robot, will: this.#connection("CONNECTIONBROKEN") });
    bus.subscribe(topics.order(manufacturer, robot).text, ({ payload }) => {
      this.#hearers.order(this.#good(readOrder(payload)));
    });
    bus.subscribe(topics.instantActions(manufacturer, robot).text, ({ payload }) => {
      for (const action of this.#good(readInstantActions(payload)).actions)
        this.#hearers.instantAction(action);
    });
    const online = this.#connection("ONLINE");
    bus.publish(online.topic, online.payload);
    this.#bus = bus;
  }

  /** Cut without a word: the will speaks. */
  drop(): void {
    this.#bus?.drop();
  }

  say(state: State): void {
    const { robot, manufacturer } = this.#options;
    this.#bus?.publish(topics.state(manufacturer, robot), writeState(state));
  }

  /** As it stands, whatever the standard asks. */
  sayOddly(state: unknown): void {
    const { robot, manufacturer } = this.#options;
    this.#bus?.publish(topics.state(manufacturer, robot), new TextEncoder().encode(JSON.stringify(state)));
  }

  header(topic: "state" | "connection"): Header {
    const { robot, manufacturer, timers } = this.#options;
    return {
      headerId: this.#headers[topic]++,
      timestamp: timestampText(timers.now()),
      version: "2.1.0",
      manufacturer,
      serialNumber: robot,
    };
  }

  /** Counters start anew after a reboot. */
  resetHeaders(): void {
    this.#headers = { state: 0, connection: 0 };
  }

  #connection(connectionState: "ONLINE" | "CONNECTIONBROKEN"): { topic: Topic; payload: Uint8Array } {
    const { robot, manufacturer } = this.#options;
    return {
      topic: topics.connection(manufacturer, robot),
      payload: writeConnection({ ...this.header("connection"), connectionState }),
    };
  }

  #good<Message>(
    read: { ok: true; message: Message } | { ok: false; field: string; reason: string },
  ): Message {
    if (!read.ok) throw new Error(`${this.#options.robot}: ${read.field} ${read.reason}`);
    return read.message;
  }
}
