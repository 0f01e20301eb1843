/** Fetches the still drawing, opens the live link, and shows the page that the address names. */
import { Button } from "@mantine/core";
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { FloorPlan } from "../gateway/protocol.ts";
import { readConnectionSearch } from "./connections/connections-search.ts";
import { FloorPage } from "./floor/floor-page.tsx";
import { readInventorySearch } from "./inventory/inventory-search.ts";
import { type Live, LiveProvider, useSignal } from "./live/context.tsx";
import { fetchWithin, whyFailed } from "./live/fetch-within.ts";
import { LiveClient } from "./live/live-client.ts";
import { Signal } from "./live/signal.ts";
import { Tracks } from "./live/tracks.ts";
import { readOrdersSearch } from "./orders/orders-search.ts";
import { readSearch } from "./selection.ts";
import { readTraceSearch } from "./trace/trace-search.ts";
import { useWords } from "./words/words.ts";

const root = createRootRoute({ component: Outlet });
const floor = createRoute({
  getParentRoute: () => root,
  path: "/",
  validateSearch: readSearch,
  component: FloorPage,
});
const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import("./orders/orders-page.tsx"), "OrdersPage"),
});
const inventory = createRoute({
  getParentRoute: () => root,
  path: "/inventory",
  validateSearch: readInventorySearch,
  component: lazyRouteComponent(() => import("./inventory/inventory-page.tsx"), "InventoryPage"),
});
const trace = createRoute({
  getParentRoute: () => root,
  path: "/trace",
  validateSearch: readTraceSearch,
  component: lazyRouteComponent(() => import("./trace/trace-page.tsx"), "TracePage"),
});
const connections = createRoute({
  getParentRoute: () => root,
  path: "/connections",
  validateSearch: readConnectionSearch,
  component: lazyRouteComponent(() => import("./connections/connections-page.tsx"), "ConnectionsPage"),
});
const router = createRouter({
  routeTree: root.addChildren([floor, orders, inventory, trace, connections]),
  defaultPreload: false,
  // Panels keep their own exceptions; what is thrown beside them ends here.
  defaultErrorComponent: PageFailed,
  defaultOnCatch: (error) => shared?.client.report("page", error),
});

/** A house that is only just starting answers within seconds. */
const askAgainMs = 2_000;
/** The drawing of a large floor is a megabyte, and a page that loads it shows nothing before. */
const floorWithinMs = 30_000;

export function App() {
  const say = useWords();
  const [live, setLive] = useState<Live | undefined>(shared);
  const [failed, setFailed] = useState<unknown>();
  const isLeft = useSignal(left);

  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        const found = await begin();
        if (!isGone) setLive(found);
      } catch (error) {
        if (isGone) return;
        setFailed(error);
        timer = setTimeout(() => void ask(), askAgainMs);
      }
    };
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);

  if (!live || isLeft)
    return (
      <main className="page-waiting" aria-busy="true">
        <h1>{say("app.name")}</h1>
        <p role="status">
          {isLeft
            ? say("page.otherFloor")
            : failed !== undefined
              ? say("map.failed", { why: whyFailed(failed, say) })
              : say("map.loading")}
        </p>
      </main>
    );
  return (
    <LiveProvider live={live}>
      <RouterProvider router={router} />
    </LiveProvider>
  );
}

function PageFailed({ error, reset }: ErrorComponentProps) {
  const say = useWords();
  return (
    <main className="page-waiting" role="alert">
      <h1>{say("page.failed")}</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <Button variant="default" onClick={reset}>
        {say("panel.retry")}
      </Button>
    </main>
  );
}

/** One link a page, however often React mounts. */
let shared: Live | undefined;
let beginning: Promise<Live> | undefined;

function begin(): Promise<Live> {
  beginning ??= open().catch((error: unknown) => {
    beginning = undefined;
    throw error;
  });
  return beginning;
}

/** The house has another floor than this page drew: whatever it shows is of a floor that is no more. */
const left = new Signal(false);

/** Shows nothing from now on, and loads the page anew as soon as the house answers: an address that nobody answers would leave a wall without a page. */
async function leave(): Promise<void> {
  left.set(true);
  while (!(await isAnswered())) await new Promise((resolve) => setTimeout(resolve, askAgainMs));
  location.reload();
}

const isAnswered = (): Promise<boolean> =>
  fetchWithin("/api/floor").then(
    ({ ok }) => ok,
    () => false,
  );

async function open(): Promise<Live> {
  const response = await fetchWithin("/api/floor", {}, floorWithinMs);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const plan = (await response.json()) as FloorPlan;
  document.title = `${plan.site} · Floorplane`;
  const tracks = new Tracks(plan.robots.length);
  const client = new LiveClient({
    floor: plan.identity,
    hearPositions: (frame) => tracks.hear(frame, performance.now()),
    leave: () => void leave(),
  });
  // What no panel threw: a message that could not be taken, a timer, a promise that nobody awaited.
  window.addEventListener("error", ({ error, message }) => client.report("page", error ?? message));
  window.addEventListener("unhandledrejection", ({ reason }) => client.report("page", reason));
  shared = { client, plan, tracks };
  return shared;
}
