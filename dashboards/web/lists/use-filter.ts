/** What a page's lists are narrowed to stands in its address, and is changed there. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { FloorSearch } from "../selection.ts";

type Filter = { readonly [Name in string]?: string | undefined };

export interface Filtered<Of extends Filter> {
  readonly filter: Of;
  /** A page of the list further on is forgotten. */
  readonly choose: (change: Of) => void;
  /** Everything but what is looked at and which list is shown. */
  readonly clear: () => void;
}

export function useFilter<Of extends Filter>(): Filtered<Of> {
  const {
    look: _look,
    follow: _follow,
    renderer: _renderer,
    ...filter
  } = useSearch({
    strict: false,
  }) as FloorSearch & Of;
  const navigate = useNavigate();
  const choose = useCallback(
    (change: Of) =>
      void navigate({
        to: ".",
        search: (({ after: _after, ...was }: Filter) => ({ ...was, ...change })) as never,
      }),
    [navigate],
  );
  const clear = useCallback(
    () =>
      void navigate({
        to: ".",
        search: (({ look, view }: Filter) => ({
          ...(look ? { look } : {}),
          ...(view ? { view } : {}),
        })) as never,
      }),
    [navigate],
  );
  return { filter: filter as unknown as Of, choose, clear };
}
