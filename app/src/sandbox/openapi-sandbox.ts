/** The sandbox's own addresses as they are documented beside the door's (OpenAPI 3.1), by this command alone. */
import { ClockRequestSchema, FaultRequestSchema } from "@floorplane/contracts/sandbox.schema";
import type { MoreRoute } from "@floorplane/wms-bridge/intake/http/http-shell";
import { json, problem } from "@floorplane/wms-bridge/intake/openapi/openapi";
import { inPath, text, timeOf, whole } from "@floorplane/wms-bridge/intake/openapi/openapi-parts";

export const sandboxPaths = {
  clock: "/sandbox/clock",
  faults: "/sandbox/faults",
  fault: (id: string) => `/sandbox/faults/${encodeURIComponent(id)}`,
  reset: "/sandbox/reset",
} as const;

const security: object[] = [];
const clock = {
  now: timeOf("the sandbox's time"),
  speed: { type: "number", description: "sandbox seconds for one of the wall's; 0: it stands" },
};
const fault = {
  id: text("its name here"),
  fault: text("which"),
  at: timeOf("when it was asked for"),
  left: { ...whole, description: "times that it is still to happen" },
  happened: { ...whole, description: "times that it has" },
  isOver: { type: "boolean", description: "it does not happen any more" },
};
const wrong = {
  400: problem("it is no JSON"),
  422: problem("something in it is not understood"),
};
const unknown = problem("there is no such fault");

/** As plain data: they go to the thread of the shell. */
export const sandboxRoutes = JSON.parse(
  JSON.stringify([
    [
      "GET",
      sandboxPaths.clock,
      { security, summary: "The sandbox's time", response: { 200: json("it", clock) } },
    ],
    [
      "POST",
      sandboxPaths.clock,
      {
        security,
        summary:
          "Lets time go on: by `seconds`, `until` an order comes to a state, or by itself at a `speed`. One of the three",
        body: ClockRequestSchema,
        response: {
          200: json(
            "it has; `reached` is false where 15 s of the wall were not enough, or the order did not come there in time: ask again",
            {
              ...clock,
              reached: { type: "boolean" },
              state: text("of the order that was waited for"),
            },
          ),
          409: problem("time is going on by another request"),
          ...wrong,
        },
      },
    ],
    [
      "GET",
      sandboxPaths.faults,
      {
        security,
        summary: "What was asked to go wrong, and how often it did",
        response: {
          200: json("all", { faults: { type: "array", items: { type: "object", properties: fault } } }),
        },
      },
    ],
    [
      "POST",
      sandboxPaths.faults,
      {
        security,
        summary: "Has something go wrong",
        body: FaultRequestSchema,
        response: {
          201: json("it will, or has", fault),
          409: problem("it cannot happen here now"),
          ...wrong,
        },
      },
    ],
    [
      "DELETE",
      `${sandboxPaths.faults}/{id}`,
      {
        security,
        summary: "Ends a fault",
        params: inPath("id"),
        response: { 200: json("it is over", fault), 404: unknown },
      },
    ],
    [
      "POST",
      sandboxPaths.reset,
      {
        security,
        summary:
          "Begins anew, at the first morning: orders, stock, programs, webhooks and faults are forgotten",
        response: { 200: json("it has begun", clock) },
      },
    ],
  ]),
) as readonly MoreRoute[];
