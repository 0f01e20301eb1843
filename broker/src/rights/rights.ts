/**
 * What one account may say and hear, derived from the catalogue of topics: all else is denied. A filter is granted only when every topic that it can
 * ever match may be heard, so a refused one is known at SUBSCRIBE and not guessed from silence.
 */

import { isId } from "@floorplane/contracts/ids";
import { type TopicKind, topicCatalogue } from "@floorplane/contracts/topics";
import type { Account } from "./accounts.ts";

/** Topics whose answer is remembered per account: the working set of a site. */
const rememberedMax = 5_000;

interface Rule {
  readonly kind: TopicKind;
  /** A level that must be exactly this; undefined stands for any id. */
  readonly levels: readonly (string | undefined)[];
}

export class Rights {
  readonly #speaks: readonly Rule[];
  readonly #hears: readonly Rule[];
  readonly #spoken = new Map<string, TopicKind | null>();
  readonly #heard = new Map<string, boolean>();

  /** With a site, only topics of that site count. */
  constructor(account: Account, site?: string) {
    const rules = topicCatalogue.map((kind: TopicKind) => ({
      kind,
      levels: kind.pattern.split("/").map((level) => fixed(level, account, site)),
    }));
    this.#speaks = rules.filter(({ kind }) => kind.speaker === account.party);
    this.#hears = rules.filter(({ kind }) => kind.hearers.includes(account.party));
  }

  /** A last will is a publication too. Better QoS than the catalogue's would put commands into queues; a retained command is a replay. */
  mayPublish(topic: string, qos: number, retain: boolean): boolean {
    let kind = this.#spoken.get(topic);
    if (kind === undefined) {
      kind = this.#speaks.find((rule) => fits(rule, topic.split("/"), false))?.kind ?? null;
      remember(this.#spoken, topic, kind);
    }
    return kind !== null && qos <= kind.qos && (!retain || kind.retain);
  }

  maySubscribe(filter: string): boolean {
    const levels = filter.split("/");
    return this.#hears.some((rule) => fits(rule, levels, true));
  }

  mayHear(topic: string): boolean {
    let may = this.#heard.get(topic);
    if (may === undefined) {
      const levels = topic.split("/");
      may = this.#hears.some((rule) => fits(rule, levels, false));
      remember(this.#heard, topic, may);
    }
    return may;
  }
}

function fixed(level: string, account: Account, site: string | undefined): string | undefined {
  if (level === "{site}") return site;
  const isItself = account.party === "robot" || account.party === "device";
  if (level === "{self}") return isItself ? (account.self ?? account.clientId) : undefined;
  if (level === "{maker}") return account.party === "robot" ? account.manufacturer : undefined;
  return level.startsWith("{") ? undefined : level;
}

function fits({ levels }: Rule, given: readonly string[], withWildcards: boolean): boolean {
  return (
    levels.length === given.length &&
    levels.every((level, index) => {
      const part = given[index]!;
      return level === undefined ? isId(part) || (withWildcards && part === "+") : level === part;
    })
  );
}

function remember<Answer>(answers: Map<string, Answer>, topic: string, answer: Answer): void {
  if (answers.size >= rememberedMax) answers.clear();
  answers.set(topic, answer);
}
