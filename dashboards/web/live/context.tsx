/** The live client, the plan and the selection as the page's components see them. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { type FloorPlan, type ViewName, viewNames } from "../../gateway/protocol.ts";
import { type Belief, beliefOf } from "../floor/belief.ts";
import type { LiveClient } from "./live-client.ts";
import type { Signal } from "./signal.ts";
import type { Tracks } from "./tracks.ts";
import type { Entities } from "./view-copy.ts";

export interface Live {
  readonly client: LiveClient;
  readonly plan: FloorPlan;
  readonly tracks: Tracks;
}

const LiveContext = createContext<Live | undefined>(undefined);

export const LiveProvider = ({ live, children }: { readonly live: Live; readonly children: ReactNode }) => (
  <LiveContext value={live}>{children}</LiveContext>
);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive outside of LiveProvider");
  return live;
}

export function useView(name: ViewName): Entities {
  const copy = useLive().client.views[name];
  return useSyncExternalStore(copy.subscribe, () => copy.entities);
}

/** Whether the house has told this screen what stands in a view: before that, what is not in it may be there all the same. */
export function useIsTold(name: ViewName): boolean {
  const copy = useLive().client.views[name];
  return useSyncExternalStore(copy.subscribe, () => copy.sequence !== undefined);
}

export const useSignal = <Value,>(signal: Signal<Value>): Value =>
  useSyncExternalStore(signal.subscribe, signal.get);

/** How far what this screen shows can be believed, anew every second. */
export function useBelief(): Belief {
  const { client, plan, tracks } = useLive();
  const link = useSignal(client.link);
  const pulse = useSignal(client.pulse);
  const now = useNow();
  return beliefOf({
    now,
    link,
    pulse,
    positions:
      plan.robots.length === 0
        ? undefined
        : { frameAt: tracks.at, heardAt: tracks.heardAt, isDriving: tracks.isDriving() },
    missing: viewNames.filter((name) => client.views[name].sequence === undefined),
  });
}

/** House time, anew every second. */
export const useNow = (): number => useSignal(useLive().client.second);

/** Bodies of one kind, by key: `robot/` gives every robot. */
export function bodiesOf<Body>(entities: Entities, prefix: string): Body[] {
  const bodies: Body[] = [];
  for (const [key, body] of entities) if (key.startsWith(prefix)) bodies.push(body as Body);
  return bodies;
}
