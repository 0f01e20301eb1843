/** A list, or what a board shows, as the house has it now: asked for again every few seconds while somebody looks, and kept with its age while the house does not answer. */
import { useEffect, useState } from "react";
import type { ListPage } from "../../gateway/protocol.ts";
import { useLive } from "../live/context.tsx";
import { fetchWithin } from "../live/fetch-within.ts";

/** People read no faster; the board beside the list is told at once. */
const askEveryMs = 2_000;
/** After so many askings in vain what is shown is called old. */
const missedMax = 3;

export interface Asked<Body> {
  readonly body: Body | undefined;
  /** The house was asked for something else since, and has not answered yet. */
  readonly isOther: boolean;
  readonly isOld: boolean;
}

export interface Listed<Row> extends Omit<Asked<unknown>, "body"> {
  readonly page: ListPage<Row> | undefined;
}

type Words = Readonly<Record<string, string | undefined>>;

export function useList<Row>(path: string, query: Words): Listed<Row> {
  const { body: page, ...asked } = useAsked<ListPage<Row>>(path, query);
  return { page, ...asked };
}

const nothingElse: Words = {};

export function useAsked<Body>(path: string, query: Words = nothingElse): Asked<Body> {
  const address = addressOf(path, query);
  const { client } = useLive();
  const [heard, setHeard] = useState<{ readonly address: string; readonly body: Body }>();
  const [missed, setMissed] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking: AbortController | undefined;
    /** One at a time: what was asked over a link that broke meanwhile is not waited for. */
    const ask = async (): Promise<void> => {
      asking?.abort();
      const { signal } = (asking = new AbortController());
      if (!document.hidden) {
        try {
          const response = await fetchWithin(address, { signal });
          if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
          setHeard({ address, body: (await response.json()) as Body });
          setMissed(0);
        } catch {
          if (signal.aborted) return;
          setMissed((before) => before + 1);
        }
      }
      if (!signal.aborted) timer = setTimeout(() => void ask(), askEveryMs);
    };
    setMissed(0);
    void ask();
    const again = client.link.subscribe(() => {
      if (client.link.get().kind !== "live") return;
      clearTimeout(timer);
      void ask();
    });
    return () => {
      asking?.abort();
      clearTimeout(timer);
      again();
    };
  }, [address, client]);
  return { body: heard?.body, isOther: heard?.address !== address, isOld: missed >= missedMax };
}

function addressOf(path: string, query: Words): string {
  const said = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`;
}
