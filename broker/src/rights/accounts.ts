/**
 * Who may connect. An account is one device, one program or one party of the house: user name, the hashes of its tokens, and the client id that belongs to it, since in
 * MQTT whoever has the client id has the session. Tokens have 256 bits, so that a plain SHA-256 of one tells nothing.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { isId } from "@floorplane/contracts/ids";
import type { Party } from "@floorplane/contracts/topics";

export interface AccountToken {
  /** SHA-256 of the token, hexadecimal. */
  readonly hash: string;
  /** By the wall's clock, ms; whoever came in with it is cut off then. For good where absent. */
  readonly untilMs?: number;
}

export interface Account {
  readonly username: string;
  /** Each of them lets in: a program has two while one takes the other's place. */
  readonly tokens: readonly AccountToken[];
  readonly party: Party;
  /** Also what stands for `{self}` in topics, where `self` does not. Control and viewers may open more connections as `<clientId>~<name>`. A program's begins with `program~`, so that no device is called so. */
  readonly clientId: string;
  /** A robot's serial number, where the house calls it by another name; a program's name. */
  readonly self?: string;
  /** What stands for `{maker}`; robots need one. */
  readonly manufacturer?: string;
  /** What stands for `{prefix}`, of a robot that speaks under another than the usual one. */
  readonly prefix?: string;
  /** Client ids that it may come with besides its own, since not every robot's can be set; `*` at the end stands for whatever follows. Inside it goes by its own. */
  readonly foreignClientIds?: readonly string[];
}

export const tokenHash = (token: string | Uint8Array): string =>
  createHash("sha256").update(token).digest("hex");

/** What the client ids of programs begin with. */
export const programPrefix = "program~";

/** One whom a token let in. */
export interface LoggedIn {
  readonly account: Account;
  readonly token: AccountToken;
}

const isGood = ({ untilMs }: AccountToken, now: number): boolean => untilMs === undefined || now < untilMs;

const opensMany = (party: Party): boolean => party === "control" || party === "viewer";
/** Compared with when the user name is unknown, so that both answers take the same time. */
const nobody = Buffer.alloc(32);

export class AccountBook {
  readonly #byUsername = new Map<string, Account>();
  readonly #byClientId = new Map<string, Account>();

  constructor(accounts: readonly Account[]) {
    for (const account of accounts) this.#add(account);
    for (const { clientId } of accounts) {
      const owner = this.of(clientId.split("~")[0]!);
      if (clientId.includes("~") && owner && opensMany(owner.party))
        throw wrong(`account ${clientId}: client ids after "${owner.clientId}~" belong to ${owner.username}`);
    }
  }

  /** The account whose name and token these are, if it may come with that client id. `now`: by the wall's clock. */
  login(
    username: string | undefined,
    token: Uint8Array | undefined,
    clientId: string,
    now: number,
  ): LoggedIn | "unknown" | "not-own-client-id" {
    const account = this.#byUsername.get(username ?? "");
    const given = createHash("sha256")
      .update(token ?? "")
      .digest();
    // Each is compared, also where nothing can come of it: how long it takes tells nothing.
    const wanted = account && account.tokens.length > 0 ? account.tokens : [undefined];
    const shown = wanted.filter((one) =>
      timingSafeEqual(one ? Buffer.from(one.hash, "hex") : nobody, given),
    )[0];
    if (!account || !shown || !isGood(shown, now)) return "unknown";
    return owns(account, clientId) ? { account, token: shown } : "not-own-client-id";
  }

  /** The account a client id belongs to. */
  of(clientId: string): Account | undefined {
    const own = this.#byClientId.get(clientId);
    if (own) return own;
    const opener = this.#byClientId.get(clientId.split("~")[0]!);
    return opener && opensMany(opener.party) ? opener : undefined;
  }

  #add(account: Account): void {
    const { username, clientId, party, manufacturer } = account;
    const isOfProgram = party === "program" && clientId.startsWith(programPrefix);
    if (!isId(isOfProgram ? clientId.slice(programPrefix.length) : clientId))
      throw wrong(`account ${username}: client id ${JSON.stringify(clientId)} is no id`);
    if (account.self !== undefined && !isId(account.self))
      throw wrong(`account ${username}: ${JSON.stringify(account.self)} is no id`);
    if (account.tokens.some(({ hash }) => !/^[0-9a-f]{64}$/.test(hash)))
      throw wrong(`account ${username}: a token's hash is no SHA-256`);
    if (party === "robot" && (manufacturer === undefined || !isId(manufacturer)))
      throw wrong(`account ${username}: a robot needs its manufacturer`);
    if (this.#byUsername.has(username)) throw wrong(`account ${username} stands twice`);
    if (this.#byClientId.has(clientId)) throw wrong(`account ${username}: ${clientId} belongs to another`);
    this.#byUsername.set(username, account);
    this.#byClientId.set(clientId, account);
  }
}

function owns({ clientId: own, party, foreignClientIds = [] }: Account, clientId: string): boolean {
  if (clientId === own || foreignClientIds.some((foreign) => isMeant(foreign, clientId))) return true;
  return opensMany(party) && isId(clientId) && clientId.startsWith(`${own}~`);
}

const isMeant = (foreign: string, clientId: string): boolean =>
  foreign.endsWith("*") ? clientId.startsWith(foreign.slice(0, -1)) : clientId === foreign;

const wrong = (message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message, field: "accounts" });
