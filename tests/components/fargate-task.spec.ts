import * as assert from "node:assert/strict";
import type { FargateTaskArgs } from "../../components";
import { assertRefused } from "../support/errors";
import { ACCOUNT, only, startMocks } from "../support/mocks";
import { DIGEST } from "../support/stack-values";

describe("FargateTask", () => {
  let components: typeof import("../../components");
  let references: typeof import("../support/references");
  beforeEach(async () => {
    await startMocks();
    components = await import("../../components");
    references = await import("../support/references");
  });

  const args = (more: Partial<FargateTaskArgs> = {}): FargateTaskArgs => ({
    account: ACCOUNT,
    family: "cruddur-test-web",
    containerName: "web",
    container: {
      repository: references.repository("web"),
      digest: DIGEST,
      user: "10001:10001",
      healthCheck: { command: ["/app/bin/health-check"] },
    },
    cpu: 256,
    memoryMiB: 512,
    logGroup: references.logGroup("web"),
    ...more,
  });
  const refuses = (more: Partial<FargateTaskArgs>, faults: readonly string[]) => {
    assertRefused(
      () => new components.FargateTask("web", args(more)),
      faults.map((fault) => `FargateTask "web": ${fault}.`),
    );
  };

  it("needs no health check where its container runs to its end", async () => {
    const container = { ...args().container, healthCheck: undefined };
    refuses({ container }, ["container.healthCheck is missing; an essential container needs it"]);
    new components.FargateTask("web", args({ container, runsToEnd: true }));
    const { inputs } = await only("aws:ecs/taskDefinition:TaskDefinition");
    assert.equal(inputs.family, "cruddur-test-web");
  });

  it("refuses sizes that nobody has, each where it would run", () => {
    refuses({ cpu: 300, memoryMiB: 100 }, [
      "cpu 300 is not a Fargate size; choose 256, 512, 1024, 2048, 4096, 8192, 16384",
      "memoryMiB 100 is out of range; choose 512 to 122880",
    ]);
    refuses({ cpu: 256, memoryMiB: 100 }, [
      "memoryMiB 100 does not go with cpu 256; choose 512, 1024, 2048",
    ]);
    refuses({ launchType: "EC2", cpu: 127, memoryMiB: 2 ** 31, storageGiB: 30 }, [
      "cpu 127 is out of range; choose 128 to 196608",
      "memoryMiB 2147483648 is out of range; choose 6 to 2147483647",
      "storageGiB is for Fargate; on instances tasks share the disk",
    ]);
    refuses({ launchType: "EXTERNAL" as "EC2" }, [
      'launchType "EXTERNAL" is unknown; choose FARGATE or EC2',
    ]);
  });

  it("keeps of its memory what AWS's own containers take", () => {
    const container = { ...args().container, memoryMiB: 400 };
    refuses({ container, reservedMemoryMiB: 113 }, [
      "memoryMiB 512 leaves container 399 of the 400 that it needs; the others and AWS's own take 113",
    ]);
    new components.FargateTask("web", args({ container, reservedMemoryMiB: 112 }));
  });

  it("refuses more containers than a task definition may have", () => {
    const { healthCheck, ...parts } = args().container;
    assert.ok(healthCheck !== undefined);
    const containers = (...names: string[]) =>
      Object.fromEntries(names.map((name) => [name, { ...parts, memoryMiB: 16 }]));
    const initContainers = containers("a", "b", "c", "d", "e");
    refuses({ sidecars: containers("f", "g", "h", "i", "j"), initContainers }, [
      "11 containers in a task, at most 10 are allowed",
    ]);
    new components.FargateTask(
      "web",
      args({ sidecars: containers("f", "g", "h", "i"), initContainers }),
    );
  });

  it("refuses statements of its role that are none, and says which", () => {
    const Resource = "*";
    refuses(
      {
        taskStatements: [
          { Effect: "Allow", Action: "s3:GetObject", Resource },
          { Effect: "Allow", Action: "everything", Resource },
        ],
      },
      ['taskStatements[1].Action "everything" is not an action such as s3:GetObject'],
    );
  });
});
