/** What is looked at stands in the address, so that a pasted link shows the same. */
import { nameLengthMax, namePattern } from "@floorplane/contracts/client-names";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { type Watch, watchKinds } from "../gateway/protocol.ts";

export interface FloorSearch {
  /** `robot:R07`, `order:536365`, `station:PACK01`, `alarm:group:robot.lost` or `stage:exception`. */
  readonly look?: string;
  readonly follow?: boolean;
  /** Which renderer draws; for diagnosis. */
  readonly renderer?: string;
}

/** An order of another client than the site's own has its client before its number. */
const look = new RegExp(
  `^(${watchKinds.join("|")}):(?=.{1,${nameLengthMax}}$)(${namePattern.slice(1, -1)})$`,
);

/** Whatever stands in an address: what is none of ours is dropped. */
export function readSearch(search: Record<string, unknown>): FloorSearch {
  const text = typeof search.look === "string" && look.test(search.look) ? search.look : undefined;
  return {
    ...(text ? { look: text } : {}),
    ...(text && search.follow === true ? { follow: true } : {}),
    ...(search.renderer === "pixi" || search.renderer === "canvas" ? { renderer: search.renderer } : {}),
  };
}

export interface Selection {
  readonly selected: Watch | null;
  readonly follow: boolean;
  readonly select: (watch: Watch | null) => void;
  readonly setFollow: (follow: boolean) => void;
}

export function useSelection(): Selection {
  const search = useSearch({ strict: false }) as FloorSearch;
  const navigate = useNavigate();
  const selected = useMemo((): Watch | null => {
    const found = look.exec(search.look ?? "");
    const kind = watchKinds.find((one) => one === found?.[1]);
    return kind ? { kind, id: found![2]! } : null;
  }, [search.look]);
  const go = useCallback(
    (next: (was: FloorSearch) => FloorSearch, replace: boolean) =>
      void navigate({ to: "/", search: (was: FloorSearch) => next(was), replace }),
    [navigate],
  );
  const select = useCallback(
    (watch: Watch | null) =>
      go(
        ({ renderer }) => ({
          ...(renderer ? { renderer } : {}),
          ...(watch ? { look: `${watch.kind}:${watch.id}` } : {}),
        }),
        false,
      ),
    [go],
  );
  const setFollow = useCallback(
    (follow: boolean) =>
      go(({ follow: _, ...rest }) => ({ ...rest, ...(follow ? { follow: true } : {}) }), true),
    [go],
  );
  return { selected, follow: search.follow === true, select, setFollow };
}
