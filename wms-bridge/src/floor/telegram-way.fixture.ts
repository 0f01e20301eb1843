/** A request of a test by MQTT instead of a call: the same in, the same out, on the floor's own clock. */
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { SiteId } from "@floorplane/contracts/ids";
import type { Site } from "@floorplane/contracts/site";
import type { AnswerTelegram } from "@floorplane/contracts/telegram.schema";
import { topics } from "@floorplane/contracts/topics";
import type { MemoryBroker } from "@floorplane/runtime/bus/memory-bus";
import type { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import type { GivenProgram } from "../programs/programs.ts";

/** What it takes of a floor. */
export interface TelegramWay {
  readonly broker: MemoryBroker;
  readonly clock: VirtualClock;
  readonly site: Pick<Site, "site">;
  readonly programs: readonly GivenProgram[];
}

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
/** The door answers at once; a message takes 2 ms each way. */
const answerMsMax = 1_000;

export function askByTelegram(
  { floor, isBrokerOurs }: { readonly floor: TelegramWay; readonly isBrokerOurs: boolean },
  request: HttpRequest,
): HttpResponse {
  const { "idempotency-key": id, authorization = "", ...headers } = request.headers;
  const token = authorization.replace(/^Bearer /, "");
  const program = floor.programs.find((one) => one.token === token)?.program ?? "operator";
  const head = JSON.stringify({
    ...(id === undefined ? {} : { id }),
    method: request.method,
    path: request.url,
    headers,
    ...(isBrokerOurs ? {} : { token }),
  });
  const body = request.body.length > 0 ? [encoder.encode(`${head.slice(0, -1)},"body":`), request.body] : [];
  const payload = Buffer.concat(body.length > 0 ? [...body, encoder.encode("}")] : [encoder.encode(head)]);

  const answers: AnswerTelegram[] = [];
  const site = SiteId(floor.site.site);
  const wms = floor.broker.connect({ clientId: `program~${program}` });
  wms.subscribe(topics.programAnswer(site, program).text, (delivery) =>
    answers.push(JSON.parse(decoder.decode(delivery.payload))),
  );
  wms.publish(topics.programRequest(site, program), payload);
  floor.clock.run(() => answers.length > 0, floor.clock.now() + answerMsMax);
  void wms.close();
  const answer = answers[0];
  if (!answer) throw new Error("the door did not answer");
  const { status, base64, body: shown } = answer;
  return {
    status,
    headers: answer.headers,
    body: base64 === undefined ? encoder.encode(JSON.stringify(shown)) : Buffer.from(base64, "base64"),
  };
}

/** How the door's promises are tried: each of them on each way to it. */
export const doorWays = [
  ["called inside", {}],
  ["by MQTT", { over: "mqtt" }],
  ["by MQTT on another's broker", { over: "mqtt-elsewhere" }],
] as const;
