/** One box that finds robots, stations, orders, totes and people's tasks by the beginning of their id (WAI-ARIA combobox with a list). */
import { shownName } from "@floorplane/contracts/client-names";
import { useEffect, useId, useRef, useState } from "react";
import type { Found } from "../../gateway/protocol.ts";
import { useLive } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { SearchIcon } from "./icons.tsx";

/** Where the word for a row's note stands in the catalogue. */
const noteWords = {
  robot: "activity",
  order: "order.state",
  station: "station.kind",
  tote: "tote.state",
  task: "task.short",
} as const;
/** What the house offered for a text; `rows` null: it did not answer. */
interface Offer {
  readonly text: string;
  readonly rows: readonly Found[] | null;
}
/** A typist's pause. */
const waitMs = 150;

export function Search() {
  const say = useWords();
  const wordOf = useWordOf();
  const { client } = useLive();
  const { select } = useSelection();
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [offer, setOffer] = useState<Offer | undefined>();
  const found = offer?.rows;
  const [active, setActive] = useState(0);
  const wanted = text.trim();

  /** The one question whose answer is still wanted, and the typist's pause before it is asked. */
  const asked = useRef(0);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  const choose = (row: Found | undefined): void => {
    if (!row?.look) return;
    select(row.look);
    close();
  };
  const close = (): void => {
    setText("");
    input.current?.blur();
  };
  const forget = (): void => {
    asked.current++;
    clearTimeout(pause.current);
    setOffer(undefined);
  };
  /** `isEntered`: the typist wants the first of what comes, and no list. */
  const ask = async (text: string, isEntered: boolean): Promise<void> => {
    clearTimeout(pause.current);
    const turn = ++asked.current;
    const rows = await client.find(text.slice(0, 64));
    if (turn !== asked.current) return;
    if (isEntered && rows?.[0]?.look) return choose(rows[0]);
    setOffer({ text, rows });
    setActive(0);
  };
  const type = (next: string): void => {
    setText(next);
    asked.current++;
    clearTimeout(pause.current);
    const text = next.trim();
    if (text === "") setOffer(undefined);
    else if (text !== wanted) pause.current = setTimeout(() => void ask(text, false), waitMs);
  };
  // A list for what was typed before is none for what stands there now.
  const enter = (): void => {
    if (offer?.text === wanted && found) choose(found[active]);
    else if (wanted !== "") void ask(wanted, true);
  };
  useEffect(() => forget, []);
  const isOpen = offer !== undefined;
  return (
    <div className="search">
      <SearchIcon />
      <input
        ref={input}
        id="search"
        className="search-input"
        type="text"
        role="combobox"
        aria-label={say("search.label")}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(isOpen && found && found.length > 0 ? { "aria-activedescendant": `${listId}-${active}` } : {})}
        placeholder={say("search.placeholder")}
        value={text}
        maxLength={64}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={forget}
        onKeyDown={(event) => {
          if (event.key === "Escape") close();
          else if (event.key === "Enter") enter();
          else if (event.key === "ArrowDown" && found) setActive((active + 1) % Math.max(1, found.length));
          else if (event.key === "ArrowUp" && found)
            setActive((active + found.length - 1) % Math.max(1, found.length));
          else return;
          event.preventDefault();
        }}
      />
      <span className="search-key" aria-hidden="true">
        /
      </span>
      <div
        id={listId}
        role="listbox"
        aria-label={say("search.label")}
        className="search-list"
        hidden={!isOpen}
      >
        {found?.map((row, index) => (
          <div
            key={`${row.kind} ${row.id}`}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className="search-option"
            onPointerDown={(event) => {
              event.preventDefault();
              choose(row);
            }}
          >
            <strong>{shownName(row.id)}</strong>{" "}
            <span>
              {say(`search.${row.kind}`)} · {wordOf(`${noteWords[row.kind]}.${row.note}`) ?? row.note}
              {row.kind === "tote" &&
                row.look &&
                ` · ${say(`search.${row.look.kind}`)} ${shownName(row.look.id)}`}
            </span>
          </div>
        ))}
        {(found === null || found?.length === 0) && (
          <div role="option" tabIndex={-1} aria-selected="false" aria-disabled="true" className="search-none">
            {say(found === null ? "search.unanswered" : "search.none", { text: wanted })}
          </div>
        )}
      </div>
    </div>
  );
}
