import * as assert from "node:assert/strict";
import { fargateSizeFault } from "../../components/lib/fargate-sizes";

describe("fargateSizeFault", () => {
  const steps = (from: number, to: number, step: number): number[] =>
    Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
  // Written out from AWS's table on its own, not from ours.
  const offered: Record<number, number[]> = {
    256: [512, 1024, 2048],
    512: steps(1024, 4096, 1024),
    1024: steps(2048, 8192, 1024),
    2048: steps(4096, 16384, 1024),
    4096: steps(8192, 30720, 1024),
    8192: steps(16384, 61440, 4096),
    16384: steps(32768, 122880, 8192),
  };

  it("takes exactly what Fargate offers, of all multiples of 256 CPU units and MiB", () => {
    for (let cpu = 256; cpu <= 32768; cpu += 256)
      for (let memory = 256; memory <= 131072; memory += 256)
        assert.equal(
          fargateSizeFault(cpu, memory) === undefined,
          offered[cpu]?.includes(memory) ?? false,
          `${cpu} with ${memory}`,
        );
  });

  it("says what goes with the CPU", () => {
    assert.equal(
      fargateSizeFault(1024, 512),
      "memory 512 does not go with cpu 1024; choose 2048 to 8192 in steps of 1024",
    );
    assert.equal(
      fargateSizeFault(256, 4096),
      "memory 4096 does not go with cpu 256; choose 512, 1024, 2048",
    );
    assert.equal(
      fargateSizeFault(8192, 17408),
      "memory 17408 does not go with cpu 8192; choose 16384 to 61440 in steps of 4096",
    );
  });

  it("says which CPU sizes there are", () => {
    assert.equal(
      fargateSizeFault(300, 512),
      "cpu 300 is not a Fargate size; choose 256, 512, 1024, 2048, 4096, 8192, 16384",
    );
    assert.ok(fargateSizeFault(Number.NaN, 512));
  });
});
