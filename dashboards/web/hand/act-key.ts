/** An act's key, which is no other device's: the one place on a screen where chance is drawn. */
export const newActKey = (): string => crypto.randomUUID();
