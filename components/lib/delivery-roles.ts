/** What the deploy role may do with roles, its own among them. Pure. */
import { PASSED_TO, SERVICE_LINKED } from "./delivery-actions";
import {
  boundaryArn,
  type DeliveryOf,
  deliveryRoleName,
  environmentRoles,
  iamArn,
  prefixOf,
  tags,
} from "./delivery-names";
import { arnOf, type Statement } from "./iam-documents";

/** Roles within the boundary, the services that they go to, and the keys' aliases. */
export function roleStatements(of: DeliveryOf): Statement[] {
  const roles = environmentRoles(of);
  const own = (["deploy", "preview"] as const).map((kind) =>
    iamArn(of, `role/${deliveryRoleName(of, kind)}`),
  );
  const aliases = arnOf(of.account, "kms", `alias/${prefixOf(of)}-*`);
  const aliasActions = ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"];
  return [
    {
      Sid: "BoundedRoles",
      Effect: "Allow",
      Action: [
        ..."iam:AttachRolePolicy iam:CreateRole iam:PutRolePermissionsBoundary".split(" "),
        "iam:PutRolePolicy",
      ],
      Resource: roles,
      Condition: { StringEquals: { "iam:PermissionsBoundary": boundaryArn(of) } },
    },
    {
      Sid: "Roles",
      Effect: "Allow",
      Action: [
        ..."iam:DeleteRole iam:DeleteRolePolicy iam:DetachRolePolicy iam:TagRole".split(" "),
        ..."iam:UntagRole iam:UpdateAssumeRolePolicy iam:UpdateRole".split(" "),
        "iam:UpdateRoleDescription",
      ],
      Resource: roles,
    },
    {
      Sid: "PassRoles",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": PASSED_TO } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: "iam:CreateServiceLinkedRole",
      Resource: SERVICE_LINKED.map((service) => iamArn(of, `role/aws-service-role/${service}/*`)),
      Condition: { StringEquals: { "iam:AWSServiceName": SERVICE_LINKED } },
    },
    { Sid: "Aliases", Effect: "Allow", Action: aliasActions, Resource: aliases },
    {
      Sid: "AliasedKeys",
      Effect: "Allow",
      Action: aliasActions,
      Resource: arnOf(of.account, "kms", "key/*"),
      Condition: { StringEquals: tags(of, "aws:ResourceTag") },
    },
    {
      // Whoever deploys changes neither his own rights nor the bounds of those he gives.
      Sid: "NotItself",
      Effect: "Deny",
      Action: "iam:*",
      Resource: [...own, boundaryArn(of)],
    },
    {
      Sid: "BoundariesStay",
      Effect: "Deny",
      Action: "iam:DeleteRolePermissionsBoundary",
      Resource: "*",
    },
  ];
}
