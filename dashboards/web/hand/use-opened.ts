/** Which task is open stands in the address, one step behind the list: Back leads to the list, and a reload comes back to the task. */
import { useEffect, useState } from "react";

const key = "task";

export interface Opened {
  /** A task's number; undefined: the list. */
  readonly id: string | undefined;
  readonly open: (id: string) => void;
  readonly close: () => void;
}

export function useOpened(): Opened {
  const [id, setId] = useState(inAddress);
  useEffect(() => {
    const hear = (): void => setId(inAddress());
    window.addEventListener("popstate", hear);
    return () => window.removeEventListener("popstate", hear);
  }, []);
  return {
    id,
    open(next) {
      const address = `${location.pathname}?${new URLSearchParams({ [key]: next })}`;
      if (id === undefined) history.pushState({ isOurs: true }, "", address);
      else history.replaceState(history.state, "", address);
      setId(next);
    },
    close() {
      // Whoever came by an address has no list behind him.
      if ((history.state as { readonly isOurs?: true } | null)?.isOurs) history.back();
      else history.replaceState(null, "", location.pathname);
      setId(undefined);
    },
  };
}

const inAddress = (): string | undefined => new URLSearchParams(location.search).get(key) ?? undefined;
