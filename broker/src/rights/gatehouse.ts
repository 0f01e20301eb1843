/** Who comes in: everything that is asked of a CONNECT, answered with an account or with a return code of MQTT 3.1.1 (table 3.1) and why. */
import type { ConnectPacket } from "aedes";
import { TokenBucket } from "../doors/token-bucket.ts";
import type { BrokerLimits } from "../limits.ts";
import { type Account, AccountBook, type LoggedIn } from "./accounts.ts";
import { Flapping } from "./flapping.ts";
import { prefixesOf, Rights } from "./rights.ts";

const identifierRejected = 2;
const serverUnavailable = 3;
const badCredentials = 4;
const notAuthorised = 5;

export interface Refused {
  readonly code: number;
  readonly why: string;
  /** The last will was what was wrong. */
  readonly byWill?: true;
}

export class Gatehouse {
  readonly #limits: BrokerLimits;
  readonly #site: string | undefined;
  readonly #flapping: Flapping;
  readonly #connects: TokenBucket;
  #accounts: readonly Account[];
  #book: AccountBook;
  #prefixes: readonly string[];
  #rights = new Map<Account, Rights>();

  constructor(limits: BrokerLimits, accounts: readonly Account[], site: string | undefined, now: number) {
    this.#limits = limits;
    this.#site = site;
    this.#flapping = new Flapping(limits);
    this.#connects = new TokenBucket(limits.connectsPerSecond, limits.connectsAtOnce, now);
    this.#accounts = accounts;
    this.#book = new AccountBook(accounts);
    this.#prefixes = prefixesOf(accounts);
  }

  accountOf(clientId: string): Account | undefined {
    return this.#book.of(clientId);
  }

  rightsOf(account: Account): Rights {
    let rights = this.#rights.get(account);
    if (!rights) {
      rights = new Rights(account, this.#site, this.#prefixes);
      this.#rights.set(account, rights);
    }
    return rights;
  }

  quarantined(now: number): string[] {
    return this.#flapping.quarantined(now);
  }

  /** The keepalive that a client is held to, s: whoever names none or hours is missed after minutes all the same, and nobody is turned away for it. */
  heldTo(keepaliveS: number): number {
    const { min, max } = this.#limits.keepaliveS;
    return keepaliveS === 0 ? max : Math.min(Math.max(keepaliveS, min), max);
  }

  admit(
    { clientId, will }: ConnectPacket,
    username: string | undefined,
    token: Uint8Array | undefined,
    now: number,
  ): LoggedIn | Refused {
    if (!this.#connects.take(now)) return { code: serverUnavailable, why: "too many logins at once" };
    const come = this.#book.login(username, token, clientId, now);
    // Also with a clean session [MQTT-3.1.3-8]: an id is bound to its credential here.
    if (clientId === "" && (come === "unknown" || come === "not-own-client-id"))
      return { code: identifierRejected, why: "empty client id" };
    if (come === "unknown") return { code: badCredentials, why: "unknown user name or token" };
    if (come === "not-own-client-id")
      return { code: identifierRejected, why: "the client id belongs to another" };
    if (will && !this.rightsOf(come.account).mayPublish(will.topic, will.qos ?? 0, will.retain ?? false))
      return {
        code: notAuthorised,
        why: `last will on ${will.topic.slice(0, 256)} is not permitted`,
        byWill: true,
      };
    if (this.#flapping.isQuarantined(nameInside(come.account, clientId), now)) return sharedId;
    return come;
  }

  /** The account as it is now of who came in before; undefined where it is not his any more, or his token's time is over. */
  stays({ account, token }: LoggedIn, now: number): Account | undefined {
    const known = this.#book.of(account.clientId);
    if (!known || !isSameParty(known, account)) return undefined;
    const kept = known.tokens.find(({ hash }) => hash === token.hash);
    return kept && (kept.untilMs === undefined || now < kept.untilMs) ? known : undefined;
  }

  /** Someone is connected under this id already; refused when that has become a habit. */
  takeOver(clientId: string, now: number): Refused | undefined {
    return this.#flapping.tookOver(clientId, now) ? sharedId : undefined;
  }

  /** Replaces all accounts. Answers whose client ids have changed hands or are gone, and what robots and devices that are gone could say. */
  replace(accounts: readonly Account[]): {
    readonly changed: (clientId: string) => boolean;
    readonly lost: readonly Rights[];
  } {
    const before = this.#book;
    const gone = this.#accounts;
    const prefixes = this.#prefixes;
    this.#book = new AccountBook(accounts);
    this.#prefixes = prefixesOf(accounts);
    this.#accounts = accounts;
    this.#rights = new Map();
    const changed = (clientId: string): boolean => !isSame(before.of(clientId), this.#book.of(clientId));
    const lost = gone
      .filter(({ party, clientId }) => (party === "robot" || party === "device") && changed(clientId))
      .map((account) => new Rights(account, this.#site, prefixes));
    return { changed, lost };
  }
}

/** Whoever may come with foreign client ids is one all the same: two of them at once are two robots with one account. */
export const nameInside = ({ clientId: own, party }: Account, clientId: string): string =>
  party === "control" || party === "viewer" ? clientId : own;

const sharedId: Refused = { code: serverUnavailable, why: "two devices use this client id" };

/** Whoever had it before can still show a token of it. */
const isSame = (a: Account | undefined, b: Account | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    isSameParty(a, b) &&
    a.tokens.some(({ hash }) => b.tokens.some((one) => one.hash === hash)));

const isSameParty = (a: Account, b: Account): boolean =>
  a.username === b.username &&
  a.party === b.party &&
  a.clientId === b.clientId &&
  a.manufacturer === b.manufacturer &&
  a.prefix === b.prefix;
