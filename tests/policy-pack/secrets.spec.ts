import assert from "node:assert/strict";
import { secretIn, secretInText } from "../../policy-pack/lib/secret-text";
import {
  PLAIN_TEXTS,
  PLAIN_VALUES,
  PLAIN_VARIABLES,
  SECRET_TEXTS,
  SECRET_VALUES,
  SECRET_VARIABLES,
} from "./tables/secret-strings";

/** Those of the table that get the wrong answer. */
function wrong<T>(
  table: readonly T[],
  isSecret: boolean,
  detect: (item: T) => string | undefined,
): string[] {
  const missed = table.filter((item) => (detect(item) !== undefined) !== isSecret);
  return missed.map((item) => `${JSON.stringify(item)}: ${detect(item) ?? "nothing"}`);
}

describe("secrets are recognised", () => {
  const inValue = (value: string): string | undefined => secretIn("APP_SETTING", value);
  const inVariable = ([name, value]: readonly [string, string]): string | undefined =>
    secretIn(name, value);

  it("by their form, under any name", () => {
    assert.deepEqual(wrong(SECRET_VALUES, true, inValue), []);
  });

  it("by their name, in any form", () => {
    assert.deepEqual(wrong(SECRET_VARIABLES, true, inVariable), []);
  });

  it("in commands and other texts", () => {
    assert.deepEqual(wrong(SECRET_TEXTS, true, secretInText), []);
  });

  it("and not seen in references, names, versions, digests, placeholders and public keys", () => {
    assert.deepEqual(wrong(PLAIN_VALUES, false, inValue), []);
  });

  it("and not seen in what is said about a secret", () => {
    assert.deepEqual(wrong(PLAIN_VARIABLES, false, inVariable), []);
  });

  it("and not seen in commands that refer to one", () => {
    assert.deepEqual(wrong(PLAIN_TEXTS, false, secretInText), []);
  });

  it("in tables of a size that says something", () => {
    const tables = [SECRET_VALUES, SECRET_VARIABLES, SECRET_TEXTS];
    const others = [PLAIN_VALUES, PLAIN_VARIABLES, PLAIN_TEXTS];
    for (const table of [...tables, ...others]) assert.ok(table.length >= 60);
  });
});
