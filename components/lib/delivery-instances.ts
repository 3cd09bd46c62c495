/** What the deploy role may do with instances of a cluster, beside what bears its tags. Pure. */
import { type DeliveryOf, iamArn, prefixOf, tags } from "./delivery-names";
import { arnOf, type Statement } from "./iam-documents";

/**
 * Auto Scaling asks whether whoever gives a group its template may start instances from it. Source: Amazon EC2 Auto Scaling
 * User Guide, launch template permissions; resources of RunInstances: Service Authorization Reference. Not tried on AWS.
 */
export function instanceStatements(of: DeliveryOf): Statement[] {
  const { account } = of;
  const on = (...kinds: string[]) => kinds.map((kind) => arnOf(account, "ec2", `${kind}/*`));
  const [images, parameters] = ["ec2", "ssm"].map(
    (service) => `arn:${account.partition}:${service}:${account.region}::`,
  );
  return [
    {
      Sid: "InstanceProfiles",
      Effect: "Allow",
      Action: [
        ..."iam:AddRoleToInstanceProfile iam:CreateInstanceProfile".split(" "),
        ..."iam:DeleteInstanceProfile iam:RemoveRoleFromInstanceProfile".split(" "),
        ..."iam:TagInstanceProfile iam:UntagInstanceProfile".split(" "),
      ],
      Resource: iamArn(of, `instance-profile/${prefixOf(of)}-*`),
    },
    {
      Sid: "StartFromOwn",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: on("launch-template", "security-group", "subnet"),
      Condition: { StringEquals: tags(of, "aws:ResourceTag") },
    },
    {
      Sid: "StartTagged",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: on("instance", "network-interface", "volume"),
      Condition: { StringEquals: tags(of, "aws:RequestTag") },
    },
    {
      Sid: "StartAmazonImage",
      Effect: "Allow",
      Action: "ec2:RunInstances",
      Resource: `${images}image/*`,
      Condition: { StringEquals: { "ec2:Owner": "amazon" } },
    },
    {
      // Which image is AWS's current one.
      Sid: "CurrentImage",
      Effect: "Allow",
      Action: "ssm:GetParameters",
      Resource: `${parameters}parameter/aws/service/ecs/*`,
    },
  ];
}
