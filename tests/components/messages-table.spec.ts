import * as assert from "node:assert/strict";
import { assertRefused } from "../support/errors";
import { ACCOUNT, inventory, only, startMocks } from "../support/mocks";

const TABLE = "aws:dynamodb/table:Table";
const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/cruddur-test-messages";

describe("MessagesTable", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });
  const ARGS = { account: ACCOUNT, tableName: "cruddur-test-messages" };

  it("is one table with an index, restorable, encrypted and protected", async () => {
    new components.MessagesTable("messages", ARGS);
    assert.deepEqual(await inventory(), [
      "aws:dynamodb/table:Table messages",
      "cruddur:dynamodb:MessagesTable messages",
    ]);
    assert.deepEqual((await only(TABLE)).inputs, {
      attributes: [
        { name: "pk", type: "S" },
        { name: "sk", type: "S" },
        { name: "message_group_uuid", type: "S" },
      ],
      billingMode: "PAY_PER_REQUEST",
      deletionProtectionEnabled: true,
      globalSecondaryIndexes: [
        {
          hashKey: "message_group_uuid",
          name: "message-group-sk-index",
          projectionType: "ALL",
          rangeKey: "sk",
        },
      ],
      hashKey: "pk",
      name: "cruddur-test-messages",
      pointInTimeRecovery: { enabled: true },
      rangeKey: "sk",
      serverSideEncryption: { enabled: true },
      streamEnabled: false,
    });
  });

  it("is encrypted by the key that it is given, publishes when asked, can be unprotected", async () => {
    const key = references.key();
    new components.MessagesTable("messages", { ...ARGS, key, stream: true, protect: false });
    const { inputs } = await only(TABLE);
    assert.deepEqual(inputs.serverSideEncryption, {
      enabled: true,
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/data",
    });
    assert.deepEqual([inputs.streamEnabled, inputs.streamViewType], [true, "NEW_IMAGE"]);
    assert.equal(inputs.deletionProtectionEnabled, false);
  });

  it("is known by name at preview, and lets a task do what the backend does", async () => {
    await startMocks({ preview: true });
    const table = new components.MessagesTable("messages", ARGS);
    assert.deepEqual([table.name, table.arn], ["cruddur-test-messages", ARN]);
    assert.deepEqual(table.statements, [
      {
        Sid: "Messages",
        Effect: "Allow",
        Action: ["dynamodb:BatchWriteItem", "dynamodb:PutItem", "dynamodb:Query"],
        Resource: [ARN, `${ARN}/index/message-group-sk-index`],
      },
    ]);
  });

  it("lets a task use the customer key, through DynamoDB only", () => {
    const { statements } = new components.MessagesTable("messages", {
      ...ARGS,
      key: references.key(),
    });
    assert.deepEqual(statements[1], {
      Sid: "MessagesKey",
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: ["arn:aws:kms:us-east-1:123456789012:key/*"],
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/test-data"] },
        StringEquals: { "kms:ViaService": ["dynamodb.us-east-1.amazonaws.com"] },
      },
    });
  });

  it("refuses a name that DynamoDB would refuse", () => {
    assertRefused(
      () => new components.MessagesTable("messages", { ...ARGS, tableName: "a b" }),
      ['MessagesTable "messages": tableName "a b" is not 3 to 255 letters, digits, _, . and -.'],
    );
  });
});
