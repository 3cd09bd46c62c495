import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { boundaryFaults } from "../../components/lib/aws-checks";
import {
  type Check,
  fields,
  flag,
  hidden,
  input,
  list,
  named,
  number,
  oneOf,
  onceKnown,
  optional,
  text,
  whole,
} from "../../components/lib/checks";
import { databaseFaults, withDefaults } from "../../components/lib/database-faults";
import { ACCOUNT } from "../support/mocks";

/** A check, what it is given, and what it says; nothing where the value is allowed. */
type Row = readonly [check: Check, value: unknown, fault?: string];

const WORD = text(/^[a-z]+$/, "a word");
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  "a whole number": [
    [whole(1, 5), 5],
    [whole(1, 5), 6, "x 6 is out of range; choose 1 to 5"],
    [whole(1, 5), 0, "x 0 is out of range; choose 1 to 5"],
    [whole(1, 5), 1.5, "x 1.5 is not a whole number; choose 1 to 5"],
    [whole(1, 5), Number.NaN, "x NaN is not a whole number; choose 1 to 5"],
    [whole(0), Number.POSITIVE_INFINITY, "x Infinity is not a whole number; choose 0 or more"],
    [whole(1, 5), "3", 'x "3" is not a whole number; choose 1 to 5'],
    [whole(1, 5), undefined, "x is missing; choose 1 to 5"],
    [optional(whole(1, 5)), undefined],
  ],
  "a number": [
    [number(0, 1), 0.5],
    [number(0, 1), 1.5, "x 1.5 is out of range; choose 0 to 1"],
    [number(0, 1), Number.NaN, "x NaN is not a number; choose 0 to 1"],
  ],
  "a text": [
    [WORD, "word"],
    [WORD, "", 'x "" is not a word'],
    [WORD, null, "x nothing is not a word"],
    [WORD, undefined, "x is missing; give a word"],
    [WORD, { toString: () => "word" }, "x an object is not a word"],
    [WORD, pulumi.output("word"), "x an output, which is known too late is not a word"],
    [input(WORD), pulumi.output("2")],
    [input(WORD), "2", 'x "2" is not a word'],
  ],
  "a hidden text": [
    [hidden("1 to 9 bytes", (bytes) => bytes > 0 && bytes < 10), "canary"],
    [
      hidden("1 to 9 bytes", (bytes) => bytes > 0 && bytes < 10),
      "canary canary",
      "x has 13 bytes; choose 1 to 9 bytes",
    ],
    [hidden("a text", () => true), 7, "x is a number, not a text"],
    [hidden("a text", () => true), null, "x is nothing, not a text"],
    [hidden("a text", () => true), ["canary"], "x is a list of 1, not a text"],
    [
      hidden("a text without c", (_, value) => !value.includes("c")),
      "canary",
      "x has 6 bytes; choose a text without c",
    ],
  ],
  "a choice": [
    [oneOf(["a", "b"]), "b"],
    [oneOf(["a", "b"]), "c", 'x "c" is unknown; choose a or b'],
    [flag, "yes", 'x "yes" is not true or false'],
  ],
  "a list": [
    [list(WORD), ["a", "b"]],
    [list(WORD), "a", 'x "a" is not a list'],
    [list(WORD, { least: 1 }), [], "x is empty"],
    [list(WORD, { least: 1, empty: "nobody is told" }), [], "x is empty: nobody is told"],
    [list(WORD, { least: 2 }), ["a"], "x has 1; give 2 or more"],
    [list(WORD, { most: 1 }), ["a", "b"], "x has 2, at most 1 are allowed"],
    [list(WORD), ["a", "a"], 'x has "a" twice'],
    [list(WORD, { repeats: true }), ["a", "a"]],
    [list(fields<{ a: string }>({ a: WORD })), [{ a: "word" }, { a: 1 }], "x[1].a 1 is not a word"],
    [list(WORD), ["a", undefined], "x is missing; give a word"],
  ],
  "values by name": [
    [named(WORD, whole(1)), { a: 1 }],
    [named(WORD, whole(1)), { "1": 1 }, 'x: the name "1" is not a word'],
    [named(WORD, whole(1)), { a: 0 }, 'x "a" 0 is out of range; choose 1 or more'],
    [named(WORD, whole(1)), [], "x is a list of 0, not values by name"],
    [named(WORD, WORD), "canary", "x is a text, not values by name"],
    [named(WORD, WORD), undefined, "x is missing; give values by name"],
    [named(WORD, WORD, "setting"), { "1": "a" }, 'x: setting "1" is not a word'],
  ],
  "an object": [
    [fields<{ a: string }>({ a: WORD }), { a: "word" }],
    [fields<{ a: string }>({ a: WORD }), { a: 1 }, "x.a 1 is not a word"],
    [fields<{ a: string }>({ a: WORD }), null, "x nothing is not an object"],
  ],
};

