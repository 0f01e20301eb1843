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
