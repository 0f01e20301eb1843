/** The filters of a list: a line of words to choose and one to type. What is chosen stands in the address. */
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useWords } from "../words/words.ts";
import { useIsNarrow } from "./use-is-narrow.ts";

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly choose: (value: string | undefined) => void;
  /** What stands there while nothing is chosen. */
  readonly none?: string;
}

export function Choice({ label, value, choices, choose, none }: ChoiceProps) {
  const say = useWords();
  return (
    <label className="filter">
      <span>{label}</span>
      <select value={value ?? ""} onChange={(event) => choose(event.currentTarget.value || undefined)}>
        <option value="">{none ?? say("orders.filter.all")}</option>
        {/* A pasted address may name what is not on offer now. */}
        {value !== undefined && !choices.some(([known]) => known === value) && (
          <option value={value}>{value}</option>
        )}
        {choices.map(([known, words]) => (
          <option key={known} value={known}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A typist's pause. */
const waitMs = 250;

interface TypedProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly type: (value: string | undefined) => void;
}

export function Typed({ label, value, type }: TypedProps) {
  const [text, setText] = useState(value ?? "");
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setText(value ?? ""), [value]);
  useEffect(() => () => clearTimeout(pause.current), []);
  return (
    <label className="filter">
      <span>{label}</span>
      <input
        value={text}
        maxLength={64}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          clearTimeout(pause.current);
          pause.current = setTimeout(() => type(next.trim() || undefined), waitMs);
        }}
      />
    </label>
  );
}

interface FiltersProps {
  readonly label: string;
  /** Of the list that is narrowed; a phone's first screen is for its rows, and the filters are folded under it. */
  readonly title?: ReactNode;
  readonly isAny: boolean;
  readonly clear: () => void;
  readonly children: ReactNode;
}

export function Filters({ label, title, isAny, clear, children }: FiltersProps) {
  const say = useWords();
  const isFolded = useIsNarrow() && title !== undefined;
  const all = isAny && (
    <Button variant="subtle" size="compact-sm" onClick={clear}>
      {say("orders.filter.clear")}
    </Button>
  );
  return (
    <search className="filters" aria-label={label}>
      {title}
      {isFolded ? (
        <details className="filters-fold">
          <summary>{say(isAny ? "list.narrowed" : "list.narrow")}</summary>
          <div className="filters">{children}</div>
        </details>
      ) : (
        children
      )}
      {all}
    </search>
  );
}
