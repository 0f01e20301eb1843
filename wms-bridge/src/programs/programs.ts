/** Programs and their tokens: who speaks with a token, and for how long it is good. Times are the wall's: who holds a token knows no other. */
import { hash, timingSafeEqual } from "node:crypto";
import type { ClientId } from "@floorplane/contracts/ids";
import { allScopes, everyClient, type Scope } from "@floorplane/contracts/programs.schema";
import type { Clock } from "@floorplane/runtime/clock/clock";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type ProgramBody, programKind } from "./program.kind.ts";

export type Program = ProgramBody;

/** One that the house's own command makes: its token lies with the house's secrets, or with whoever started it. */
export interface GivenProgram {
  readonly program: string;
  readonly name: string;
  readonly clients: readonly string[];
  readonly scopes: readonly Scope[];
  readonly token: string;
}

export interface WithPrograms {
  readonly programs: Programs;
}

/** What a person says of a new one. */
export type NewProgram = Pick<
  Program,
  "program" | "name" | "clients" | "scopes" | "expiresAt" | "requestsPerMinute"
>;

/** The last, and the one before while it is good. */
const tokensMax = 2;
/** So many hexadecimal digits of a hash find a token, and tell people which is which; the whole is compared then, in constant time. */
const fingerprintLength = 12;
/** Compared with where no token is found, so that both answers take the same time. */
const nobody = Buffer.alloc(32);

export const tokenHash = (token: string): string => hash("sha256", token, "hex");
export const fingerprintOf = (tokenHashed: string): string => tokenHashed.slice(0, fingerprintLength);

export const isForEvery = ({ clients }: Pick<Program, "clients">): boolean => clients[0] === everyClient;
/** Why it is over by this time of the wall's; undefined where it is good. `until`: of the token that was shown, null where it is good beside no other. */
export function overBy(
  { revokedAt, expiresAt }: Pick<Program, "revokedAt" | "expiresAt">,
  until: number | null,
  now: number,
): { readonly why: "revoked" | "replaced" | "expired"; readonly at: number } | undefined {
  if (revokedAt !== null) return { why: "revoked", at: revokedAt };
  const last = Math.min(until ?? Number.POSITIVE_INFINITY, expiresAt ?? Number.POSITIVE_INFINITY);
  if (now < last) return undefined;
  return { why: last === until ? "replaced" : "expired", at: last };
}

/** What a broker lets it in by. */
export interface ProgramAccount {
  readonly program: string;
  /** `until`: ms of the wall, undefined for good. */
  readonly tokens: readonly { readonly hash: string; readonly untilMs?: number }[];
}

/** Those that are good, with the tokens that are. */
export function accountsOf(programs: Iterable<Program>, now: number): ProgramAccount[] {
  return [...programs].flatMap((program): ProgramAccount[] => {
    const tokens = program.tokens.flatMap(({ hash, until }) => {
      if (overBy(program, until, now)) return [];
      const untilMs = Math.min(
        until ?? Number.POSITIVE_INFINITY,
        program.expiresAt ?? Number.POSITIVE_INFINITY,
      );
      return [Number.isFinite(untilMs) ? { hash, untilMs } : { hash }];
    });
    return tokens.length === 0 ? [] : [{ program: program.program, tokens }];
  });
}

export const actsFor = (program: Pick<Program, "clients">, client: ClientId): boolean =>
  isForEvery(program) || program.clients.includes(client);

/** Whether it may all that the other may, for all whom the other acts for: nobody gives more than he has, nor takes over who has more. */
export const covers = (
  one: Pick<Program, "clients" | "scopes">,
  other: Pick<Program, "clients" | "scopes">,
): boolean =>
  other.scopes.every((scope) => one.scopes.includes(scope)) &&
  (isForEvery(one) || (!isForEvery(other) && other.clients.every((client) => one.clients.includes(client))));

export class Programs extends Shelf<string, Program> {
  readonly #wall: Clock;
  readonly #byFingerprint = new Map<string, Program>();
  /** Whom a broker is to let in has changed since it was told. */
  #isNew = true;

