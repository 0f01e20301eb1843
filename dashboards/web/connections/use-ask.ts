/** What a person asks of a webhook, one thing at a time, and what came of it in words. */
import { useState } from "react";
import { useWords } from "../words/words.ts";

/** Told again in pieces of 500; whoever wants more than this goes on by the door. */
const piecesMax = 40;

export interface Said {
  readonly isGood: boolean;
  readonly words: string;
}

export interface Asking {
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
  readonly next?: number;
  readonly more?: boolean;
  readonly count?: number;
}

export function useAsk(): Asking {
  const say = useWords();
  const [busy, setBusy] = useState<string>();
  const [said, setSaid] = useState<Said>();
  const run = (address: string, doing: () => Promise<Said>): void => {
    if (busy !== undefined) return;
    setBusy(address);
    setSaid(undefined);
    doing()
      .catch((error: unknown): Said => {
        const why = error instanceof Error ? error.message : String(error);
        return { isGood: false, words: say("connections.refused", { why }) };
      })
      .then((one) => {
        setSaid(one);
        setBusy(undefined);
      });
  };
  const of = ({ client, webhook }: Named, act: string): string =>
    `/api/hearers/${encodeURIComponent(client)}/${encodeURIComponent(webhook)}/${act}`;
  return {
    busy,
    said,
    test: (hearer) =>
      run(of(hearer, "test"), async () => {
        const { taken = false, status = 0, why = "" } = await ask(of(hearer, "test"), {});
        const { webhook } = hearer;
        if (taken) return { isGood: true, words: say("connections.test.taken", { webhook, status }) };
        if (status === 0) return { isGood: false, words: say("connections.test.silent", { webhook, why }) };
        return { isGood: false, words: say("connections.test.refused", { webhook, status }) };
      }),
    pause: (hearer, isPaused) => {
      const act = isPaused ? "pause" : "resume";
      run(of(hearer, act), async () => {
        await ask(of(hearer, act), {});
        return { isGood: true, words: say(`connections.${act}.done`, { webhook: hearer.webhook }) };
      });
    },
    replay: (hearer, what) =>
      run(of(hearer, "replay"), async () => {
        let n = 0;
        let body: object = what;
        for (let piece = 0; piece < piecesMax; piece++) {
          const { added = 0, next, more = false } = await ask(of(hearer, "replay"), body);
          n += added;
          if (!more) break;
          body = { after: next };
        }
        return { isGood: true, words: say("connections.replay.done", { n, webhook: hearer.webhook }) };
      }),
    redeliver: (client) => {
      const address = `/api/dead-letters/${encodeURIComponent(client)}/redelivery`;
      run(address, async () => {
        const { count = 0 } = await ask(address, {});
        return { isGood: true, words: say("connections.redelivery.done", { n: count, client }) };
      });
    },
  };
}

/** Throws in the words of the door. */
async function ask(address: string, body: object): Promise<Answered> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Answered & { readonly detail?: string };
  if (!response.ok) throw new Error(answer.detail ?? `${response.status}`);
  return answer;
}
