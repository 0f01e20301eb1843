/**
 * The door by MQTT: what programs ask on their topics goes through the door as it does by HTTP, and each answer goes, after the commit that it promises, to the topic that its program alone may hear. A
 * PUBACK promises nothing: who hears no answer asks again with the same id, and is answered the same.
 */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpDoor, HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { isId, type SiteId } from "@floorplane/contracts/ids";
import { filterOf, parseTopic, topics } from "@floorplane/contracts/topics";
import type { Bus, Delivery } from "@floorplane/runtime/bus/bus";
import type { Log } from "@floorplane/runtime/log";
import { problemAnswer, Refusal } from "../intake/answering/refusal.ts";
import { answerTelegram, type ReadTelegram, readTelegram } from "./telegram.ts";

export interface TelegramDeskOptions {
  readonly bus: Bus;
  readonly site: SiteId;
  readonly door: HttpDoor;
  /** The broker lets in no program but by its token, each to its own topics; where it is another's, the house cannot know, and each request bears the token. */
  readonly isBrokerOurs: boolean;
  readonly log: Log;
  /** Somebody spoke on the topic of a program of this name; whether there is such a one. */
  readonly spoke: (program: string) => boolean;
}

/** Strangers that are told of in the log; a flood of made-up names ends here. */
const toldMax = 100;

export class TelegramDesk {
  readonly #options: TelegramDeskOptions;
  readonly #told = new Set<string>();
  #end: (() => void) | undefined;

  constructor(options: TelegramDeskOptions) {
    this.#options = options;
  }

  begin(): void {
    const { bus, site } = this.#options;
    this.#end = bus.subscribe(filterOf("programRequest", site), (delivery) => this.#hear(delivery));
  }

  stop(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #hear({ topic, payload, retained }: Delivery): void {
    const { spoke, bus, site, log } = this.#options;
    const program = parseTopic(topic)?.levels.self;
    // Nobody has that topic, and so nobody hears an answer there.
    if (program === undefined || !isId(program) || !spoke(program)) {
      if (this.#told.size < toldMax && !this.#told.has(topic)) {
        this.#told.add(topic);
        log.warn("telegram.nobodys", { topic: topic.slice(0, 256) });
      }
      return;
    }
    const { id, asked } = readTelegram(payload);
    const answer = (response: HttpResponse): void =>
      bus.publish(topics.programAnswer(site, program), answerTelegram(id, response));
    try {
      if (retained)
        throw new Refusal(
          "malformed-message",
          "a request that is retained would be asked again at each start of the house: publish it without",
        );
      this.#options.door.handle(this.#asked(program, asked()), answer);
    } catch (error) {
      if (!(error instanceof Refusal) && !(error instanceof FloorplaneError)) throw error;
      answer(problemAnswer(error)!);
    }
  }

  #asked(program: string, { request, token }: ReturnType<ReadTelegram["asked"]>): HttpRequest {
    const { isBrokerOurs } = this.#options;
    const shown = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return {
      ...request,
      headers: { ...request.headers, ...shown },
      peer: `program ${program}`,
      from: { program, isProved: isBrokerOurs },
    };
  }
}
