/** What every list has: its name and how many there are, what it is narrowed to, its rows and how old they are, and the way to what comes behind them. */
import type { ReactNode } from "react";
import { decimal } from "../floor/format.ts";
import { language } from "../words/words.ts";
import { Filters } from "./filters.tsx";
import { ListFoot } from "./list-foot.tsx";
import type { Listed } from "./use-list.ts";

interface ListFrameProps {
  readonly name: string;
  readonly listed: Listed<unknown>;
  readonly filters: ReactNode;
  readonly isNarrowed: boolean;
  readonly clear: () => void;
  /** What stands there where there is nothing. */
  readonly none: string;
  /** Where the page that is shown begins. */
  readonly after: string | undefined;
  readonly choose: (change: { readonly after?: string }) => void;
  /** Of what these are so many, where there are more than the house has at hand. */
  readonly of?: string;
  /** Nothing in it is pressed: who has no mouse scrolls it by its keys. */
  readonly isStill?: boolean;
  /** How its rows are laid out. */
  readonly rows?: "list-body" | "tickets" | "hearers";
  /** Between what it is narrowed to and its rows. */
  readonly said?: ReactNode;
  readonly children: ReactNode;
}

export function ListFrame(props: ListFrameProps) {
  const { name, listed, filters, isNarrowed, clear, none, after, choose, isStill, of, said, children } =
    props;
  const { rows = "list-body" } = props;
  const look = listed.isOld || listed.isOther ? `${rows} list-old` : rows;
  return (
    <>
      <Filters
        label={name}
        title={
          <h2 className="list-title">
            {name}{" "}
            <span className="count">{listed.page ? decimal(listed.page.count, 0, language()) : ""}</span>
            {of !== undefined && <span className="list-of"> {of}</span>}
          </h2>
        }
        isAny={isNarrowed}
        clear={clear}
      >
        {filters}
      </Filters>
      {said}
      {isStill ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that is pressed
        <section className={look} aria-label={name} tabIndex={0}>
          {children}
        </section>
      ) : (
        <div className={look}>{children}</div>
      )}
      <ListFoot
        listed={listed}
        none={none}
        after={after}
        goTo={(to) => choose(to === undefined ? {} : { after: to })}
      />
    </>
  );
}
