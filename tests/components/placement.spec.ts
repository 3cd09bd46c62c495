import * as assert from "node:assert/strict";
import { roomOf } from "../../components/lib/instance-types";
import { fits, instancesFor } from "../../components/lib/placement";

const MEDIUM = { cpu: 2048, memoryMiB: 3768, tasks: 2 };

describe("roomOf", () => {
  for (const [type, cpu, memoryMiB, tasks] of [
    ["t3.micro", 2048, 942, 1],
    ["t3.medium", 2048, 3768, 2],
    ["t4g.2xlarge", 8192, 30146, 3],
    ["c7g.large", 2048, 3768, 2],
    ["m5.xlarge", 4096, 15073, 3],
    ["r6i.4xlarge", 16384, 120586, 7],
  ] as const)
    it(`knows ${type}`, () => {
      assert.deepEqual(roomOf(type), { cpu, memoryMiB, tasks });
    });

  for (const type of [
    "",
    "medium",
    "t2.micro",
    "t3.metal",
    "m5.medium",
    "x2gd.large",
    "m5.large.1",
  ])
    it(`does not guess at ${JSON.stringify(type)}`, () => {
      assert.equal(roomOf(type), undefined);
    });
});

describe("instancesFor", () => {
  const task = (cpu: number, memoryMiB: number, count: number) => ({ cpu, memoryMiB, count });

  it("needs none for no task", () => {
    assert.equal(instancesFor([], MEDIUM), 0);
    assert.equal(instancesFor([task(256, 512, 0)], MEDIUM), 0);
  });

  it("counts network interfaces where there is CPU and memory left", () => {
    assert.equal(instancesFor([task(256, 512, 4)], MEDIUM), 2);
    assert.equal(instancesFor([task(256, 512, 5)], MEDIUM), 3);
  });

  it("counts CPU and memory where there are interfaces left", () => {
    assert.equal(instancesFor([task(2048, 512, 2)], MEDIUM), 2);
    assert.equal(instancesFor([task(256, 2048, 2)], MEDIUM), 2);
  });

  it("puts small tasks beside large ones", () => {
    assert.equal(instancesFor([task(512, 768, 2), task(1536, 3000, 2)], MEDIUM), 2);
  });

  it("knows what fits on no instance", () => {
    assert.ok(fits({ cpu: 2048, memoryMiB: 3768 }, MEDIUM));
    assert.ok(!fits({ cpu: 2049, memoryMiB: 512 }, MEDIUM));
    assert.ok(!fits({ cpu: 256, memoryMiB: 3769 }, MEDIUM));
  });
});
