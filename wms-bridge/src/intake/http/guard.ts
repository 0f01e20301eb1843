/**
 * Who may pass the door, before anything of a request is read: a program by the token that it bears (RFC 6750), at its pace. What it may, and for whom, is judged once its address is known.
 * A good token passes whatever others on its address did wrong; who shows none, or no good one, is told why so many times a minute.
 */
import type { HttpRequest } from "@floorplane/contracts/http";
import type { Scope } from "@floorplane/contracts/programs.schema";
import { isoTime } from "@floorplane/contracts/units";
import type { Clock } from "@floorplane/runtime/clock/clock";
import type { Settings } from "../../keeping/settings.ts";
import { Paces, paceHeaders } from "../../programs/pace.ts";
import { overBy, type Program, type Programs } from "../../programs/programs.ts";
import { doorCodes, Refusal } from "../answering/refusal.ts";

const realm = 'Bearer realm="floorplane"';
/** RFC 6750, section 2.1; longer than any of ours. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,256}=*) *$/i;
const field = "Authorization";

export interface GuardOptions {
  readonly programs: Programs;
  readonly settings: Pick<Settings, "requestsPerMinute" | "failuresPerMinute">;
  /** The wall's: a minute is a minute for whoever is outside. */
  readonly wall: Clock;
}

export interface Admitted {
  readonly program: Program;
  /** For every answer: how many requests are left. */
  readonly headers: Readonly<Record<string, string>>;
}

export class Guard {
  readonly #options: GuardOptions;
  readonly #paces: Paces;
  readonly #failures: Paces;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#paces = new Paces(options.wall);
    this.#failures = new Paces(options.wall);
  }

  admit(request: Pick<HttpRequest, "headers" | "peer" | "from">): Admitted {
    const program = this.#known(request);
    const perMinute = program.requestsPerMinute ?? this.#options.settings.requestsPerMinute;
    const pace = this.#paces.count(program.program, perMinute);
    const headers = paceHeaders(perMinute, pace);
    if (pace.isOver)
      throw new Refusal(
        doorCodes.tooManyRequests,
        `program ${program.program} may send ${perMinute} requests a minute; send this one again in ${pace.resetS} s, with the same key`,
        { headers: { ...headers, "retry-after": String(pace.resetS) } },
      );
    return { program, headers };
  }

  #known({ headers, peer = "", from }: Pick<HttpRequest, "headers" | "peer" | "from">): Program {
    const { authorization } = headers;
    const proved = from?.isProved ? this.#options.programs.get(from.program) : undefined;
    // It is enough that it came on its topic; a token that is shown all the same is judged.
    if (proved && authorization === undefined) return this.#standing(proved, null, peer);
    if (authorization === undefined)
      throw this.#refused(
        peer,
        doorCodes.tokenMissing,
        "send Authorization: Bearer and the token of a program; who runs the house makes one with `floorplane program add`",
      );
    const token = BEARER.exec(authorization)?.[1];
    const found = token === undefined ? undefined : this.#options.programs.find(token);
    if (!found)
      throw this.#refused(
        peer,
        doorCodes.tokenUnknown,
        token === undefined
          ? "the Authorization field is no bearer token: write Authorization: Bearer TOKEN"
          : "no program here has this token: it was mistyped, or another one has taken its place",
      );
    if (from && from.program !== found.program.program)
      throw this.#refused(
        peer,
        doorCodes.tokenUnknown,
        `this token is not program ${from.program}'s, on whose topic it came: each program asks on its own`,
      );
    return this.#standing(found.program, found.until, peer);
  }

  #standing(program: Program, until: number | null, peer: string): Program {
    const over = overBy(program, until, this.#options.wall.now());
    if (!over) return program;
    const at = isoTime(over.at);
    switch (over.why) {
      case "revoked":
        throw this.#refused(
          peer,
          doorCodes.programRevoked,
          `program ${program.program} was revoked at ${at}; another one must be made`,
        );
      case "replaced":
        throw this.#refused(
          peer,
          doorCodes.tokenExpired,
          `this token of program ${program.program} was replaced and good until ${at}: use the new one`,
        );
      case "expired":
        throw this.#refused(
          peer,
          doorCodes.tokenExpired,
          `program ${program.program} was made to end at ${at}; another one must be made`,
        );
      default:
        return over.why satisfies never;
    }
  }

  /** Each failure counts for the address that it came from. */
  #refused(peer: string, code: string, detail: string): Refusal {
    const { failuresPerMinute } = this.#options.settings;
    const { isOver, resetS } = this.#failures.count(peer, failuresPerMinute);
    if (isOver)
      return new Refusal(
        doorCodes.tooManyRequests,
        `more than ${failuresPerMinute} requests a minute from ${peer || "there"} showed no good token; why is said again in ${resetS} s`,
        { headers: { "retry-after": String(resetS) } },
      );
    const challenge =
      code === doorCodes.tokenMissing
        ? realm
        : `${realm}, error="invalid_token", error_description="${code}"`;
    return new Refusal(code, detail, { field, headers: { "www-authenticate": challenge } });
  }
}

/** `undefined`: what every program may. */
export function judgeScope({ program, scopes }: Program, scope: Scope | undefined): void {
  if (scope === undefined || scopes.includes(scope)) return;
  throw new Refusal(
    doorCodes.scopeMissing,
    `program ${program} lacks the scope ${scope}; it has ${scopes.join(", ")}. Another program must be made that has it`,
    {
      field,
      headers: { "www-authenticate": `${realm}, error="insufficient_scope", scope="${scope}"` },
    },
  );
}
