/** What is asked of a sandbox beside the door: time, faults, a new beginning. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpRequest, HttpResponse } from "@floorplane/contracts/http";
import { isReadablePath } from "@floorplane/contracts/problem";
import { parseClockRequest, parseFaultRequest } from "@floorplane/contracts/sandbox.schema";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import { jsonAnswer, problemAnswer, Refusal } from "@floorplane/wms-bridge/intake/answering/refusal";
import { orderStates } from "@floorplane/wms-bridge/orders/order-states";
import { begin } from "./begin-fault.ts";
import { faultShown } from "./fault-book.ts";
import { sandboxPaths } from "./openapi-sandbox.ts";
import type { SandboxLife } from "./sandbox-life.ts";

/** What it takes of a sandbox. */
interface Sandbox {
  readonly life: SandboxLife;
  open(): Promise<void>;
}

const withinSecondsUsual = 86_400;

export const isOfSandbox = ({ url }: HttpRequest): boolean => url.startsWith("/sandbox/");

export async function answerSandbox(
  sandbox: Sandbox,
  request: HttpRequest,
  respond: (response: HttpResponse) => void,
): Promise<void> {
  try {
    respond(await answerTo(sandbox, request));
  } catch (error) {
    const refused = problemAnswer(error);
    if (!refused) throw error;
    respond(refused);
  }
}

async function answerTo(sandbox: Sandbox, { method, url, body }: HttpRequest): Promise<HttpResponse> {
  const asked = `${method} ${url}`;
  if (asked === `POST ${sandboxPaths.reset}`) {
    await sandbox.open();
    return jsonAnswer(200, clockShown(sandbox.life));
  }
  const { life } = sandbox;
  switch (asked) {
    case `GET ${sandboxPaths.clock}`:
      return jsonAnswer(200, clockShown(life));
    case `POST ${sandboxPaths.clock}`:
      return moveClock(life, parseClockRequest.bytes(body));
    case `GET ${sandboxPaths.faults}`:
      return jsonAnswer(200, { faults: life.book.all().map(faultShown) });
    case `POST ${sandboxPaths.faults}`: {
      const fault = life.book.add(parseFaultRequest.bytes(body), life.clock.now);
      try {
        begin(life, fault);
      } catch (error) {
        life.book.remove(fault);
        throw error;
      }
      return jsonAnswer(201, faultShown(fault));
    }
  }
  const [path = ""] = url.split("?", 1);
  const methods = methodsOf(path);
  if (methods.length === 0 || path !== url)
    throw new Refusal(
      "not-found",
      `there is nothing at ${url}; the sandbox's own addresses are ${Object.keys(methodsAt).join(", ")} and ${sandboxPaths.faults}/{id}`,
    );
  if (!methods.includes(method))
    throw new Refusal("method-not-allowed", `${path} takes ${methods.join(" and ")} alone, not ${method}`, {
      headers: { allow: methods.join(", ") },
    });
  const id = url.slice(sandboxPaths.faults.length + 1);
  const fault = isReadablePath(id) ? life.book.get(decodeURIComponent(id)) : undefined;
  if (!fault)
    throw new Refusal("not-found", `no fault was asked for as ${id}; GET ${sandboxPaths.faults} lists them`);
  life.book.over(fault);
  return jsonAnswer(200, faultShown(fault));
}

const methodsAt: Readonly<Record<string, readonly string[]>> = {
  [sandboxPaths.clock]: ["GET", "POST"],
  [sandboxPaths.faults]: ["GET", "POST"],
  [sandboxPaths.reset]: ["POST"],
};
const methodsOf = (path: string): readonly string[] =>
  methodsAt[path] ?? (path.startsWith(`${sandboxPaths.faults}/`) ? ["DELETE"] : []);

const clockShown = ({ clock }: SandboxLife): object => ({ now: isoTime(clock.now), speed: clock.speed });

async function moveClock(
  life: SandboxLife,
  { seconds, until, withinSeconds, speed }: ReturnType<typeof parseClockRequest>,
): Promise<HttpResponse> {
  const { clock, states, floor } = life;
  if ([seconds, until, speed].filter((one) => one !== undefined).length !== 1)
    throw new FloorplaneError({
      code: "malformed-message",
      message: "say one of seconds, until and speed",
      field: "seconds",
    });
  if (withinSeconds !== undefined && !until)
    throw new FloorplaneError({
      code: "malformed-message",
      message: "withinSeconds goes with until alone",
      field: "withinSeconds",
    });
  if (speed !== undefined) {
    clock.setSpeed(speed);
    return jsonAnswer(200, clockShown(life));
  }
  if (clock.isMoving)
    throw new FloorplaneError({
      code: "conflict",
      message: "time is going on for another request, or by itself: wait for its answer, or set speed to 0",
    });
  if (!until) {
    const reached = await clock.advance(clock.now + (seconds ?? 0) * secondMs);
    return jsonAnswer(200, { ...clockShown(life), reached });
  }
  const { order, client = floor.client, state } = until;
  if (!Object.hasOwn(orderStates, state))
    throw new FloorplaneError({
      code: "malformed-message",
      message: `until.state: an order comes to one of ${Object.keys(orderStates).join(", ")}`,
      field: "until.state",
    });
  if (states.of(client, order) === undefined)
    throw new FloorplaneError({
      code: "unknown-order",
      message: `client ${client} has sent no order ${order}`,
      field: "until.order",
    });
  const hasCome = (): boolean => states.hasCome(client, order, state);
  await clock.advance(clock.now + (withinSeconds ?? withinSecondsUsual) * secondMs, hasCome);
  return jsonAnswer(200, {
    ...clockShown(life),
    reached: hasCome(),
    state: states.of(client, order),
  });
}
