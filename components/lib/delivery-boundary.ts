import { type DeliveryOf, prefixOf, tags } from "./delivery-names";
import { keyUse } from "./delivery-policies";
import { hostStatements } from "./ec2-hosts";
import { arnOf, policyDocument } from "./iam-documents";
import { agentFault, agentRepositoryArn } from "./runtime-monitoring";

/** The most that any role of the environment may do, whatever its policies say: what tasks, instances and log deliveries need. */
export function boundaryPolicy(of: DeliveryOf): string {
  const { account } = of;
  const [prefix, path] = [prefixOf(of), `cruddur/${of.environment}`];
  const on = (service: string, ...resources: string[]) =>
    resources.map((resource) => arnOf(account, service, resource));
  return policyDocument([
    {
      Sid: "NoResource",
      Effect: "Allow",
      Action: [
        ..."ecr:GetAuthorizationToken ec2:DescribeNetworkInterfaces logs:DescribeLogGroups".split(
          " ",
        ),
        ..."elasticloadbalancing:Describe* xray:GetSamplingRules xray:GetSamplingTargets".split(
          " ",
        ),
        ..."xray:PutTelemetryRecords xray:PutTraceSegments".split(" "),
        ..."ssmmessages:CreateControlChannel ssmmessages:CreateDataChannel".split(" "),
        ..."ssmmessages:OpenControlChannel ssmmessages:OpenDataChannel".split(" "),
      ],
      Resource: "*",
    },
    {
      Sid: "Images",
      Effect: "Allow",
      Action: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ],
      Resource: [
        ...on("ecr", `repository/${prefix}-*`),
        // GuardDuty gives its agent to whoever asks; without it tasks that should be watched are not.
        ...(agentFault("", account.region) === undefined ? [agentRepositoryArn(account)] : []),
        ...(of.sidecarRepositories ?? []),
      ],
    },
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: on("logs", `log-group:/${path}/*`, "log-group:RDSOSMetrics:*"),
    },
    {
      Sid: "Secrets",
      Effect: "Allow",
      Action: ["ssm:GetParameters", "secretsmanager:GetSecretValue"],
      Resource: [
        ...on("ssm", `parameter/${path}/*`),
        ...on("secretsmanager", `secret:${path}/*`, `secret:${prefix}-*`),
      ],
    },
    ...keyUse(of),
    ...hostStatements(account, prefix),
    {
      Sid: "Data",
      Effect: "Allow",
      Action: [
        ..."dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem".split(" "),
        ..."dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query".split(" "),
        ..."dynamodb:UpdateItem s3:DeleteObject s3:GetObject s3:PutObject".split(" "),
      ],
      Resource: [
        ...on("dynamodb", `table/${prefix}-*`),
        `arn:${account.partition}:s3:::${prefix}-*/*`,
      ],
    },
    {
      Sid: "BlueGreen",
      Effect: "Allow",
      Action: [
        ..."elasticloadbalancing:DeregisterTargets elasticloadbalancing:ModifyListener".split(" "),
        ..."elasticloadbalancing:ModifyRule elasticloadbalancing:RegisterTargets".split(" "),
      ],
      Resource: "*",
      Condition: { StringEquals: tags(of, "aws:ResourceTag") },
    },
  ]);
}
