import assert from "node:assert/strict";
import { driftMarkdown } from "../../scripts/ci/drift";

const URN =
  "urn:pulumi:dev::cruddur::cruddur:logs:LogGroup$aws:cloudwatch/logGroup:LogGroup::backend";

/** As engine 3.255 tells a refresh: first that it looks, later what it found. */
function refreshed(op: string, more: object = {}): object[] {
  const metadata = { urn: URN, type: "aws:cloudwatch/logGroup:LogGroup", ...more };
  return [
    { resourcePreEvent: { metadata: { ...metadata, op: "refresh", logical: true } } },
    { resOutputsEvent: { metadata: { ...metadata, op } } },
  ];
}

describe("the report on drift", () => {
  it("names what differs, and in what", () => {
    const differs = { detailedDiff: { retentionInDays: { diffKind: "update", inputDiff: false } } };
    const text = driftMarkdown([...refreshed("update", differs), ...refreshed("same")]);
    assert.match(text, /^\*\*Changes:\*\* 1 updated\./);
    assert.match(text, /<code>backend<\/code>.*<code>retentionInDays<\/code>/);
  });

  it("names what is gone, first", () => {
    const text = driftMarkdown([...refreshed("update"), ...refreshed("delete")]);
    assert.match(text, /^\*\*Changes:\*\* 1 deleted, 1 updated\.\n\n### Deleted/);
  });

  it("says so when nothing differs", () => {
    assert.equal(driftMarkdown(refreshed("same")), "**Changes:** none.");
    assert.equal(driftMarkdown([]), "**Changes:** none.");
  });
});
