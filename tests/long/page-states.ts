/** Everything a page can be left open at, and how it gets there. */
import type { Page } from "playwright-core";
import { spoilDetail } from "../../dashboards/web/spoilt-wire.testkit.ts";

export interface PageState {
  readonly name: string;
  /** What is laid between page and house before anything is loaded. */
  readonly before?: (page: Page) => Promise<void>;
  /** The panel that this state makes throw. */
  readonly spoilt?: string;
  /** Brings a page that shows the floor into the state; a later call finds it there and keeps it busy. */
  readonly open: (page: Page) => Promise<void>;
}

/** @param order one that the house knows; an alarm must be listed */
export const pageStates = (dashboards: string, order: string): readonly PageState[] => [
  { name: "nothing chosen", open: (page) => lookAt(page, dashboards, "") },
  { name: "drawer of a robot", open: (page) => lookAt(page, dashboards, "?look=robot:R07&follow=true") },
  { name: "drawer of an order", open: (page) => lookAt(page, dashboards, `?look=order:${order}`) },
  { name: "drawer of a station", open: (page) => lookAt(page, dashboards, "?look=station:PACK01") },
  {
    name: "drawer of an alarm",
    open: async (page) => {
      await lookAt(page, dashboards, "");
      const alarm = page.locator(".alarm-what").first();
      await alarm.waitFor();
      await alarm.click();
      await page.locator(".inspector-kind", { hasText: "alarm" }).waitFor();
    },
  },
  { name: "drawer of a stage", open: (page) => lookAt(page, dashboards, "?look=stage:picking") },
  {
    name: "drawer that throws",
    spoilt: "Details",
    before: async (page) => {
      await spoilDetail(page, { kind: "robot", robot: null, transport: null, order: null });
    },
    open: async (page) => {
      await lookAt(page, dashboards, "?look=robot:R07");
      await page.locator(".panel-failed").waitFor();
    },
  },
  {
    name: "alarm list",
    open: async (page) => {
      await lookAt(page, dashboards, "");
      await page.getByRole("button", { name: "Show all alarms" }).click();
    },
  },
  {
    name: "search",
    open: async (page) => {
      await lookAt(page, dashboards, "");
      await page.locator("#search").fill("R");
      await page.getByRole("option").first().waitFor();
    },
  },
  {
    name: "list of what is in view",
    open: async (page) => {
      await lookAt(page, dashboards, "");
      await page.keyboard.press("v");
      await page.locator(".in-view-shown").waitFor();
    },
  },
];

async function lookAt(page: Page, dashboards: string, search: string): Promise<void> {
  await page.goto(new URL(search, dashboards).href);
  await page.locator("[data-map] canvas").first().waitFor();
}
