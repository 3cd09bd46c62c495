import assert from "node:assert/strict";
import { answer } from "./labelled/answer";
import { DATA } from "./labelled/data";
import { EDGE } from "./labelled/edge";
import { IAM } from "./labelled/iam";
import { NETWORK } from "./labelled/network";
import { SERVICES } from "./labelled/services";
import { TASKS } from "./labelled/tasks";

const TABLES = {
  data: DATA,
  "the edge and the account": EDGE,
  networks: NETWORK,
  rights: IAM,
  services: SERVICES,
  tasks: TASKS,
};

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
