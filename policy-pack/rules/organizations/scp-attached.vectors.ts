import { nativeScp, scp, WAITING } from "../../lib/guardrails.vectors";
import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";

const policy = { ...scp(), name: "regions" };
const attachment = (policyId: unknown, from: readonly string[] = []): typeof policy => ({
  ...resource("aws:organizations/policyAttachment:PolicyAttachment", {
    policyId,
    targetId: "r-abcd",
  }),
  name: "attachment",
  from: { policyId: from },
});
const FINDING = "targetIds are none: nothing is attached; expected a root, a unit or an account.";

export default {
  pass: {
    "before its id is known": stack(policy, attachment(UNKNOWN, ["regions"])),
    "by its id": stack({ ...policy, outputs: { id: "p-12345678" } }, attachment("p-12345678")),
    "a policy of aws-native names its targets": nativeScp(),
    "a policy on backups": resource("aws:organizations/policy:Policy", {
      type: "BACKUP_POLICY",
      content: "{}",
    }),
  },
  fail: {
    "no attachment": [policy, [FINDING]],
    "one of another policy": [stack(policy, attachment("p-FullAWSAccess")), [FINDING]],
    "one of two policies": [
      stack(policy, { ...scp(), name: "audit" }, attachment(UNKNOWN, ["regions"])),
      [FINDING],
    ],
    "an aws-native policy without targets": [
      { ...nativeScp(), props: { ...nativeScp().props, targetIds: [] } },
      ["targetIds are none: nothing is attached; expected a root, a unit or an account."],
    ],
  },
  unknown: {
    "an attachment of which nothing is known could be its own": [
      stack(policy, attachment(UNKNOWN)),
      [],
    ],
    "its content waits, which is not looked at": [
      stack({ ...WAITING, name: "regions" }, attachment(UNKNOWN, ["regions"])),
      [],
    ],
    "the type waits": [
      resource("aws:organizations/policy:Policy", { type: UNKNOWN, content: "{}" }),
      ["type"],
    ],
  },
  malformed: {
    "the type is an object": [
      resource("aws:organizations/policy:Policy", { type: { scp: true }, content: "{}" }),
      ["type is an object; expected a string."],
    ],
  },
} satisfies Vectors;
