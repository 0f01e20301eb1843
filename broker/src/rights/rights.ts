/**
 * What one account may say and hear, derived from the catalogue of topics: all else is denied. A filter is granted only when every topic that it can
 * ever match may be heard, or all that it can match is the account's own, so a refused one is known at SUBSCRIBE and not guessed from silence.
 *
 * How a robot or device says what is its own to say is its maker's taste (QoS, the retain flag, topics of its own beside ours) and costs it no
 * connection: MQTT 3.1.1 knows no other refusal, and a robot that is cut off each time is a robot that is lost.
 */

import { isId } from "@floorplane/contracts/ids";
import { patternsUnder, type TopicKind, usualPrefix } from "@floorplane/contracts/topics";
import type { Account } from "./accounts.ts";

/** Topics whose answer is remembered per account: the working set of a site. */
const rememberedMax = 5_000;

/** What becomes of a publication. */
export type Saying =
  | "taken"
  /** Its own to say and no topic that this house keeps: without its retain flag, since an old state is worse than none. */
  | "not-kept"
  /** On no topic of the house: nobody hears it, and nobody is cut off for it. */
  | "unheard"
  | "refused";

interface Rule {
  readonly kind: TopicKind;
  /** A level that must be exactly this; undefined stands for any id. */
  readonly levels: readonly (string | undefined)[];
}

export class Rights {
  readonly #speaks: readonly Rule[];
  readonly #hears: readonly Rule[];
  readonly #spoken = new Map<string, TopicKind | "nobodys" | null>();
  readonly #isOfHouse: boolean;
  /** Levels under which all is its own. */
  readonly #own: readonly (string | undefined)[] | undefined;
  /** Whoever is meant by their names. */
  readonly #patterns: readonly (readonly string[])[];
  readonly #heard = new Map<string, boolean>();

  /** With a site, only topics of that site count. `prefixes`: those under which the site's robots speak; a robot has its own alone. */
  constructor(account: Account, site?: string, prefixes: readonly string[] = [usualPrefix]) {
    const { party, prefix = usualPrefix } = account;
    const patterns = patternsUnder(prefixes);
    const its = party === "robot" ? patternsUnder([prefix]) : patterns;
    this.#patterns = patterns.map(({ levels }) => levels);
    const rules = its.map(({ kind, levels }) => ({
      kind,
      levels: levels.map((level) => fixed(level, account, site)),
    }));
    this.#speaks = rules.filter(({ kind }) => kind.speaker === account.party);
    this.#hears = rules.filter(({ kind }) => kind.hearers.includes(account.party));
    this.#isOfHouse = account.party === "control";
    const own = rules.find(({ kind }) => account.party === "robot" && kind.name === "order");
    this.#own = own?.levels.slice(0, -1);
  }

  /**
   * A last will is a publication too. Of the house's own commands a better QoS than the catalogue's would put them into queues, and a retained one is a
   * replay: those are refused. Whoever reports for itself may do so at any QoS.
   */
  saying(topic: string, qos: number, retain: boolean): Saying {
    let kind = this.#spoken.get(topic);
    if (kind === undefined) {
      kind = this.#kindOf(topic);
      remember(this.#spoken, topic, kind);
    }
    if (kind === null) return "refused";
    if (kind === "nobodys") return "unheard";
    if (this.#isOfHouse && (qos > kind.qos || (retain && !kind.retain))) return "refused";
    return retain && !kind.retain ? "not-kept" : "taken";
  }

  mayPublish(topic: string, qos: number, retain: boolean): boolean {
    return this.saying(topic, qos, retain) !== "refused";
  }

  /** What it can match may be heard, or is its own: of that it is handed what it may hear, message by message. */
  maySubscribe(filter: string): boolean {
    const levels = filter.split("/");
    return this.#hears.some((rule) => fits(rule, levels, true)) || this.#isAllItsOwn(levels);
  }

  #isAllItsOwn(levels: readonly string[]): boolean {
    const own = this.#own;
    return (
      own !== undefined &&
      levels.length === own.length + 1 &&
      own.every((level, index) => level === levels[index]) &&
      (levels.at(-1) === "+" || levels.at(-1) === "#")
    );
  }

  #kindOf(topic: string): TopicKind | "nobodys" | null {
    const levels = topic.split("/");
    const kind = this.#speaks.find((rule) => fits(rule, levels, false))?.kind;
    if (kind) return kind;
    return !this.#isOfHouse && this.#isNobodys(topic, levels) ? "nobodys" : null;
  }

  /** No topic of the house, whoever is meant by its names, and none of the broker's own. */
  #isNobodys(topic: string, levels: readonly string[]): boolean {
    return (
      !topic.startsWith("$") &&
      !this.#patterns.some(
        (pattern) =>
          pattern.length === levels.length &&
          pattern.every((level, index) => level.startsWith("{") || level === levels[index]),
      )
    );
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

/** Who is meant by `{self}`. */
const speaksForItself: ReadonlySet<Account["party"]> = new Set(["robot", "device", "program"]);

/** Under which a site's robots speak, the usual one in any case. */
export const prefixesOf = (accounts: readonly Account[]): string[] => [
  ...new Set([usualPrefix, ...accounts.flatMap(({ prefix }) => prefix ?? [])]),
];

function fixed(level: string, account: Account, site: string | undefined): string | undefined {
  if (level === "{site}") return site;
  const isItself = speaksForItself.has(account.party);
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
