/**
 * A robot's own line to the broker: last will, ONLINE and OFFLINE, one header counter for each topic (VDA 5050 2.1.0 clauses 6.2, 6.3 and 6.14),
 * and the place where messages meet with bad luck.
 */
import type { Manufacturer, RobotId, SerialNumber } from "@floorplane/contracts/ids";
import { type Topic, topics } from "@floorplane/contracts/topics";
import { isoTime } from "@floorplane/contracts/units";
import { uint32Max } from "@floorplane/contracts/vda5050/header";
import type { Connection, ConnectionState } from "@floorplane/contracts/vda5050/v2-1/connection.schema";
import type { Header } from "@floorplane/contracts/vda5050/v2-1/header";
import type { Bus, BusConnector, Identity } from "@floorplane/runtime/bus/bus";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Fate, Misbehaviour } from "./misbehaviour.ts";
import type { Wire } from "./wire.ts";

export type Spoken = "state" | "visualization" | "connection" | "factsheet";
export type HeaderIds = Readonly<Record<Spoken, number>>;

export interface RobotLinkOptions {
  readonly robot: RobotId;
  /** What it calls itself; `robot` is its client id. */
  readonly serialNumber: SerialNumber;
  readonly manufacturer: Manufacturer;
  readonly wire: Wire;
  /** What its topics begin with. */
  readonly prefix: string;
  readonly timers: Timers;
  readonly connector: BusConnector;
  readonly misbehaviour: Misbehaviour;
  /** User name and password for a client id, where the broker asks for them. */
  readonly credentials: ((clientId: string) => Pick<Identity, "username" | "password">) | undefined;
  /** The line is up, for the first time or again. */
  readonly online: () => void;
  readonly order: (payload: Uint8Array) => void;
  readonly instantActions: (payload: Uint8Array) => void;
}

export class RobotLink {
  readonly #options: RobotLinkOptions;
  readonly #topics: Readonly<Record<Spoken | "order" | "instantActions", Topic>>;
  #ids: Record<Spoken, number> = { state: 0, visualization: 0, connection: 0, factsheet: 0 };
  #bus: Bus | undefined;

  constructor(options: RobotLinkOptions) {
    this.#options = options;
    const { manufacturer, serialNumber, prefix } = options;
    this.#topics = {
      state: topics.state(manufacturer, serialNumber, prefix),
      visualization: topics.visualization(manufacturer, serialNumber, prefix),
      connection: topics.connection(manufacturer, serialNumber, prefix),
      factsheet: topics.factsheet(manufacturer, serialNumber, prefix),
      order: topics.order(manufacturer, serialNumber, prefix),
      instantActions: topics.instantActions(manufacturer, serialNumber, prefix),
    };
  }

  get isOpen(): boolean {
    return this.#bus !== undefined;
  }

  open(): void {
    const { connector, robot, credentials, online, order, instantActions } = this.#options;
    const will = { topic: this.#topics.connection, payload: this.#connection("CONNECTIONBROKEN") };
    const bus = connector.connect({ clientId: robot, will, ...credentials?.(robot) });
    this.#bus = bus;
    bus.subscribe(this.#topics.order.text, ({ payload, retained }) =>
      this.#hear("order", payload, retained, order),
    );
    bus.subscribe(this.#topics.instantActions.text, ({ payload, retained }) =>
      this.#hear("instantActions", payload, retained, instantActions),
    );
    const announce = (): void => {
      this.send("connection", this.#connection("ONLINE"));
      online();
    };
    bus.onLink((state) => {
      if (state === "live" && this.#bus === bus) announce();
    });
    if (bus.state === "live") announce();
  }

  /** Says good-bye: no last will. */
  async close(): Promise<void> {
    const bus = this.#bus;
    if (!bus) return;
    this.send("connection", this.#connection("OFFLINE"));
    this.#bus = undefined;
    await bus.close();
  }

  /** Gone without a word; the broker speaks the will. */
  drop(): void {
    const bus = this.#bus;
    this.#bus = undefined;
    bus?.drop();
  }

  header(topic: Spoken): Header {
    const headerId = this.#ids[topic];
    this.#ids[topic] = headerId === uint32Max ? 0 : headerId + 1;
    return {
      headerId,
      timestamp: isoTime(this.#options.timers.now()),
      version: this.#options.wire.headerVersion,
      manufacturer: this.#options.manufacturer,
      serialNumber: this.#options.serialNumber,
    };
  }

  send(topic: Spoken, payload: Uint8Array): void {
    const bus = this.#bus;
    if (!bus) return;
    const publish = (): void => bus.publish(this.#topics[topic], payload);
    this.#suffer(this.#options.misbehaviour.outgoing(topic, payload), publish);
  }

  save(): HeaderIds {
    return { ...this.#ids };
  }

  restore(saved: HeaderIds): void {
    this.#ids = { ...saved };
  }

  /** Counters start again with the robot. */
  reset(): void {
    this.#ids = { state: 0, visualization: 0, connection: 0, factsheet: 0 };
  }

  #hear(
    topic: "order" | "instantActions",
    payload: Uint8Array,
    retained: boolean,
    then: (payload: Uint8Array) => void,
  ): void {
    // A retained command is one from the past.
    if (retained) return;
    this.#suffer(this.#options.misbehaviour.incoming(topic, payload), () => {
      if (this.#bus) then(payload);
    });
  }

  #suffer(fate: Fate, act: () => void): void {
    if (fate === "lost") return;
    if (typeof fate === "object") {
      this.#options.timers.at(this.#options.timers.now() + fate.lateMs, act);
      return;
    }
    act();
    if (fate === "doubled") act();
  }

  #connection(connectionState: ConnectionState): Uint8Array {
    const message: Connection = { ...this.header("connection"), connectionState };
    return this.#options.wire.writeConnection(message);
  }
}
