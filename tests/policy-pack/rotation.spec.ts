import assert from "node:assert/strict";
import { longestDays } from "../../policy-pack/lib/rotation";

/** Schedule → the most days between two rotations. */
const SCHEDULES: readonly (readonly [schedule: string, days: number | undefined])[] = [
  ["rate(1 day)", 1],
  ["rate(90 days)", 90],
  ["rate(12 hours)", 0.5],
  [" RATE(30 DAYS) ", 30],
  ["rate(3 weeks)", undefined],
  ["rate(-3 days)", undefined],
  ["rate(1e9 days)", undefined],
  ["rate()", undefined],
  // Minutes, hours, day of the month, month, day of the week, year.
  ["cron(0 8 * * ? *)", 1],
  ["cron(0 8 ? * SUN *)", 7],
  ["cron(0 8 ? * 2#1 *)", 31],
  ["cron(0 8 ? * 6L *)", 31],
  ["cron(0 8 1,15 * ? *)", 31],
  ["cron(0 8 1 1/2 ? *)", 62],
  ["cron(0 8 1 */2 ? *)", 62],
  ["cron(0 8 1 1/3 ? *)", 92],
  ["cron(0 8 1 JAN-DEC ? *)", 31],
  ["cron(0 8 1 JAN,JUL ? *)", 184],
  ["cron(0 8 1 feb ? *)", 366],
  ["cron(0 8 1 * ? 2027)", Infinity],
  ["cron(0 8 1 13 ? *)", undefined],
  ["cron(0 8 1 1/0 ? *)", undefined],
  ["cron(0 8 1 , ? *)", undefined],
  ["cron(0 8 1 *)", undefined],
  ["every month", undefined],
  ["", undefined],
];

describe("the longest time of a rotation schedule", () => {
  for (const [schedule, days] of SCHEDULES) {
    it(`"${schedule}": ${String(days)}`, () => {
      assert.equal(longestDays(schedule), days);
    });
  }

  it("is found at once in long texts", () => {
    assert.equal(longestDays(`cron(0 8 1 ${"1,".repeat(50_000)} ? *)`), undefined);
    assert.equal(longestDays(`rate(${" ".repeat(100_000)}`), undefined);
  });
});
