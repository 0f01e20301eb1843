/** Labels of the bench: what may have been printed is asked about, and a printer that takes none is told. */
import type { PackingStation } from "@floorplane/contracts/packing";
import { once } from "../hand/once.ts";
import { useWordOf, useWords } from "../words/words.ts";
import type { Deed } from "./desk-link.ts";

interface AskProps {
  readonly labels: PackingStation["unknown"];
  readonly give: ((deed: Deed) => void) | undefined;
}

export function AskAboutLabels({ labels, give }: AskProps) {
  const say = useWords();
  if (labels.length === 0) return null;
  return (
    <section aria-label={say("packing.labels")} className="packing-ask">
      <h2>{say("packing.labels")}</h2>
      <ul className="hand-list">
        {labels.map(({ print, of }) => (
          <li key={print} className="hand-line">
            <p>{say("packing.isItThere", { sscc: of })}</p>
            {give && (
              <div className="packing-lacking">
                <button
                  type="button"
                  className="hand-button"
                  onClick={once(() => give({ do: "lies-here", print }))}
                >
                  {say("packing.liesHere")}
                </button>
                <button
                  type="button"
                  className="hand-button"
                  onClick={once(() => give({ do: "print-again", print }))}
                >
                  {say("packing.printAgain")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PrinterLine({ printer }: { readonly printer: PackingStation["printer"] }) {
  const say = useWords();
  const wordOf = useWordOf();
  if (printer === null) return <p className="dim">{say("packing.noPrinter")}</p>;
  const { why, waiting } = printer;
  if (why === null) return null;
  return (
    <p role="alert" className="packing-bad packing-word">
      {say("packing.printer", {
        printer: printer.printer,
        why: wordOf(`packing.trouble.${why}`) ?? why,
        n: waiting,
      })}
    </p>
  );
}
