import type { Call, Properties, ResourceType } from "../../resource-type";
import {
  checkName,
  checkPath,
  entityArn,
  iamError,
  nameOf,
  text,
  texts,
  timestamp,
  uniqueId,
} from "./common";
import { INSTANCE_PROFILE, policyExists, roleNamed } from "./permissions";

const USER = "aws:iam/user:User";
const GROUP = "aws:iam/group:Group";
const ACCESS_KEY = "aws:iam/accessKey:AccessKey";
const SERVICE_LINKED_ROLE = "aws:iam/serviceLinkedRole:ServiceLinkedRole";
const OIDC_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

/** Access keys per user (IAM and STS quotas). */
const MAX_KEYS = 2;

function requireFree(
  token: string,
  kind: string,
  operation: string,
  name: string,
  call: Call,
): void {
  const clash = call.account.find(
    token,
    (other) => text(other["name"])?.toLowerCase() === name.toLowerCase(),
  );
  if (clash !== undefined) {
    throw iamError(operation, "EntityAlreadyExists", `${kind} with name ${name} already exists.`);
  }
}

export const instanceProfile: ResourceType = {
  token: INSTANCE_PROFILE,
  source: [
    "AWS API model iam 2010-05-08: CreateInstanceProfile, AddRoleToInstanceProfile",
    "hashicorp/terraform-provider-aws internal/service/iam/instance_profile.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  defaults: { path: "/" },
  forceNew: ["name", "namePrefix", "path"],
  taggable: true,
  check: (inputs) => [...checkName(inputs, 128), ...checkPath(inputs)],
  create: (inputs, call) => {
    const name = nameOf(inputs, call);
    requireFree(INSTANCE_PROFILE, "Instance Profile", "CreateInstanceProfile", name, call);
    requireProfileRole(inputs, call);
    return {
      id: name,
      outputs: {
        arn: entityArn(call, "instance-profile", text(inputs["path"]) ?? "/", name),
        createDate: timestamp(call.now),
        name,
        namePrefix: inputs["namePrefix"] ?? "",
        uniqueId: uniqueId(call, "AIPA"),
      },
    };
  },
  update: (_id, inputs, _old, call) => {
    requireProfileRole(inputs, call);
    return {};
  },
};

function requireProfileRole(inputs: Properties, call: Call): void {
  const role = text(inputs["role"]);
  if (role !== undefined && roleNamed(call.account, role) === undefined) {
    throw iamError(
      "AddRoleToInstanceProfile",
      "NoSuchEntity",
      `The role with name ${role} cannot be found.`,
    );
  }
}

/** Names of service-linked roles that do not follow from the service's name (Service Authorization Reference). */
const SERVICE_LINKED_NAMES: Readonly<Record<string, string>> = {
  "ecs.amazonaws.com": "AWSServiceRoleForECS",
  "ecs.application-autoscaling.amazonaws.com": "AWSServiceRoleForApplicationAutoScaling_ECSService",
  "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
  "rds.amazonaws.com": "AWSServiceRoleForRDS",
  "elasticache.amazonaws.com": "AWSServiceRoleForElastiCache",
  "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
  "guardduty.amazonaws.com": "AWSServiceRoleForAmazonGuardDuty",
  "config.amazonaws.com": "AWSServiceRoleForConfig",
  "spot.amazonaws.com": "AWSServiceRoleForEC2Spot",
};

export const serviceLinkedRole: ResourceType = {
  token: SERVICE_LINKED_ROLE,
  source: [
    "AWS API model iam 2010-05-08: CreateServiceLinkedRole",
    "hashicorp/terraform-provider-aws internal/service/iam/service_linked_role.go",
  ],
  required: ["awsServiceName"],
  forceNew: ["awsServiceName", "customSuffix"],
  taggable: true,
  check: (inputs) => {
    const service = text(inputs["awsServiceName"]);
    return service === undefined || /\.amazonaws\.com$/.test(service)
      ? []
      : [
          {
            property: "awsServiceName",
            reason: `must be a service URL e.g. elasticbeanstalk.amazonaws.com, got ${service}`,
          },
        ];
  },
  create: (inputs, call) => {
    const service = inputs["awsServiceName"] as string;
    const known = SERVICE_LINKED_NAMES[service];
    const label = service.split(".")[0] ?? "";
    const base = known ?? `AWSServiceRoleFor${label.charAt(0).toUpperCase()}${label.slice(1)}`;
    const suffix = text(inputs["customSuffix"]);
    const name = suffix === undefined ? base : `${base}_${suffix}`;
    if (call.account.find(SERVICE_LINKED_ROLE, (other) => other["name"] === name)) {
      throw iamError(
        "CreateServiceLinkedRole",
        "InvalidInput",
        `Service role name ${name} has been taken in this account, please try a different suffix.`,
      );
    }
    const path = `/aws-service-role/${service}/`;
    const arn = entityArn(call, "role", path, name);
    return {
      id: arn,
      outputs: {
        arn,
        createDate: timestamp(call.now),
        name,
        path,
        uniqueId: uniqueId(call, "AROA"),
      },
    };
  },
};

export const user: ResourceType = {
  token: USER,
  source: [
    "AWS API model iam 2010-05-08: CreateUser, DeleteUser",
    "hashicorp/terraform-provider-aws internal/service/iam/user.go",
  ],
  autoName: { property: "name", maxLength: 64 },
  defaults: { forceDestroy: false, path: "/" },
  forceNew: [],
  taggable: true,
  check: (inputs) => [...checkName(inputs, 64), ...checkPath(inputs)],
  create: (inputs, call) => {
    const name = nameOf(inputs, call);
    requireFree(USER, "User", "CreateUser", name, call);
    const boundary = text(inputs["permissionsBoundary"]);
    if (boundary !== undefined && !policyExists(call.account, boundary)) {
      throw iamError(
        "CreateUser",
        "NoSuchEntity",
        `Scope ARN: ${boundary} does not exist or is not attachable.`,
      );
    }
    const arn = entityArn(call, "user", text(inputs["path"]) ?? "/", name);
    return { id: name, outputs: { arn, name, uniqueId: uniqueId(call, "AIDA") } };
  },
  delete: (id, stored, { account }) => {
    const owned = account
      .all()
      .filter(
        ({ token, properties }) =>
          /^aws:iam\/(accessKey|userPolicy|userPolicyAttachment):/.test(token) &&
          properties["user"] === id,
      );
    if (stored["forceDestroy"] === true) {
      owned.forEach((object) => account.remove(object.token, object.id));
      return;
    }
    const first = owned[0];
    if (first === undefined) return;
    const what = first.token === ACCESS_KEY ? "delete access keys" : "detach all policies";
    throw iamError("DeleteUser", "DeleteConflict", `Cannot delete entity, must ${what} first.`);
  },
};

export const accessKey: ResourceType = {
  token: ACCESS_KEY,
  source: [
    "AWS API model iam 2010-05-08: CreateAccessKey",
    "hashicorp/terraform-provider-aws internal/service/iam/access_key.go",
  ],
  defaults: { status: "Active" },
  required: ["user"],
  forceNew: ["pgpKey", "user"],
  secretOutputs: ["secret", "sesSmtpPasswordV4"],
  check: (inputs) => {
    const status = text(inputs["status"]);
    return status === undefined || ["Active", "Inactive"].includes(status)
      ? []
      : [{ property: "status", reason: `must be one of [Active Inactive], got ${status}` }];
  },
  create: (inputs, call) => {
    const name = inputs["user"] as string;
    if (call.account.get(USER, name) === undefined) {
      throw iamError(
        "CreateAccessKey",
        "NoSuchEntity",
        `The user with name ${name} cannot be found.`,
      );
    }
    const keys = call.account
      .list(ACCESS_KEY)
      .filter(({ properties }) => properties["user"] === name);
    if (keys.length >= MAX_KEYS) {
      throw iamError(
        "CreateAccessKey",
        "LimitExceeded",
        `Cannot exceed quota for AccessKeysPerUser: ${MAX_KEYS}`,
      );
    }
    return {
      id: uniqueId(call, "AKIA").slice(0, 20),
      outputs: {
        createDate: timestamp(call.now),
        encryptedSecret: "",
        encryptedSesSmtpPasswordV4: "",
        keyFingerprint: "",
        secret: call.hex(40),
        sesSmtpPasswordV4: call.hex(44),
      },
    };
  },
};

export const group: ResourceType = {
  token: GROUP,
  source: [
    "AWS API model iam 2010-05-08: CreateGroup",
    "hashicorp/terraform-provider-aws internal/service/iam/group.go",
  ],
  autoName: { property: "name", maxLength: 128 },
  defaults: { path: "/" },
  forceNew: [],
  check: (inputs) => [...checkName(inputs, 128), ...checkPath(inputs)],
  create: (inputs, call) => {
    const name = nameOf(inputs, call);
    requireFree(GROUP, "Group", "CreateGroup", name, call);
    const arn = entityArn(call, "group", text(inputs["path"]) ?? "/", name);
    return { id: name, outputs: { arn, name, uniqueId: uniqueId(call, "AGPA") } };
  },
};

export const openIdConnectProvider: ResourceType = {
  token: OIDC_PROVIDER,
  source: [
    "AWS API model iam 2010-05-08: CreateOpenIDConnectProvider",
    "hashicorp/terraform-provider-aws internal/service/iam/openid_connect_provider.go",
  ],
  required: ["clientIdLists", "url"],
  forceNew: ["url"],
  same: { url: (a, b) => withoutScheme(a) === withoutScheme(b) },
  taggable: true,
  sets: ["clientIdLists"],
  check: (inputs) => {
    const url = text(inputs["url"]);
    return url === undefined || /^https:\/\//.test(url)
      ? []
      : [
          {
            property: "url",
            reason: `expected "url" to have a url with schema of: "https", got ${url}`,
          },
        ];
  },
  create: (inputs, call) => {
    const host = withoutScheme(inputs["url"]);
    const arn = `arn:${call.partition}:iam::${call.accountId}:oidc-provider/${host}`;
    if (call.account.get(OIDC_PROVIDER, arn) !== undefined) {
      throw iamError(
        "CreateOpenIDConnectProvider",
        "EntityAlreadyExists",
        `Provider with url https://${host} already exists.`,
      );
    }
    const given = texts(inputs["thumbprintLists"]);
    // IAM reads the certificate's fingerprint itself where none is given: 40 hexadecimal digits.
    const thumbprints = given.length > 0 ? given : [call.hex(40)];
    return { id: arn, outputs: { arn, thumbprintLists: thumbprints, url: host } };
  },
};

/** IAM keeps the address of an identity provider without its scheme. */
function withoutScheme(url: unknown): string {
  return String(url).replace(/^https:\/\//, "");
}
