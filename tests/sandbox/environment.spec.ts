import assert from "node:assert/strict";
import { isolatedEnvironment } from "../../sandbox/environment";

describe("the sandbox's environment", () => {
  const isolated = isolatedEnvironment(
    {
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_PROFILE: "work",
      HOME: "/home/me",
      NODE_OPTIONS: "--inspect",
      PATH: "/usr/bin",
      PULUMI_ACCESS_TOKEN: "pul-1",
      PULUMI_BACKEND_URL: "s3://theirs",
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
      PULUMI_STACK: "org/theirs",
    },
    { enginePath: "/engine", folder: "/box", providers: { aws: 1, awsx: 2 } },
  );

  it("holds nothing that leads to the user's accounts, logins or stacks", () => {
    const names = Object.keys(isolated).filter((name) => /^(AWS|PULUMI|NODE)_/.test(name));
    assert.deepEqual(names.sort(), [
      "PULUMI_BACKEND_URL",
      "PULUMI_CONFIG_PASSPHRASE",
      "PULUMI_DEBUG_PROVIDERS",
      "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
      "PULUMI_ENABLE_STREAMING_JSON_PREVIEW",
      "PULUMI_HOME",
      "PULUMI_SKIP_UPDATE_CHECK",
    ]);
    assert.equal(isolated["PULUMI_BACKEND_URL"], "file:///box/backend?metadata=skip");
  });

  it("finds its backend in a folder of any name", () => {
    const folder = "/my box%20#1?";
    const odd = isolatedEnvironment({}, { enginePath: "/engine", folder, providers: {} });
    assert.equal(odd["PULUMI_BACKEND_URL"], "file:///my%20box%2520%231%3F/backend?metadata=skip");
  });

  it("puts the engine first and attaches the simulated providers", () => {
    assert.equal(isolated["PATH"], "/engine:/usr/bin");
    assert.equal(isolated["PULUMI_DEBUG_PROVIDERS"], "aws:1,awsx:2");
    assert.equal(isolated["HOME"], "/home/me");
  });
});
