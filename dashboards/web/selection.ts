/** What is looked at stands in the address, so that a pasted link shows the same. */
import { isOrderName, nameLengthMax, namePattern } from "@floorplane/contracts/client-names";
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

const look = new RegExp(`^(${watchKinds.join("|")}):(.+)$`);
const plainName = new RegExp(`^(?=.{1,${nameLengthMax}}$)${namePattern.slice(1)}`);

/** Undefined where the address names nothing that could be. */
function watchIn(text: unknown): Watch | undefined {
  const [, word, id] = (typeof text === "string" && look.exec(text)) || [];
  const kind = watchKinds.find((one) => one === word);
  if (!kind || id === undefined) return undefined;
  return (kind === "order" ? isOrderName(id) : plainName.test(id)) ? { kind, id } : undefined;
}

/** Whatever stands in an address: what is none of ours is dropped. */
export function readSearch(search: Record<string, unknown>): FloorSearch {
  const watch = watchIn(search.look);
  return {
    ...(watch ? { look: `${watch.kind}:${watch.id}` } : {}),
    ...(watch && search.follow === true ? { follow: true } : {}),
    ...(search.renderer === "pixi" || search.renderer === "canvas" ? { renderer: search.renderer } : {}),
  };
}

/** Longer words than these stand in no filter. */
const wordsLengthMax = 300;

/** The filters of a page's list: what is none of ours is dropped, and what the house does not know it refuses. */
export function readFilter<Name extends string>(
  search: Record<string, unknown>,
  names: readonly Name[],
): { readonly [One in Name]?: string | undefined } {
  const said = names.flatMap((name) => {
    const value = search[name];
    const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
    const isWords = typeof text === "string" && text !== "" && text.length <= wordsLengthMax;
    return isWords ? [[name, text] as const] : [];
  });
  return Object.fromEntries(said) as { readonly [One in Name]?: string };
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
  const selected = useMemo((): Watch | null => watchIn(search.look) ?? null, [search.look]);
  const go = useCallback(
    (next: (was: FloorSearch) => FloorSearch, replace: boolean) =>
      void navigate({ to: ".", search: ((was: FloorSearch) => next(was)) as never, replace }),
    [navigate],
  );
  const select = useCallback(
    (watch: Watch | null) =>
      go(
        ({ look: _look, follow: _follow, ...rest }) => ({
          ...rest,
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
