import {
  MALFORMED_POLICIES,
  OWN_POLICY,
  UNKNOWN_POLICIES,
  allow,
  document,
  failsInEachForm,
  policy,
} from "../../lib/iam.vectors";
import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const at = "policy.Statement[0].Resource";
const on = (...resources: string[]): VectorResource => policy(allow("a:B", resources));
const fails = (arn: string, expected: string): [VectorResource, string[]] => [
  policy(allow("a:B", arn)),
  [`${at} is "${arn}"; expected ${expected}.`],
];
const seed = "arn:aws:ssm:us-east-1::123456789012:parameter/cruddur/x";

export default {
  pass: {
    "what the program's own roles may do": OWN_POLICY,
    "ARNs without region and account": on(
      "arn:aws:s3:::cruddur-avatars/*",
      "arn:aws:route53:::hostedzone/Z1",
      "arn:aws:s3:*:*:cruddur-avatars",
    ),
    "ARNs without region": on(
      "arn:aws:iam::123456789012:role/app",
      "arn:aws:iam::aws:policy/ReadOnlyAccess",
      "arn:aws:cloudfront::123456789012:distribution/E1",
      "arn:aws:organizations::123456789012:ou/o-a1b2c3d4e5/ou-1",
    ),
    "what AWS owns": on(
      "arn:aws:ssm:us-east-1::parameter/aws/service/ecs/optimized-ami/*",
      "arn:aws:ec2:us-east-1::image/ami-1234567890abcdef0",
      "arn:aws:apigateway:us-east-1::/restapis/*",
    ),
    "an access point": on("arn:aws:s3:us-east-1:123456789012:accesspoint/cruddur"),
    "other partitions": on(
      "arn:aws-cn:ssm:cn-north-1:123456789012:parameter/x",
      "arn:aws-us-gov:s3:::bucket",
    ),
    "wildcards and variables": on(
      "*",
      "arn:aws:*:*:*:*",
      "arn:aws:logs:*:123456789012:*",
      "arn:aws:s3:::home/${aws:username}/*",
      "arn:aws:dynamodb:${aws:RequestedRegion}:${aws:PrincipalAccount}:table/x",
    ),
    "colons in the resource": on("arn:aws:logs:us-east-1:123456789012:log-group:/a:log-stream:b:c"),
    "no resource at all": policy({ Effect: "Allow", Action: "s3:ListAllMyBuckets" }),
  },
  fail: {
    "the seed's ARN, with the account one part too late": fails(
      seed,
      "the account in the fifth part, one colon earlier: arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/x",
    ),
    "an account in the place of the region": fails(
      "arn:aws:ssm:123456789012::parameter/x",
      "the account in the fifth part, behind a region or nothing",
    ),
    "region and account exchanged": fails(
      "arn:aws:sqs:123456789012:us-east-1:jobs",
      "the account in the fifth part, behind a region or nothing",
    ),
    "too few parts": fails(
      "arn:aws:s3:cruddur-avatars",
      "six parts, arn:<partition>:<service>:<region>:<account>:<resource>, not 4",
    ),
    "too few parts, with a wildcard at the end": fails(
      "arn:aws:ssm:eu-central-1:parameter/shop/*",
      "six parts, arn:<partition>:<service>:<region>:<account>:<resource>, not 5",
    ),
    "no ARN": fails("s3://cruddur-avatars/x", 'an ARN, or "*"'),
    "an empty string": fails("", 'an ARN, or "*"'),
    "a placeholder": fails(
      "arn:aws:ssm:us-east-1:ACCOUNT_ID:parameter/x",
      "an account, twelve digits, in the fifth part",
    ),
    "eleven digits": fails(
      "arn:aws:ssm:us-east-1:12345678901:parameter/x",
      "an account, twelve digits, in the fifth part",
    ),
    "a zone for a region": fails(
      "arn:aws:ssm:us-east-1a:123456789012:parameter/x",
      "a region, such as us-east-1, in the fourth part",
    ),
    "a region of another partition": fails(
      "arn:aws:ssm:cn-north-1:123456789012:parameter/x",
      "the partition of its region, aws-cn",
    ),
    "no partition": fails(
      "arn::ssm:us-east-1:123456789012:parameter/x",
      "the partition in the second part, such as aws",
    ),
    "no region where there must be one": fails(
      "arn:aws:secretsmanager::123456789012:secret:x",
      "a region in the fourth part",
    ),
    "no account where there must be one": fails(
      "arn:aws:dynamodb:us-east-1::table/x",
      "an account in the fifth part",
    ),
    "a role with a region": fails(
      "arn:aws:iam:us-east-1:123456789012:role/x",
      "no region: ARNs of iam have none",
    ),
    "a bucket with an account": fails(
      "arn:aws:s3::123456789012:cruddur-avatars",
      "no account: ARNs of s3 have none",
    ),
    "a parameter with two slashes": fails(
      "arn:aws:ssm:us-east-1:123456789012:parameter//cruddur/x",
      "one slash after parameter: a parameter's name begins with it",
    ),
    "no resource in the ARN": fails(
      "arn:aws:sqs:us-east-1:123456789012:",
      "a resource in the sixth part",
    ),
    "what is denied, and what is left out": [
      policy(
        { Effect: "Deny", Action: "a:B", Resource: ["*", "everything"] },
        { Effect: "Allow", Action: "a:B", NotResource: "nothing" },
      ),
      [
        `${at}[1] is "everything"; expected an ARN, or "*".`,
        'policy.Statement[1].NotResource is "nothing"; expected an ARN, or "*".',
      ],
    ],
    ...failsInEachForm(document(allow("ssm:GetParameters", seed)), (path) => [
      `${path}.Statement[0].Resource is "${seed}"; expected the account in the fifth part, one colon earlier: arn:aws:ssm:us-east-1:123456789012:parameter/cruddur/x.`,
    ]),
  },
  unknown: {
    ...UNKNOWN_POLICIES,
    "one resource waits, the other is wrong": [
      resource("aws-native:iam:RolePolicy", {
        policyDocument: { Statement: [allow("a:B", [UNKNOWN, "x"])] },
      }),
      ["policyDocument.Statement[0].Resource[0]"],
      {
        findings: ['policyDocument.Statement[0].Resource[1] is "x"; expected an ARN, or "*".'],
      },
    ],
  },
  malformed: MALFORMED_POLICIES,
} satisfies Vectors;
