/** What a person asks of a webhook, one thing at a time, with who asks and why, and what came of it in words. */
import type { HearerAct, PersonAsking } from "@floorplane/contracts/connections";
import { useState } from "react";
import { fetchWithin, isUnanswered } from "../live/fetch-within.ts";
import { useWords } from "../words/words.ts";

/** Told again in pieces of 500; whoever wants more than this goes on by the door. */
const piecesMax = 40;

export interface Said {
  readonly isGood: boolean;
  readonly words: string;
}

/** Somebody pressed for this, and has not said yet who he is and why. */
export interface Wish {
  readonly name: string;
  readonly grant: (person: PersonAsking) => void;
}

export interface Asking {
  readonly wish: Wish | undefined;
  readonly drop: () => void;
  /** What is under way, by its address. */
  readonly busy: string | undefined;
  readonly said: Said | undefined;
  readonly test: (hearer: Named) => void;
  readonly pause: (hearer: Named, isPaused: boolean) => void;
  /** One delivery by its id, or everything from a time on. */
  readonly replay: (hearer: Named, what: { readonly delivery: string } | { readonly from: string }) => void;
  readonly redeliver: (client: string) => void;
}

interface Named {
  readonly client: string;
  readonly webhook: string;
}

interface Answered {
  readonly taken?: boolean;
  readonly status?: number;
  readonly why?: string;
  readonly added?: number;
  /** Told before by a house that gave other ids. */
  readonly skipped?: number;
  readonly next?: number;
  readonly more?: boolean;
  readonly count?: number;
}

export function useAsk(): Asking {
  const say = useWords();
  const [busy, setBusy] = useState<string>();
  const [said, setSaid] = useState<Said>();
  const [wish, setWish] = useState<Wish>();
  const run = (
    { name, address }: { readonly name: string; readonly address: string },
    doing: (asked: (body: object) => Promise<Answered>) => Promise<Said>,
  ): void => {
    setSaid(undefined);
    setWish({
      name,
      grant: (person) => grant(address, (body) => ask(address, { ...body, ...person }), doing),
    });
  };
  const grant = (
    address: string,
    asked: (body: object) => Promise<Answered>,
    doing: (asked: (body: object) => Promise<Answered>) => Promise<Said>,
  ): void => {
    if (busy !== undefined) return;
    setBusy(address);
    setWish(undefined);
    doing(asked)
      .catch((error: unknown): Said => {
        if (isUnanswered(error)) return { isGood: false, words: say("connections.unanswered") };
        const why = error instanceof Error ? error.message : String(error);
        return { isGood: false, words: say("connections.refused", { why }) };
      })
      .then((one) => {
        setSaid(one);
        setBusy(undefined);
      });
  };
  const of = ({ client, webhook }: Named, act: HearerAct): { name: string; address: string } => ({
    name: say("connections.actOf", { act: say(`connections.${act}`), webhook }),
    address: `/api/hearers/${encodeURIComponent(client)}/${encodeURIComponent(webhook)}/${act}`,
  });
  return {
    busy,
    said,
    wish,
    drop: () => setWish(undefined),
    test: (hearer) =>
      run(of(hearer, "test"), async (asked) => {
        const { taken = false, status = 0, why = "" } = await asked({});
        const { webhook } = hearer;
        if (taken) return { isGood: true, words: say("connections.test.taken", { webhook, status }) };
        if (status === 0) return { isGood: false, words: say("connections.test.silent", { webhook, why }) };
        return { isGood: false, words: say("connections.test.refused", { webhook, status }) };
      }),
    pause: (hearer, isPaused) => {
      const act = isPaused ? "pause" : "resume";
      run(of(hearer, act), async (asked) => {
        await asked({});
        return { isGood: true, words: say(`connections.${act}.done`, { webhook: hearer.webhook }) };
      });
    },
    replay: (hearer, what) =>
      run(of(hearer, "replay"), async (asked) => {
        let n = 0;
        let before = 0;
        let body: object = what;
        for (let piece = 0; piece < piecesMax; piece++) {
          const { added = 0, skipped = 0, next, more = false } = await asked(body);
          n += added;
          before += skipped;
          if (!more) break;
          body = { after: next };
        }
        const { webhook } = hearer;
        const told = say("connections.replay.done", { n, webhook });
        return {
          isGood: true,
          words: before === 0 ? told : `${told} ${say("connections.replay.skipped", { n: before })}`,
        };
      }),
    redeliver: (client) =>
      run(
        {
          name: say("connections.redelivery", { client }),
          address: `/api/dead-letters/${encodeURIComponent(client)}/redelivery`,
        },
        async (asked) => {
          const { count = 0 } = await asked({});
          return { isGood: true, words: say("connections.redelivery.done", { n: count, client }) };
        },
      ),
  };
}

/** Throws in the words of the door. */
async function ask(address: string, body: object): Promise<Answered> {
  const response = await fetchWithin(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Answered & { readonly detail?: string };
  if (!response.ok) throw new Error(answer.detail ?? `${response.status}`);
  return answer;
}
