/** A double tap is one press: whoever wears gloves taps twice. The browser counts taps that follow each other at one place (UI Events, `detail`). */
export const once =
  (act: () => void) =>
  ({ detail }: { readonly detail: number }): void => {
    if (detail < 2) act();
  };