describe("checks of arguments", () => {
  for (const [kind, rows] of Object.entries(ROWS))
    it(`judge ${kind}`, () => {
      for (const [check, value, fault] of rows)
        assert.deepEqual(check("x", value), fault === undefined ? [] : [fault]);
    });

  it("look at an output once it is known, and leave a plain value alone", async () => {
    assert.equal(onceKnown("It", "x", "2", WORD), "2");
    const settled = (value: pulumi.Input<string>) =>
      (value as unknown as { promise: () => Promise<string> }).promise();
    assert.equal(await settled(onceKnown("It", "x", pulumi.output("word"), WORD)), "word");
    await assert.rejects(settled(onceKnown("It", "x", pulumi.output("2"), WORD)), {
      message: 'It: x "2" is not a word.',
    });
  });

  it("refuse a boundary of another account, which IAM would", () => {
    const of = (permissionsBoundaryArn: string) =>
      boundaryFaults({ account: ACCOUNT, permissionsBoundaryArn });
    assert.deepEqual(of("arn:aws:iam::123456789012:policy/bound"), []);
    assert.deepEqual(of("arn:aws:iam::aws:policy/PowerUserAccess"), []);
    assert.deepEqual(of("arn:aws:iam::210987654321:policy/bound"), [
      'permissionsBoundaryArn "arn:aws:iam::210987654321:policy/bound" is of another account; choose a policy of 123456789012',
    ]);
  });
});

describe("the windows and names of a database", () => {
  const faults = (args: object) =>
    databaseFaults(
      withDefaults({
        account: ACCOUNT,
        vpcId: "vpc-1",
        subnetIds: ["subnet-1", "subnet-2"],
        identifierPrefix: "cruddur-test",
        engineVersion: 17,
        instanceClass: "db.t4g.micro",
        allocatedStorageGiB: 20,
        maxAllocatedStorageGiB: 100,
        multiAz: false,
        backupRetentionDays: 7,
        logRetentionDays: 30,
        ...args,
      }),
    );
  const windows = (backupWindow: string, maintenanceWindow: string) =>
    faults({ backupWindow, maintenanceWindow });

  it("may be apart, or touch", () => {
    assert.deepEqual(windows("03:00-04:00", "sun:04:00-sun:05:00"), []);
    assert.deepEqual(windows("23:30-00:30", "mon:00:30-mon:01:30"), []);
    assert.deepEqual(windows("03:00-03:30", "sun:23:45-mon:00:15"), []);
  });

  it("may not overlap, around midnight and the end of the week either", () => {
    for (const [backup, maintenance] of [
      ["03:00-04:00", "sun:03:59-sun:05:00"],
      ["23:30-00:30", "mon:00:00-mon:01:00"],
      ["00:00-01:00", "sun:23:30-mon:00:30"],
      ["12:00-13:00", "tue:11:00-wed:11:00"],
    ] as const)
      assert.deepEqual(windows(backup, maintenance), [
        `backupWindow "${backup}" overlaps maintenanceWindow "${maintenance}"; choose other times for one of them`,
      ]);
  });

  it("are 30 minutes long or longer, a maintenance window a day at most", () => {
    assert.equal(windows("03:00-03:29", "sun:04:00-sun:04:29").length, 2);
    assert.equal(windows("03:00-03:30", "mon:04:00-wed:02:00").length, 1);
  });

  it("are names that RDS and PostgreSQL take", () => {
    assert.deepEqual(faults({ databaseName: "cruddur_1", username: "root_1" }), []);
    for (const name of ["_cruddur", "select", "user"]) {
      assert.equal(faults({ databaseName: name }).length, 1, name);
      assert.equal(faults({ username: name }).length, 1, name);
    }
    assert.equal(faults({ username: "pg_root" }).length, 1);
    assert.equal(faults({ databaseName: "db" }).length, 1);
  });
});
