/** What happened, told by MQTT to each program that may read events, of its clients alone: the words and the cursor of `GET /v1/events`, where what was missed is read. */
import type { ClientId, SiteId } from "@floorplane/contracts/ids";
import { isId } from "@floorplane/contracts/ids";
import type { EventTelegram } from "@floorplane/contracts/telegram.schema";
import { topics } from "@floorplane/contracts/topics";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Confirmations, ToldRow } from "../confirmations/confirmations.ts";
import { eventOf } from "../intake/hearers/events.ts";

export interface EventTelegramsOptions {
  readonly bus: Bus;
  readonly site: SiteId;
  readonly confirmations: Pick<Confirmations, "told" | "houseName">;
  /** Names of the programs that may be told of a client at this moment. */
  readonly hearersOf: (client: ClientId) => readonly string[];
}

const encoder = new TextEncoder();

export class EventTelegrams {
  readonly #options: EventTelegramsOptions;
  /** Whom the broker has; undefined: it is another's, and does not say. */
  #online: Set<string> | undefined;
  #clients: readonly ClientId[] = [];

  constructor(options: EventTelegramsOptions) {
    this.#options = options;
  }

  /** Nobody is told what nobody hears: a house has programs that never come by MQTT, and a thousand orders an hour. */
  online(names: readonly string[]): void {
    const before = this.#online;
    this.#online = new Set(names);
    if (before) for (const name of names) if (!before.has(name)) this.#sayHeads([name]);
  }

  /** It speaks, before the broker has told of it: what happens by what it asks, it hears. */
  spoke(name: string): void {
    if (!this.#online || this.#online.has(name)) return;
    this.#online.add(name);
    this.#sayHeads([name]);
  }

  /** How far each list is: what was told while the house or its line was away is seen to be missing. */
  begin(clients: Iterable<ClientId>): void {
    this.#clients = [...clients];
    this.#sayHeads();
  }

  /** Once its row is durable. */
  tell(client: ClientId, number: number, row: ToldRow): void {
    const { site, confirmations } = this.#options;
    const { houseName } = confirmations;
    this.#say({ client, next: number, event: eventOf({ siteId: site, houseName, client, number, row }) });
  }

  /** How far each list is: to those alone, or to everybody who is there. */
  #sayHeads(to?: readonly string[]): void {
    const { told } = this.#options.confirmations;
    for (const client of this.#clients) this.#say({ client, next: told.reach(client) }, to);
  }

  #say(telegram: EventTelegram & { readonly client: ClientId }, to?: readonly string[]): void {
    const { bus, site, hearersOf } = this.#options;
    const there = to ? new Set(to) : this.#online;
    const hearers = hearersOf(telegram.client).filter((name) => isId(name) && (there?.has(name) ?? true));
    if (hearers.length === 0) return;
    const payload = encoder.encode(JSON.stringify(telegram));
    for (const program of hearers) bus.publish(topics.programEvent(site, program), payload);
  }
}
