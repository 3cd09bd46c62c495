import { attempt } from "../../lib/finding";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "efs-access-point-enforced",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Access points should fix a directory and a user.",
    why: "Otherwise whoever mounts the file system sees all of it, as whatever user the container claims to be.",
    remediationSteps:
      "Set `rootDirectory.path` to a directory below /, and `posixUser` to the numbers of user and group.",
    example: `new aws.efs.AccessPoint("uploads", {
  fileSystemId: shared.id,
  posixUser: { uid: 1000, gid: 1000 },
  rootDirectory: {
    path: "/uploads",
    creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: "750" },
  },
});`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html#efs-3",
    tags: [
      "security-hub:EFS.3",
      "security-hub:EFS.4",
      "checkov:CKV_AWS_329",
      "checkov:CKV_AWS_330",
    ],
    practices: ["C26"],
  },
  ["aws:efs/accessPoint:AccessPoint", "aws-native:efs:AccessPoint"],
  function* (point) {
    yield* attempt(function* () {
      const path = point.object("rootDirectory")?.text("path") ?? "/";
      // Slashes and dots lead nowhere else.
      if (/[^/.]/.test(path)) return;
      yield point.finding("rootDirectory.path", { expected: "a directory below /" });
    });
    const user = point.object("posixUser");
    if (user?.given("uid") !== true)
      yield point.finding("posixUser", { found: "names no user", expected: "a user and a group" });
  },
);