  constructor(stores: Stores, wall: Clock) {
    super(stores, {
      kind: programKind,
      id: ({ program }) => program,
      body: (program) => ({ ...program }),
      read: (program) => ({ ...program }),
    });
    this.#wall = wall;
  }

  /** Who may be told at this moment what happens to the goods of this client. */
  hearersOf(client: ClientId): string[] {
    const now = this.#wall.now();
    return [...this.all()].flatMap((program) =>
      program.scopes.includes("events:read") && actsFor(program, client) && !overBy(program, null, now)
        ? [program.program]
        : [],
    );
  }

  /** Whom brokers let in, where that changed since it was asked for last. */
  newAccounts(): ProgramAccount[] | undefined {
    if (!this.#isNew) return undefined;
    this.#isNew = false;
    return accountsOf(this.all(), this.#wall.now());
  }

  /** Whose token it is, and until when that is good; also of one that is good no more. */
  find(token: string): { readonly program: Program; readonly until: number | null } | undefined {
    const shown = hash("sha256", token, "buffer");
    const fingerprint = fingerprintOf(shown.toString("hex"));
    const program = this.#byFingerprint.get(fingerprint);
    const kept = program?.tokens.find((one) => fingerprintOf(one.hash) === fingerprint);
    const isIt = timingSafeEqual(kept ? Buffer.from(kept.hash, "hex") : nobody, shown);
    return isIt && program && kept ? { program, until: kept.until } : undefined;
  }

  /** At a start: whoever can write the house's own secrets can let himself in, also after he ended his program; the same token again changes nothing. */
  give({ program, name, clients, scopes = allScopes, token }: GivenProgram): void {
    const given = tokenHash(token);
    const known = this.get(program);
    if (!known) {
      const none = { expiresAt: null, requestsPerMinute: null };
      this.make({ program, name, clients: [...clients], scopes: [...scopes], ...none }, given, null);
      this.write(this.get(program)!).given = given;
      return;
    }
    const isSame =
      known.name === name && `${known.clients}` === `${clients}` && `${known.scopes}` === `${scopes}`;
    if (!isSame) Object.assign(this.write(known), { name, clients: [...clients], scopes: [...scopes] });
    if (known.given === given || known.tokens.some((one) => one.hash === given)) return;
    const madeAt = this.#wall.now();
    this.#tokens(known, [{ hash: given, madeAt, until: null }]);
    Object.assign(this.write(known), { given, revokedAt: null });
    this.#isNew = true;
  }

  make(what: NewProgram, tokenHashed: string, createdBy: string | null): Program {
    const createdAt = this.#wall.now();
    const tokens = [{ hash: tokenHashed, madeAt: createdAt, until: null }];
    const program = this.add({ ...what, tokens, createdAt, createdBy, revokedAt: null, given: null });
    this.#index(program);
    return program;
  }

  /** Its token of before is good for so long, ms. */
  rotate(program: Program, tokenHashed: string, overlapMs: number): void {
    const now = this.#wall.now();
    const last = program.tokens.at(-1);
    const before = last && overlapMs > 0 ? [{ ...last, until: now + overlapMs }] : [];
    this.#tokens(program, [...before, { hash: tokenHashed, madeAt: now, until: null }].slice(-tokensMax));
  }

  revoke(program: Program): void {
    this.write(program).revokedAt ??= this.#wall.now();
    this.#isNew = true;
  }

  protected override restored(program: Program): void {
    this.#index(program);
  }

  #tokens(program: Program, tokens: Program["tokens"]): void {
    for (const { hash } of program.tokens) this.#byFingerprint.delete(fingerprintOf(hash));
    this.write(program).tokens = tokens;
    this.#index(program);
  }

  #index(program: Program): void {
    this.#isNew = true;
    for (const { hash } of program.tokens) this.#byFingerprint.set(fingerprintOf(hash), program);
  }
}
