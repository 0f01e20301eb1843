/** Programs at the door, made, renewed and ended by whoever may: nobody gives more than he has, sees who has more, or takes such a one over. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, isId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { everyClient, overlapMinutes, type ProgramRequest } from "@floorplane/contracts/programs.schema";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import type { Clock } from "@floorplane/runtime/clock/clock";
import type { WithSettings } from "../../keeping/settings.ts";
import type { WithSite } from "../../keeping/traits.ts";
import {
  actsFor,
  covers,
  fingerprintOf,
  isForEvery,
  type NewProgram,
  type Program,
  tokenHash,
  type WithPrograms,
} from "../../programs/programs.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";

/** Where tokens come from, and by which clock they end. */
export interface WithSecrets {
  readonly secrets: {
    /** 256 bits by chance, in base64url. */
    readonly draw: () => string;
    readonly wall: Clock;
  };
}

/** In whose name people at screens, files in a folder and whoever runs the house ask: rows of the ledger name them. */
const keptNames = ["screens", "csv-folder", "operator", "simulated-wms"];
/** A demo's WMS has one for each client. */
const isKept = (name: string): boolean => keptNames.includes(name) || name.startsWith("simulated-wms-");

type Means = WithPrograms & WithSecrets & WithSite & WithSettings;

/** So that a token that lies about is known for one, by people and by programs that look for such. */
const tokenPrefix = "fp_";

export function getPrograms({ programs }: WithPrograms, caller: Program): HttpResponse {
  const seen = [...programs.all()].filter((program) => covers(caller, program));
  seen.sort((a, b) => a.createdAt - b.createdAt || (a.program < b.program ? -1 : 1));
  return jsonAnswer(200, { count: seen.length, programs: seen.map(shown) });
}

/** 201 with its token, which nobody can ask for again; 200 without one where it is known already, as it is asked for. */
export function postProgram(
  means: Means,
  { caller, client }: { readonly caller: Program; readonly client: ClientId },
  request: Omit<ProgramRequest, "client">,
): HttpResponse {
  const { programs, secrets, settings } = means;
  const wanted: NewProgram = {
    program: request.program,
    name: request.name ?? request.program,
    clients: request.clients ?? [client],
    scopes: request.scopes,
    expiresAt: request.expiresAt === undefined ? null : instantMs(request.expiresAt)!,
    requestsPerMinute: request.requestsPerMinute ?? null,
  };
  judge(means, caller, wanted);
  const known = programs.get(wanted.program);
  if (known) {
    if (known.revokedAt === null && isSame(known, wanted)) return jsonAnswer(200, shown(known));
    throw new Refusal(
      doorCodes.nameTaken,
      known.revokedAt === null
        ? `program ${known.program} is known with another content: revoke it and make another, or rotate its token`
        : `program ${known.program} was revoked, and its name is not given again; choose another`,
      { field: "program" },
    );
  }
  if (isKept(wanted.program))
    throw new Refusal(
      doorCodes.nameTaken,
      `${wanted.program} is a name under which this house itself asks, and what is done in it is said to be its own; choose another`,
      { field: "program" },
    );
  if (programs.size >= settings.programsMax)
    throw new FloorplaneError({
      code: "conflict",
      message: `${programs.size} programs were made here, which is all that there may be; use one that there is`,
      field: "program",
    });
  const token = tokenPrefix + secrets.draw();
  return jsonAnswer(201, { ...shown(programs.make(wanted, tokenHash(token), caller.program)), token });
}

/** The old token stays good beside the new one for so long; the one before that ends at once. */
export function postRotation(
  { programs, secrets }: WithPrograms & WithSecrets,
  { caller, number }: { readonly caller: Program; readonly number: string },
  { overlapMinutes: minutes = overlapMinutes.usual }: { readonly overlapMinutes?: number },
): HttpResponse {
  const program = managed({ programs }, caller, number);
  if (program.revokedAt !== null)
    throw new FloorplaneError({
      code: "conflict",
      message: `program ${number} was revoked at ${isoTime(program.revokedAt)}: make another`,
      field: "program",
    });
  const token = tokenPrefix + secrets.draw();
  programs.rotate(program, tokenHash(token), minutes * minuteMs);
  return jsonAnswer(200, { ...shown(program), token });
}

