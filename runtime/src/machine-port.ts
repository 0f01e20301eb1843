/**
 * Boxes and machines on the floor as named values, whatever wire carries them (OPC UA, Modbus TCP): the port under the drivers of `sensors`,
 * and the plain value store that the simulator fills and puts behind real servers. On the virtual clock both ends share the store.
 */
import type { Timers } from "./clock/clock.ts";

export type Value = number | string;

export interface ValueChange {
  readonly name: string;
  readonly value: Value;
  readonly quality: "good" | "bad";
  /** ms since the epoch, the device's own time where it has one. */
  readonly at: number;
}

export type PortState = "connecting" | "live" | "broken";

/** One device as its driver sees it. Reconnects by itself until closed; says each change of its link. */
export interface MachinePort {
  /** Hears the present values first, then each change (or each poll, where the wire only polls). */
  watch(names: readonly string[], hear: (change: ValueChange) => void): void;
  /** `done(true)` when the device has taken the value, `done(false)` when it refused or did not answer within the port's deadline. */
  write(name: string, value: Value, done: (taken: boolean) => void): void;
  onLink(hear: (state: PortState) => void): void;
  close(): Promise<void>;
}

/** Opens the port of a device by its address (`opc.tcp://…`, `modbus-tcp://…`). */
export interface MachineConnector {
  connect(device: string, address: string): MachinePort;
}

/** The values of one device. The simulator owns it; servers and memory ports show it. */
export class ValueStore {
  readonly #values = new Map<string, { value: Value; at: number }>();
  readonly #hearers = new Set<(name: string, value: Value, at: number) => void>();
  /** Called when someone outside writes; returns whether the value is taken. */
  onWrite: (name: string, value: Value) => boolean = () => false;

  set(name: string, value: Value, at: number): void {
    this.#values.set(name, { value, at });
    for (const hear of this.#hearers) hear(name, value, at);
  }

  get(name: string): { readonly value: Value; readonly at: number } | undefined {
    return this.#values.get(name);
  }

  names(): string[] {
    return [...this.#values.keys()];
  }

  onChange(hear: (name: string, value: Value, at: number) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }
}

/** How long a value takes from the store to a driver in memory. */
const latencyMs = 10;

/** Ports onto stores in the same process, on a clock. */
export class MemoryMachines implements MachineConnector {
  readonly #timers: Timers;
  readonly #stores: (device: string) => ValueStore | undefined;

  constructor(timers: Timers, stores: (device: string) => ValueStore | undefined) {
    this.#timers = timers;
    this.#stores = stores;
  }

  connect(device: string): MachinePort {
    const timers = this.#timers;
    const store = this.#stores(device);
    const ends: (() => void)[] = [];
    let open = true;
    const later = (run: () => void): void => {
      timers.at(timers.now() + latencyMs, () => {
        if (open) run();
      });
    };
    return {
      watch(names, hear) {
        if (!store) return;
        const wanted = new Set(names);
        for (const name of names) {
          const present = store.get(name);
          if (present) later(() => hear({ name, value: present.value, quality: "good", at: present.at }));
        }
        ends.push(
          store.onChange((name, value, at) => {
            if (wanted.has(name)) later(() => hear({ name, value, quality: "good", at }));
          }),
        );
      },
      write(name, value, done) {
        later(() => {
          const taken = store?.onWrite(name, value) ?? false;
          later(() => done(taken));
        });
      },
      onLink(hear) {
        later(() => hear(store ? "live" : "broken"));
      },
      async close() {
        open = false;
        for (const end of ends) end();
      },
    };
  }
}
