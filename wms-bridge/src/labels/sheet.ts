/** A label as it is laid out, before anybody prints it: texts and symbols at places in millimetres from its upper left corner. */

export interface TextOnSheet {
  readonly xMm: number;
  /** Of the top of its capitals. */
  readonly yMm: number;
  /** Of its capitals. */
  readonly heightMm: number;
  readonly text: string;
}

export interface BarsOnSheet {
  readonly xMm: number;
  readonly yMm: number;
  readonly heightMm: number;
  /** Width of one module. */
  readonly moduleMm: number;
  readonly data: string;
  /** GS1-128: the data begin with an application identifier. Else Code 128. */
  readonly gs1: boolean;
}

/** GS1 DataMatrix of one element string. */
export interface MatrixOnSheet {
  readonly xMm: number;
  readonly yMm: number;
  readonly moduleMm: number;
  /** Begin with an application identifier. */
  readonly data: string;
}

export interface Sheet {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly texts: readonly TextOnSheet[];
  readonly bars: readonly BarsOnSheet[];
  readonly matrices: readonly MatrixOnSheet[];
}