/** At once, with every token; said again it is the same. */
export function postRevocation(
  means: WithPrograms,
  { caller, number }: { readonly caller: Program; readonly number: string },
): HttpResponse {
  const program = managed(means, caller, number);
  means.programs.revoke(program);
  return jsonAnswer(200, shown(program));
}

/** Who may less than somebody does not learn that there is such a one. */
function managed({ programs }: WithPrograms, caller: Program, name: string): Program {
  const program = programs.get(name);
  if (program && covers(caller, program)) return program;
  throw new Refusal(
    doorCodes.unknownProgram,
    `there is no program ${name} that ${caller.program} may manage; GET /v1/programs lists those`,
    { field: "program" },
  );
}

function judge(means: Means, caller: Program, wanted: NewProgram): void {
  for (const [index, name] of wanted.clients.entries()) {
    const field = `clients[${index}]`;
    if (name === everyClient && wanted.clients.length > 1)
      throw new Refusal(
        "malformed-message",
        `${field} is ${everyClient}, which stands for every client and stands alone`,
        {
          field,
        },
      );
    if (name !== everyClient && !(isId(name) && means.clients.has(name as ClientId)))
      throw new Refusal(
        doorCodes.unknownClient,
        `${field}: ${JSON.stringify(name)} is no client of this site; those are ${[...means.clients].join(", ")}`,
        { field },
      );
    if (name === everyClient ? !isForEvery(caller) : !actsFor(caller, name as ClientId))
      throw new Refusal(
        doorCodes.notYourClient,
        `${field}: program ${caller.program} acts for ${caller.clients.join(", ")} alone, and makes programs for those`,
        { field },
      );
  }
  for (const [index, scope] of wanted.scopes.entries())
    if (!caller.scopes.includes(scope))
      throw new Refusal(
        doorCodes.scopeMissing,
        `scopes[${index}]: program ${caller.program} has no ${scope} itself, and so cannot give it`,
        { field: `scopes[${index}]` },
      );
  const pace = caller.requestsPerMinute;
  if (pace !== null && (wanted.requestsPerMinute === null || wanted.requestsPerMinute > pace))
    throw new Refusal(
      "malformed-message",
      `requestsPerMinute ${wanted.requestsPerMinute ?? "is not said"}: program ${caller.program} may ask ${pace} times a minute itself, and gives no more than that; send at most ${pace}`,
      { field: "requestsPerMinute" },
    );
  if (wanted.expiresAt !== null && wanted.expiresAt <= means.secrets.wall.now())
    throw new Refusal("malformed-message", "expiresAt is over; name a time that is to come, or none", {
      field: "expiresAt",
    });
}

const isSame = (known: Program, wanted: NewProgram): boolean =>
  known.name === wanted.name &&
  known.expiresAt === wanted.expiresAt &&
  known.requestsPerMinute === wanted.requestsPerMinute &&
  isSameList(known.clients, wanted.clients) &&
  isSameList(known.scopes, wanted.scopes);
const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each) => b.includes(each));

function shown({ given: _given, createdAt, expiresAt, revokedAt, tokens, ...program }: Program): object {
  return {
    ...program,
    createdAt: isoTime(createdAt),
    expiresAt: timeOf(expiresAt),
    revokedAt: timeOf(revokedAt),
    tokens: tokens.map(({ hash, madeAt, until }) => ({
      fingerprint: fingerprintOf(hash),
      madeAt: isoTime(madeAt),
      until: timeOf(until),
    })),
  };
}

const timeOf = (at: number | null): string | null => (at === null ? null : isoTime(at));
