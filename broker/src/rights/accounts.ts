/**
 * Who may connect. An account is one device or one party of the house: user name, the hash of its token, and the client id that belongs to it, since in
 * MQTT whoever has the client id has the session. Tokens have 256 bits, so that a plain SHA-256 of one tells nothing.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { isId } from "@floorplane/contracts/ids";
import type { Party } from "@floorplane/contracts/topics";

export interface Account {
  readonly username: string;
  /** SHA-256 of the token, hexadecimal. */
  readonly tokenHash: string;
  readonly party: Party;
  /** Also what stands for `{self}` in topics, where `self` does not. Control and viewers may open more connections as `<clientId>~<name>`. */
  readonly clientId: string;
  /** A robot's serial number, where the house calls it by another name. */
  readonly self?: string;
  /** What stands for `{maker}`; robots need one. */
  readonly manufacturer?: string;
}

export const tokenHash = (token: string | Uint8Array): string =>
  createHash("sha256").update(token).digest("hex");

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

  /** The account whose name and token these are, if the client id is its own. */
  login(
    username: string | undefined,
    token: Uint8Array | undefined,
    clientId: string,
  ): Account | "unknown" | "not-own-client-id" {
    const account = this.#byUsername.get(username ?? "");
    const wanted = account ? Buffer.from(account.tokenHash, "hex") : nobody;
    const given = createHash("sha256")
      .update(token ?? "")
      .digest();
    if (!timingSafeEqual(wanted, given) || !account) return "unknown";
    return owns(account, clientId) ? account : "not-own-client-id";
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
    if (!isId(clientId)) throw wrong(`account ${username}: client id ${JSON.stringify(clientId)} is no id`);
    if (account.self !== undefined && !isId(account.self))
      throw wrong(`account ${username}: ${JSON.stringify(account.self)} is no id`);
    if (!/^[0-9a-f]{64}$/.test(account.tokenHash))
      throw wrong(`account ${username}: tokenHash is no SHA-256`);
    if (party === "robot" && (manufacturer === undefined || !isId(manufacturer)))
      throw wrong(`account ${username}: a robot needs its manufacturer`);
    if (this.#byUsername.has(username)) throw wrong(`account ${username} stands twice`);
    if (this.#byClientId.has(clientId)) throw wrong(`account ${username}: ${clientId} belongs to another`);
    this.#byUsername.set(username, account);
    this.#byClientId.set(clientId, account);
  }
}

function owns(account: Account, clientId: string): boolean {
  if (clientId === account.clientId) return true;
  return opensMany(account.party) && isId(clientId) && clientId.startsWith(`${account.clientId}~`);
}

const wrong = (message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message, field: "accounts" });
