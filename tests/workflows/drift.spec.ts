import assert from "node:assert/strict";
import { driftMarkdown } from "../../scripts/ci/drift";

const URN =
  "urn:pulumi:dev::cruddur::cruddur:logs:LogGroup$aws:cloudwatch/logGroup:LogGroup::backend";

/** As engine 3.255 tells a refresh: first that it looks, later what it found. */
function refreshed(op: string, more: object = {}): object[] {
  const metadata = { urn: URN, type: "aws:cloudwatch/logGroup:LogGroup", ...more };
  return [
    { resourcePreEvent: { metadata: { ...metadata, op: "refresh" } } },
    { resOutputsEvent: { metadata: { ...metadata, op } } },
  ];
}

const TITLE = "Drift of dev";

describe("the report on drift", () => {
  it("names what differs, and in what", () => {
    const differs = { detailedDiff: { retentionInDays: { diffKind: "update", inputDiff: false } } };
    const text = driftMarkdown(TITLE, [...refreshed("update", differs), ...refreshed("same")]);
    assert.match(text, /^## Drift of dev: 1 changed\n/);
    assert.match(
      text,
      /\| changed \| <code>backend .*<\/code> \| <code>retentionInDays<\/code> \|/,
    );
  });

  it("names what is gone, first", () => {
    const other = { urn: `${URN}-2` };
    const text = driftMarkdown(TITLE, [...refreshed("update"), ...refreshed("delete", other)]);
    assert.match(text, /^## Drift of dev: 1 deleted, 1 changed\n[^]*\| deleted [^]*\| changed /);
  });

  it("says so when nothing differs", () => {
    assert.equal(driftMarkdown(TITLE, refreshed("same")), "## Drift of dev: no changes");
    assert.equal(driftMarkdown(TITLE, []), "## Drift of dev: no changes");
  });

  it("says what stopped it, as text", () => {
    const error = { diagnosticEvent: { severity: "error", message: "AccessDenied: <b>@team" } };
    assert.match(
      driftMarkdown(TITLE, [error]),
      /\n> \[!CAUTION\]\n> AccessDenied: &#60;b&#62;&#64;team$/,
    );
  });
});
