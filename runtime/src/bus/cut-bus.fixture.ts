/** The control plane's own line to the broker, which a test can cut: nothing is heard or said while it is down. */
import type { Topic } from "@floorplane/contracts/topics";
import type { Bus, Delivery, LinkState } from "./bus.ts";

export class CutBus implements Bus {
  readonly #bus: Bus;
  readonly #hearers = new Set<(state: LinkState) => void>();
  state: LinkState = "live";

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  cut(): void {
    this.#turn("lost");
  }

  mend(): void {
    this.#turn("live");
  }

  publish(topic: Topic, payload: Uint8Array): void {
    if (this.state === "live") this.#bus.publish(topic, payload);
  }

  subscribe(filter: string, hear: (delivery: Delivery) => void): () => void {
    return this.#bus.subscribe(filter, (delivery) => {
      if (this.state === "live") hear(delivery);
    });
  }

  onLink(hear: (state: LinkState) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  drop(): void {
    this.#bus.drop();
  }

  close(): Promise<void> {
    return this.#bus.close();
  }

  #turn(state: LinkState): void {
    this.state = state;
    for (const hear of this.#hearers) hear(state);
  }
}
