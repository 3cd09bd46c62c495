import assert from "node:assert/strict";
import { IMAGES } from "../../operations/images";
import { type ServiceDefinition, SERVICES } from "../../services";

const services = Object.entries<ServiceDefinition>(SERVICES);

describe("one-off tasks in services.ts", () => {
  it("have names of their own: they are task families and commands beside the services'", () => {
    const names = services.flatMap(([name, { tasks }]) => [name, ...Object.keys(tasks)]);
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });

  it("ask only for secrets that their service has", () => {
    const asked = services.flatMap(([, { tasks, secrets }]) =>
      Object.entries(tasks).flatMap(([task, each]) =>
        each.secrets.map((name) => ({ task, name, isThere: name in secrets })),
      ),
    );
    assert.ok(asked.length > 0);
    assert.deepEqual(
      asked.filter(({ isThere }) => !isThere),
      [],
    );
  });

  it("belong to services whose images can be released", () => {
    for (const [name] of services) assert.ok(name in IMAGES, name);
  });
});
