/** What happened, told by MQTT to each program that may read events, of its clients alone: the words and the cursor of `GET /v1/events`, where what was missed is read. */
import type { ClientId, SiteId } from "@floorplane/contracts/ids";
import { isId } from "@floorplane/contracts/ids";
import type { EventTelegram } from "@floorplane/contracts/telegram.schema";
import { topics } from "@floorplane/contracts/topics";
import type { Bus } from "@floorplane/runtime/bus/bus";
import type { Confirmations, ToldRow } from "../confirmations/confirmations.ts";
import { eventOf } from "../intake/events.ts";

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

  constructor(options: EventTelegramsOptions) {
    this.#options = options;
  }

  /** How far each list is: what was told while the house or its line was away is seen to be missing. */
  begin(clients: Iterable<ClientId>): void {
    const { confirmations } = this.#options;
    for (const client of clients) this.#say({ client, next: confirmations.told.head(client).number });
  }

  /** Once its row is durable. */
  tell(client: ClientId, number: number, row: ToldRow): void {
    const { site, confirmations } = this.#options;
    const { houseName } = confirmations;
    this.#say({ client, next: number, event: eventOf({ siteId: site, houseName, client, number, row }) });
  }

  #say(telegram: EventTelegram & { readonly client: ClientId }): void {
    const { bus, site, hearersOf } = this.#options;
    const hearers = hearersOf(telegram.client).filter(isId);
    if (hearers.length === 0) return;
    const payload = encoder.encode(JSON.stringify(telegram));
    for (const program of hearers) bus.publish(topics.programEvent(site, program), payload);
  }
}
