/** The keys, in a dialog that the browser itself keeps focus in. */
import { Button, Kbd } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useSignal } from "../live/context.tsx";
import { useWords, type WordId } from "../words/words.ts";
import { setSingleKeys, singleKeys } from "./single-keys.ts";

const keys: readonly (readonly [readonly string[], WordId])[] = [
  [["/"], "help.search"],
  [["Esc"], "help.escape"],
  [["arrows"], "help.pan"],
  [["+", "−", "0"], "help.zoom"],
  [["g", "f"], "help.toFloor"],
  [["g", "o"], "help.toOrders"],
  [["g", "i"], "help.toInventory"],
  [["g", "t"], "help.toTrace"],
  [["g", "c"], "help.toConnections"],
  [["g", "h"], "help.toHand"],
  [["j", "k"], "help.nextRow"],
  [["."], "help.follow"],
  [["a"], "help.alarm"],
  [["v"], "help.list"],
  [["d"], "help.dark"],
  [["?"], "help.help"],
];

export function Help({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const say = useWords();
  const areOn = useSignal(singleKeys);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog ref={dialog} className="help" onClose={close} aria-labelledby="help-title">
      <h2 id="help-title">{say("help.title")}</h2>
      <dl className="help-keys">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name === "arrows" ? say("help.arrows") : name}</Kbd>
              ))}
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
      <label className="act-check">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
        {say("help.singleKeys")}
      </label>
      <p className="dim">{say("command.notSafety")}</p>
      <Button variant="default" onClick={close}>
        {say("help.close")}
      </Button>
    </dialog>
  );
}
