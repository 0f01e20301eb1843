/** Trace: all that was done with one order, tote, parcel, item or lot, from the supplier to the dock, and whether the chain that holds it is whole. */
import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { PageFrame } from "../floor/page-frame.tsx";
import { PanelBoundary } from "../floor/panel-boundary.tsx";
import { SelectedSide } from "../floor/selected-side.tsx";
import { MovementTable } from "../inventory/movement-list.tsx";
import { Choice, Filters, Typed } from "../lists/filters.tsx";
import { whyFailed } from "../live/fetch-within.ts";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { brokenAt, type Read, readPassports, rowsOf } from "./passport.ts";
import { type TraceAsked, type TraceSearch, traceKinds } from "./trace-search.ts";
import "../orders/orders.css";
import "./trace.css";

export function TracePage() {
  const say = useWords();
  const { kind = "order", id, client, serial } = useSearch({ strict: false }) as TraceSearch;
  const navigate = useNavigate();
  const { selected } = useSelection();
  const ask = (change: TraceAsked): void =>
    void navigate({ to: ".", search: ((was: TraceSearch) => ({ ...was, ...change })) as never });
  return (
    <PageFrame page="trace">
      <main className={selected ? "board board-selected" : "board"} id="trace">
        <div className="board-main">
          <section className="panel" aria-label={say("page.trace")}>
            <Filters
              label={say("page.trace")}
              isAny={id !== undefined}
              clear={() => ask({ id: undefined, client: undefined, serial: undefined })}
            >
              <Choice
                label={say("trace.of")}
                value={kind === "order" ? undefined : kind}
                none={say("trace.kind.order")}
                choices={traceKinds.slice(1).map((one) => [one, say(`trace.kind.${one}`)])}
                choose={(one) => ask({ kind: one, serial: undefined })}
              />
              <Typed label={say("trace.id")} value={id} type={(one) => ask({ id: one })} />
              {kind === "item" && (
                <Typed label={say("trace.serial")} value={serial} type={(one) => ask({ serial: one })} />
              )}
              <Typed label={say("trace.client")} value={client} type={(one) => ask({ client: one })} />
            </Filters>
            <PanelBoundary name={say("page.trace")} key={`${kind} ${id} ${client} ${serial}`}>
              {id === undefined ? (
                <p className="dim">{say("trace.begin")}</p>
              ) : (
                <Passage kind={kind} id={id} client={client} serial={kind === "item" ? serial : undefined} />
              )}
            </PanelBoundary>
          </section>
        </div>
        <SelectedSide />
      </main>
    </PageFrame>
  );
}

interface PassageProps {
  readonly kind: string;
  readonly id: string;
  readonly client: string | undefined;
  readonly serial: string | undefined;
}

type Found =
  | { readonly kind: "reading"; readonly rows: number }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "read"; readonly read: Read; readonly broken: number | undefined };

/** Read once: what was done is not undone, and who wants what came since asks again. */
function Passage({ kind, id, client, serial }: PassageProps) {
  const say = useWords();
  const [found, setFound] = useState<Found>({ kind: "reading", rows: 0 });
  useEffect(() => {
    const leaving = new AbortController();
    const address = `/api/passport/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`;
    readPassports(address, { client, serial }, leaving.signal, (rows) => setFound({ kind: "reading", rows }))
      .then(async (read) => setFound({ kind: "read", read, broken: await brokenAt(read.passports) }))
      .catch((error: unknown) => {
        if (!leaving.signal.aborted) setFound({ kind: "failed", error });
      });
    return () => leaving.abort();
  }, [kind, id, client, serial]);
  if (found.kind === "reading") return <p role="status">{say("trace.reading", { rows: found.rows })}</p>;
  if (found.kind === "failed")
    return <p role="status">{say("trace.failed", { why: whyFailed(found.error, say) })}</p>;
  const { passports, isWhole } = found.read;
  const rows = rowsOf(passports);
  if (rows.length === 0) return <p role="status">{say("trace.none")}</p>;
  return (
    <>
      <p className={found.broken === undefined ? "chain" : "chain chain-broken"} role="status">
        <strong>
          {found.broken === undefined ? say("trace.holds") : say("trace.broken", { number: found.broken })}
        </strong>{" "}
        {say("trace.rows", { n: rows.length, from: rows[0]!.number, to: rows.at(-1)!.number })}{" "}
        {!isWhole && <span className="tone-high">{say("trace.unread")}</span>}
      </p>
      <div className="list-body">
        <MovementTable rows={rows.slice(0, rowsShown).map(({ number, row }) => ({ key: number, row }))} />
      </div>
      {rows.length > rowsShown && (
        <p className="dim">{say("nextHour.more", { n: rows.length - rowsShown })}</p>
      )}
      <p className="list-foot">
        <span className="dim">{say("trace.saveHint")}</span>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => save(passports, `passport-${kind}-${id}.json`)}
        >
          {say("trace.save")}
        </Button>
      </p>
    </>
  );
}

/** Rows that a page shows at once; all are in what is saved. */
const rowsShown = 500;

function save(passports: Read["passports"], name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(passports)], { type: "application/json" }));
  link.download = name.replace(/[^\w.-]+/g, "_");
  link.click();
  URL.revokeObjectURL(link.href);
}
