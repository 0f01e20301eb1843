/** One address of the door with one method: how what is asked for there is read. What holds for all of them (which client is named, in which words) is judged here. */
import type { PersonAsking } from "@floorplane/contracts/connections";
import type { HttpResponse, ReadAhead } from "@floorplane/contracts/http";
import type { ClientId, OrderId } from "@floorplane/contracts/ids";
import type { Gate } from "@floorplane/contracts/parse";
import type { Scope } from "@floorplane/contracts/programs.schema";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { WithCarries } from "../carrying/carries.ts";
import type { WithRobotIds, WithStopPlaces } from "../carrying/stop-places.ts";
import type { WithSnapshots } from "../counting/snapshots.ts";
import type { WithCarrierLabels } from "../labels/carrier-labels.ts";
import type { Order } from "../orders/order.ts";
import type { OutcomeMeans } from "../people/outcomes.ts";
import type { WithPhotos } from "../photos/photos.ts";
import type { WithPrinters } from "../printing/printers.ts";
import type { WithPress } from "../printing/printing.ts";
import type { WithPrints } from "../printing/prints.ts";
import { isForEvery, type Program, type WithPrograms } from "../programs/programs.ts";
import type { WithWarnings } from "../stock/warnings.ts";
import type { WithCaptures } from "../trace/captures.ts";
import type { WithEventMeans } from "../trace/epcis-events.ts";
import type { KeptAnswer } from "./answering/answer.kind.ts";
import { Refusal } from "./answering/refusal.ts";
import type { CountMeans } from "./goods/counts.ts";
import type { IntakeMeans } from "./orders/orders.ts";
import type { WithSecrets } from "./programs/programs.ts";
import { type Query, whose } from "./programs/whose.ts";
import { hashesOf } from "./reading/content-hash.ts";
import { hashOfContent } from "./reading/hash.ts";
import type { WithReferences } from "./reading/references.ts";

/** What it takes to do what requests ask for. */
export interface DoorMeans
  extends IntakeMeans,
    OutcomeMeans,
    WithReferences,
    WithWarnings,
    WithPhotos,
    WithSnapshots,
    WithCaptures,
    WithCarrierLabels,
    WithEventMeans,
    WithPrints,
    WithPrinters,
    WithPress,
    CountMeans,
    WithCarries,
    WithStopPlaces,
    WithRobotIds,
    WithPrograms,
    WithSecrets {
  /** Asked for in several ways. */
  readonly totes: IntakeMeans["totes"] & CountMeans["totes"];
  /** Client ids of the accounts of handhelds. */
  readonly handhelds: readonly string[];
}

/** What is no longer at hand and the ledger has. */
export interface Past {
  readonly order?: Order;
  readonly answer?: KeptAnswer;
}

/** What becomes of a request, inside a step. */
export interface Asking {
  readonly cause: string;
  readonly decide: (desk: Desk, past: Past) => HttpResponse;
  /** Looks, before the step, for what is no longer at hand. */
  readonly look?: (office: Office, then: () => void, past: Past) => void;
  /** The order that it is about. */
  readonly order?: OrderId;
  /** Several that came at one moment are decided in one step. */
  readonly isGathered?: true;
  /** Sent again it is decided again, and answered with what became of it meanwhile: the number in it says that it is the same. */
  readonly isLive?: true;
  /** What of its answer is kept under its key, where it shows something once. */
  readonly keeps?: (answer: HttpResponse) => HttpResponse;
}

export interface Asked extends Asking {
  readonly client: ClientId;
  /** The first is kept with the answer; houses of before kept another. */
  readonly hashes: readonly [string, ...string[]];
  /** Known again by its content where its sender gives it no key, since the standard that he follows has none. */
  readonly ownKey?: string;
}

/** What a request says beside its content. */
export interface Addressed {
  /** Who asks. */
  readonly caller: Program;
  /** Whoever stands at the screen that it came from. */
  readonly person?: PersonAsking | undefined;
  readonly client: ClientId;
  /** As it was named, in whichever place; of a program that acts for some clients alone, always. */
  readonly named: string | undefined;
  /** What stands in the braces of its path. */
  readonly number: string;
  /** Of the query, by the keys that its route knows. */
  readonly query: Query["asked"];
}

