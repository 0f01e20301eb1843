/** `floorplane contract`: plays the house to a WMS's hearer, behaviour by behaviour, and says what did not hold, with the request to try again. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Answered, Asked } from "./asked.ts";
import { ask } from "./asked.ts";
import { type Behaviour, behaviours, type Expect, type Verdict } from "./behaviours.ts";
import { Letters, type LettersOptions } from "./letters.ts";

export interface Finding {
  readonly behaviour: string;
  readonly why: string;
  /** How it must be answered, and how it was. */
  readonly expected: string;
  readonly got: string;
  readonly asked: Asked;
}

export interface ContractOptions extends LettersOptions {
  readonly url: URL;
  /** Names, or a part of them; all where none is said. */
  readonly only: string | undefined;
  /** Of each behaviour, as it ends. */
  readonly said: (behaviour: Behaviour, findings: readonly Finding[]) => void;
}

export interface ContractAnswer {
  readonly behaviours: number;
  readonly passed: number;
  readonly failed: number;
  readonly findings: readonly Finding[];
  readonly slowestMs: number;
}

/** Throws `bad-option` where nobody answers from the first. One after the other: what an earlier one left behind in the hearer is part of the trial. */
export async function tryContract(options: ContractOptions): Promise<ContractAnswer> {
  const letters = new Letters(options);
  const tried = behaviours.filter(({ name }) => options.only === undefined || name.includes(options.only));
  const findings: Finding[] = [];
  let failed = 0;
  let isHeard = false;
  let slowestMs = 0;
  for (const behaviour of tried) {
    const found: Finding[] = [];
    const expect: Expect = async (verdict, asked) => {
      const answered = await ask(options.url, asked);
      if (!isHeard && answered.status === 0)
        throw new FloorplaneError({
          code: "bad-option",
          message: `--wms ${options.url.href} does not answer (${answered.why}): start the WMS's hearer, or correct the address`,
          field: "--wms",
        });
      isHeard = true;
      slowestMs = Math.max(slowestMs, answered.tookMs);
      // A request that was cut off is no question.
      if (!asked.isCut && !holds(verdict, answered))
        found.push({
          behaviour: behaviour.name,
          why: behaviour.why,
          expected: expectations[verdict],
          got: answered.status === 0 ? `no answer (${answered.why})` : String(answered.status),
          asked,
        });
      return answered;
    };
    await behaviour.run(expect, letters);
    options.said(behaviour, found);
    if (found.length > 0) failed++;
    // The first of a hundred alike says it.
    findings.push(...found.slice(0, 1));
  }
  return {
    behaviours: tried.length,
    passed: tried.length - failed,
    failed,
    findings,
    slowestMs: Math.round(slowestMs),
  };
}

const expectations: Readonly<Record<Verdict, string>> = {
  taken: "2xx",
  refused: "4xx, not 410",
  decided: "2xx or 4xx, not 410",
};

function holds(verdict: Verdict, { status }: Answered): boolean {
  const isTaken = status >= 200 && status < 300;
  const isRefused = status >= 400 && status < 500 && status !== 410 && !triedAgain.has(status);
  switch (verdict) {
    case "taken":
      return isTaken;
    case "refused":
      return isRefused;
    case "decided":
      return isTaken || isRefused;
    default:
      return verdict satisfies never;
  }
}

/** Says "busy": the same would come again. */
const triedAgain: ReadonlySet<number> = new Set([408, 425, 429]);
