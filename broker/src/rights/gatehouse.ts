/** Who comes in: everything that is asked of a CONNECT, answered with an account or with a return code of MQTT 3.1.1 (table 3.1) and why. */
import type { ConnectPacket } from "aedes";
import { TokenBucket } from "../doors/token-bucket.ts";
import type { BrokerLimits } from "../limits.ts";
import { type Account, AccountBook } from "./accounts.ts";
import { Flapping } from "./flapping.ts";
import { Rights } from "./rights.ts";

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
  #rights = new Map<Account, Rights>();

  constructor(limits: BrokerLimits, accounts: readonly Account[], site: string | undefined, now: number) {
    this.#limits = limits;
    this.#site = site;
    this.#flapping = new Flapping(limits);
    this.#connects = new TokenBucket(limits.connectsPerSecond, limits.connectsAtOnce, now);
    this.#accounts = accounts;
    this.#book = new AccountBook(accounts);
  }

  accountOf(clientId: string): Account | undefined {
    return this.#book.of(clientId);
  }

  rightsOf(account: Account): Rights {
    let rights = this.#rights.get(account);
    if (!rights) {
      rights = new Rights(account, this.#site);
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
  ): Account | Refused {
    if (!this.#connects.take(now)) return { code: serverUnavailable, why: "too many logins at once" };
    const account = this.#book.login(username, token, clientId);
    // Also with a clean session [MQTT-3.1.3-8]: an id is bound to its credential here.
    if (clientId === "") return { code: identifierRejected, why: "empty client id" };
    if (account === "unknown") return { code: badCredentials, why: "unknown user name or token" };
    if (account === "not-own-client-id")
      return { code: identifierRejected, why: "the client id belongs to another" };
    if (will && !this.rightsOf(account).mayPublish(will.topic, will.qos ?? 0, will.retain ?? false))
      return {
        code: notAuthorised,
        why: `last will on ${will.topic.slice(0, 256)} is not permitted`,
        byWill: true,
      };
    if (this.#flapping.isQuarantined(clientId, now)) return sharedId;
    return account;
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
    this.#book = new AccountBook(accounts);
    this.#accounts = accounts;
    this.#rights = new Map();
    const changed = (clientId: string): boolean => !isSame(before.of(clientId), this.#book.of(clientId));
    const lost = gone
      .filter(({ party, clientId }) => (party === "robot" || party === "device") && changed(clientId))
      .map((account) => new Rights(account, this.#site));
    return { changed, lost };
  }
}

const sharedId: Refused = { code: serverUnavailable, why: "two devices use this client id" };

function isSame(a: Account | undefined, b: Account | undefined): boolean {
  return (
    a?.username === b?.username &&
    a?.tokenHash === b?.tokenHash &&
    a?.party === b?.party &&
    a?.clientId === b?.clientId &&
    a?.manufacturer === b?.manufacturer
  );
}
