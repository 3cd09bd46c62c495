/** Configuration keys of the organisation stack: what exists once per account or organisation. Everything is opt-in. */
import { REPOSITORY_ARN } from "../components/github-delivery";
import { choice, flag, integer, list, make, optional, own, text } from "./setting";

const PAIR = /^([a-z][a-z0-9]{1,11})=((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})$/;

const ROLE_NAMES = /^(?=.*[^*/])[\w+=,.@/*-]{1,128}$/;
const ROLE_NAMES_ALLOWED = "names of roles, with their paths, * for any characters, not only *";

/** Keys of the organisation stack. */
export const ORGANIZATION_SETTINGS = {
  auditTrail: flag({
    key: own("auditTrail"),
    default: "false",
    description: "Records every API call of the account in a CloudTrail trail of all regions.",
  }),
  organizationTrail: flag({
    key: own("organizationTrail"),
    default: "false",
    description:
      "Makes the trail record all accounts of the organization; needs its management account, and trusted access for CloudTrail.",
  }),
  recordExpiryDays: integer(90, 3650, {
    key: own("recordExpiryDays"),
    default: "365",
    unit: "days",
    description: "How long records of calls and configurations stay in their buckets.",
  }),
  containerAlerts: flag({
    key: own("containerAlerts"),
    default: "false",
    description:
      "Alerts on calls that delete, open or replace containers and images, and on reads of secrets; needs a trail in the account.",
  }),
  configRecorder: flag({
    key: own("configRecorder"),
    default: "false",
    description: "Records configurations with AWS Config and checks them against its rules.",
  }),
  configRole: choice(["create", "existing"], {
    key: own("configRole"),
    default: "create",
    description:
      "AWS Config's service-linked role; existing where the account has used AWS Config before.",
  }),
  conformancePack: choice(["none", "account", "organization"], {
    key: own("conformancePack"),
    default: "none",
    description:
      "Deploys AWS Config's rules as one conformance pack, scored as a whole, in this account or in every account of the organization; needs configRecorder.",
  }),
  conformancePackTemplate: optional(
    text(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.{1,900}$/, "s3://<bucket>/<key>", {
      key: own("conformancePackTemplate"),
      description:
        "The pack's template, such as one of AWS's samples, in a bucket of this region. Not set: the rules on containers.",
    }),
  ),
  threatDetection: flag({
    key: own("threatDetection"),
    default: "false",
    description: "Switches GuardDuty on, with an agent in Fargate tasks, and alerts on findings.",
  }),
  imageScanning: flag({
    key: own("imageScanning"),
    default: "false",
    description:
      "Scans all images continuously with Amazon Inspector, and alerts on grave findings.",
  }),
  securityHub: flag({
    key: own("securityHub"),
    default: "false",
    description: "Switches Security Hub on, with AWS's Foundational Security Best Practices.",
  }),
  guardrails: flag({
    key: own("guardrails"),
    default: "false",
    description:
      "Binds accounts by service control policies; needs the organization's management account.",
  }),
  guardrailTargets: list(
    /^(root|r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|\d{12})$/,
    "root, r-…, ou-…-… or an account's 12 digits",
    {
      key: own("guardrailTargets"),
      default: "root",
      description: "What the policies bind, with all below it; root is the organization's root.",
    },
  ),
  guardrailRegions: optional(
    list(/^[a-z]{2}(-[a-z]+)+-\d$/, "AWS regions such as us-east-1", {
      key: own("guardrailRegions"),
      description: "The only regions that the policies leave open. Not set: the stack's own.",
    }),
  ),
  deployRoles: list(ROLE_NAMES, ROLE_NAMES_ALLOWED, {
    key: own("deployRoles"),
    default: "cruddur-*-deploy",
    description: "The roles that may deploy: guardrails spare them, alerts expect them.",
  }),
  administratorRoles: list(ROLE_NAMES, ROLE_NAMES_ALLOWED, {
    key: own("administratorRoles"),
    default: "OrganizationAccountAccessRole",
    description: "The roles that set up accounts and their records: guardrails spare them.",
  }),
  secretReaders: list(ROLE_NAMES, ROLE_NAMES_ALLOWED, {
    key: own("secretReaders"),
    default: "*-execution-*",
    description: "The roles that read secrets when tasks start: alerts expect them.",
  }),
  githubRepository: optional(
    text(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, "<owner>/<repository>", {
      key: own("githubRepository"),
      description: "The GitHub repository whose workflows may preview and deploy.",
    }),
  ),
  githubProvider: choice(["create", "existing"], {
    key: own("githubProvider"),
    default: "create",
    description:
      "GitHub's identity provider in IAM; existing where the account has it, which can have it once.",
  }),
  stateBucket: optional(
    text(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "the name of an S3 bucket", {
      key: own("stateBucket"),
      description: "The bucket of Pulumi's state, which the workflows' roles may then use.",
    }),
  ),
  deliveryDomains: optional(
    make<Readonly<Record<string, string>>>(
      {
        key: own("deliveryDomains"),
        description:
          "The environments' domains: their deployments may change DNS records at and below them. Not set: no records.",
      },
      "<environment>=<domain> such as prod=cruddur.example; several separated by commas",
      (given) => {
        const pairs = given.split(",");
        const domains = Object.fromEntries(
          pairs.flatMap((pair) => {
            const [, environment, domain] = PAIR.exec(pair.trim()) ?? [];
            return environment === undefined || domain === undefined ? [] : [[environment, domain]];
          }),
        ) as Record<string, string>;
        return Object.keys(domains).length === pairs.length ? domains : undefined;
      },
    ),
  ),
  sidecarRepositories: optional(
    list(REPOSITORY_ARN, "ARNs of repositories", {
      key: own("sidecarRepositories"),
      description:
        "The repositories that the environments' defaultSidecars come from: the boundary of delivered roles lets tasks pull from them.",
    }),
  ),
  deliveryEnvironments: list(
    /^[a-z][a-z0-9]{1,11}$/,
    "names of environments: 2 to 12 lower-case letters and digits",
    {
      key: own("deliveryEnvironments"),
      default: "dev,prod",
      description: "The environments that workflows preview and deploy, in this account.",
    },
  ),
} as const;
