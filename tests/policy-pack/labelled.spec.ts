import assert from "node:assert/strict";
import { answer } from "./labelled/answer";
import { IAM } from "./labelled/iam";
import { NETWORK } from "./labelled/network";
import { TASKS } from "./labelled/tasks";

const TABLES = { rights: IAM, networks: NETWORK, tasks: TASKS };

for (const [table, cases] of Object.entries(TABLES)) {
  describe(`the pack's whole answer to programs about ${table}`, () => {
    for (const [sentence, labelled] of Object.entries(cases)) {
      it(sentence, async () => {
        const { stops, advises = [], waits = [], unreadable = [] } = labelled;
        assert.deepEqual(await answer(labelled), { stops, advises, waits, unreadable });
      });
    }
  });
}
