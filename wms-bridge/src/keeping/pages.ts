/** How lists lie in pages of a fixed number of rows, so that a row's number says its page. */

/** Rows of a page: it is full before its document would be written whole a second time (`row-chain.ts`). */
export const pageRows = 48;

export const pageOf = (number: number): number => Math.floor((number - 1) / pageRows);

export const firstOf = (page: number): number => page * pageRows + 1;
