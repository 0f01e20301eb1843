/** Whose hands these are: asked before anything else, and shown from then on, so that the next shift does not work in the name of the last. */
import { useState } from "react";
import { nameLengthMax } from "../floor/acts/operator.ts";
import { useWords } from "../words/words.ts";

interface WhoWorksProps {
  readonly name: string;
  readonly setName: (name: string) => void;
}

export function WhoAsked({ name, setName }: WhoWorksProps) {
  const say = useWords();
  const [text, setText] = useState(name);
  return (
    <form
      className="hand-who"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") setName(text.trim());
      }}
    >
      <label className="hand-field">
        <span>{say("command.name")}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: nothing else can be done before it is said
          autoFocus
          value={text}
          maxLength={nameLengthMax}
          autoComplete="name"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="hand-button hand-button-main" disabled={text.trim() === ""}>
        {say("hand.who.begin")}
      </button>
    </form>
  );
}

export function WhoWorks({ name, change }: { readonly name: string; readonly change: () => void }) {
  const say = useWords();
  return (
    <p className="hand-whose">
      <span>{say("hand.who", { name })}</span>
      <button type="button" className="hand-button" onClick={change}>
        {say("hand.who.change")}
      </button>
    </p>
  );
}
