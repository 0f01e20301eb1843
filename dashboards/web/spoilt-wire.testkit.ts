/** Lies between a page and its house and spoils one thing on the wire, as a bug in either would. */
import type { Page } from "playwright-core";
import type { Entity, FloorPlan, ViewName } from "../gateway/protocol.ts";

/** Changes the still drawing on its way. */
export const spoilPlan = (page: Page, spoil: (plan: FloorPlan) => unknown): Promise<unknown> =>
  page.route("**/api/floor", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: spoil((await response.json()) as FloorPlan) });
  });

type Event = readonly [name: string, body: Record<string, unknown>];

/** Changes what the house says of the thing that is looked at. */
export const spoilDetail = (page: Page, body: unknown): Promise<() => void> =>
  spoilEvents(page, ([name, said]) => [name, name === "detail" ? { ...said, body } : said]);

/** Changes one entity of a view in every snapshot and delta. */
export const spoilEntity = (
  page: Page,
  view: ViewName,
  key: string,
  spoil: (body: Record<string, unknown>) => unknown,
): Promise<() => void> =>
  spoilEvents(page, ([event, body]) => {
    if ((event !== "snapshot" && event !== "delta") || body.view !== view) return [event, body];
    const list = event === "snapshot" ? "entities" : "put";
    const entities = (body[list] as Entity[]).map(([name, value]) =>
      name === key ? [name, spoil(value as Record<string, unknown>)] : [name, value],
    );
    return [event, { ...body, [list]: entities }];
  });

/** Until the returned function is called. */
async function spoilEvents(page: Page, spoil: (event: Event) => Event): Promise<() => void> {
  let isSpoilt = true;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const house = socket.connectToServer();
    house.onMessage((message) => {
      const isEvent = typeof message === "string" && message.startsWith("42");
      socket.send(
        isEvent && isSpoilt ? `42${JSON.stringify(spoil(JSON.parse(message.slice(2)) as Event))}` : message,
      );
    });
  });
  return () => {
    isSpoilt = false;
  };
}

export type WireFault = "silent" | "down" | "frames stop" | "no frames" | "untold";

/** Lets the first word of everything through and then takes away what is named; `no frames` takes positions away from the start, `untold` what stands in the views. */
export const breakWire = (page: Page, faults: readonly WireFault[]): Promise<void> =>
  page.routeWebSocket(/socket\.io/, (socket) => {
    if (broken.has(page)) {
      void socket.close();
      return;
    }
    const house = socket.connectToServer();
    const told = new Set<string>();
    let isCut = false;
    house.onMessage((message) => {
      const event = typeof message === "string" ? (/^4\d+-?\["([a-z]+)"/.exec(message)?.[1] ?? "") : "frame";
      const isPosition = event === "positions" || event === "frame";
      if (isCut || (isPosition && faults.includes("no frames"))) return;
      if (faults.includes("untold") && (event === "snapshot" || event === "delta")) return;
      if (isPosition && told.has("frame") && faults.includes("frames stop")) return;
      socket.send(message);
      told.add(event);
      const isTold =
        told.has("snapshot") && told.has("pulse") && (told.has("frame") || faults.includes("no frames"));
      if (!isTold || event !== "pulse") return;
      isCut = faults.includes("silent") || faults.includes("down");
      if (!faults.includes("down")) return;
      broken.add(page);
      void socket.close();
    });
  });

/** Pages whose link was cut for good. */
const broken = new WeakSet<Page>();