export interface Received {
  readonly caller: Program;
  readonly person?: PersonAsking | undefined;
  readonly path: string;
  readonly number: string;
  readonly inQuery: string | undefined;
  readonly query: Query["asked"];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What was found out of the body in another thread. */
  readonly ahead?: ReadAhead | undefined;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** `/v1/orders/{order}`, say. */
  readonly path: string;
  /** What a program must have for it; undefined: any may. */
  readonly scope: Scope | undefined;
  /** Keys of its query beside `client`. */
  readonly query?: readonly string[];
  readonly read: (means: DoorMeans, received: Received) => Asked;
}

type Ask<Content> = (means: DoorMeans, addressed: Addressed, content: Content) => Asking;

export const get = (
  path: string,
  scope: Scope | undefined,
  ask: Ask<undefined>,
  query: readonly string[] = [],
): Route => ({
  method: "GET",
  path,
  scope,
  query,
  read(means, { number, caller, inQuery, query: asked }) {
    const client = whose(means, { caller, inQuery });
    const addressed = { caller, client, named: inQuery, number, query: asked };
    return { ...ask(means, addressed, undefined), client, hashes: [""] };
  },
});

/** Takes no body: its address says all, and done twice it is the same. */
export const del = (path: string, scope: Scope, ask: Ask<undefined>): Route => ({
  ...get(path, scope, ask),
  method: "DELETE",
});

/** Who is named in a body is taken out of it: the same content is the same content, wherever its client was named. */
export const post = <Body extends { readonly client?: string }>(
  path: string,
  scope: Scope,
  gate: Pick<Gate<Body>, "bytes">,
  ask: Ask<Omit<Body, "client">>,
): Route => ({
  method: "POST",
  path,
  scope,
  read(means, received) {
    const { number, caller, person, inQuery, query, body, ahead } = received;
    const { client: inBody, ...content } = ahead ? (JSON.parse(ahead.text) as Body) : gate.bytes(body);
    judgeOwnNumber(content);
    const client = whose(means, { caller, inQuery, inBody });
    const named = inBody ?? inQuery ?? (isForEvery(caller) ? undefined : client);
    const asking = ask(means, { caller, person, client, named, number, query }, content);
    const hashes = ahead?.hashes ?? hashesOf({ path, number, pathAsked: received.path, body }, content);
    return { ...asking, client, hashes };
  },
});

/** Fields under which a request says the number of what it makes, which addresses name from then on. */
const ownNumbers = ["count", "disposition", "hold", "program", "receipt", "snapshot", "webhook", "writeOff"];

/** Whoever reads addresses as browsers do makes another address of a step, also of an escaped one, before it is sent. */
function judgeOwnNumber(content: object): void {
  for (const [field, number] of Object.entries(content))
    if (ownNumbers.includes(field) && (number === "." || number === ".."))
      throw new Refusal(
        "malformed-id",
        `${field} ${JSON.stringify(number)} is a step in a path, so that no address could name it; give it another name`,
        { field },
      );
}

/** A document of a standard that knows neither clients nor keys: its address names the client, and its content is its key. */
export const postForeign = <Content extends object>(
  path: string,
  scope: Scope,
  gate: Pick<Gate<Content>, "bytes">,
  ask: (
    means: DoorMeans,
    addressed: Addressed,
    sent: { readonly content: Content; readonly headers: Received["headers"] },
  ) => Asking,
): Route => ({
  method: "POST",
  path,
  scope,
  read(means, { number, caller, inQuery, query, headers, body }) {
    const content = gate.bytes(body);
    const client = whose(means, { caller, inQuery });
    const asking = ask(means, { caller, client, named: inQuery, number, query }, { content, headers });
    const hash = hashOfContent([path, content]);
    return { ...asking, client, hashes: [hash], ownKey: `content:${hash}` };
  },
});

/** The number in a path that fits: "" where the route has none in it, undefined where it does not fit. */
export function numberIn(path: string, route: Pick<Route, "path">): string | undefined {
  const [start, rest] = route.path.split(/\{\w+\}/) as [string, string?];
  if (rest === undefined) return path === start ? "" : undefined;
  if (!path.startsWith(start) || !path.endsWith(rest)) return undefined;
  const number = path.slice(start.length, path.length - rest.length);
  return number === "" || number.includes("/") ? undefined : decodeURIComponent(number);
}
