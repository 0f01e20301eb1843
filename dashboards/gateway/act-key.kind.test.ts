import { expect, it } from "vitest";
import { actKeyKind } from "./act-key.kind.ts";

it("keeps what a house of before had said of a robot that cannot do it", () => {
  const words = (said: string) => ({ code: "earlier.words", words: said });
  const read = (reason: object) => {
    const said = { command: "C1", outcome: "refused", reason };
    const body = { key: "K", hash: "H", command: "C1", said, at: 0 };
    return actKeyKind.read({ id: "K", version: 2, body }).said?.reason;
  };

  expect(read({ code: "robot.kept-standing", contest: "R2 says so" })).toEqual({
    code: "robot.kept-standing",
    contest: words("R2 says so"),
  });
  expect(read({ code: "robot.stopped", trouble: "local" })).toEqual({
    code: "robot.stopped",
    trouble: words("local"),
  });
  expect(read({ code: "robot.by-hand", mode: "manual" })).toEqual({
    code: "robot.by-hand",
    trouble: { code: "said.mode", mode: "manual" },
  });
  expect(read({ code: "robot.off-floor", robot: "R1" })).toEqual({ code: "robot.off-floor", robot: "R1" });
});
