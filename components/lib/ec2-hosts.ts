/** Instances of a cluster: what they may do and how they join. Pure. */
import type { Account } from "./account";
import { arnOf, type Statement } from "./iam-documents";

/**
 * What ECS's agent and Session Manager need; images and logs are read and written with the tasks' own execution roles.
 * Source: Amazon ECS Developer Guide, "container instance IAM role"; Systems Manager User Guide, Session Manager.
 */
export function hostStatements(account: Account, clusterName: string): Statement[] {
  const cluster = arnOf(account, "ecs", `cluster/${clusterName}`);
  return [
    {
      Sid: "JoinCluster",
      Effect: "Allow",
      Action: [
        "ecs:DeregisterContainerInstance",
        "ecs:RegisterContainerInstance",
        "ecs:SubmitAttachmentStateChanges",
        "ecs:SubmitContainerStateChange",
        "ecs:SubmitTaskStateChange",
      ],
      Resource: [cluster],
    },
    {
      Sid: "WorkInCluster",
      Effect: "Allow",
      Action: ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"],
      Resource: [arnOf(account, "ecs", `container-instance/${clusterName}/*`)],
      Condition: { ArnEquals: { "ecs:cluster": cluster } },
    },
    {
      Sid: "AnswerSessionManager",
      Effect: "Allow",
      Action: "ssm:UpdateInstanceInformation",
      Resource: [arnOf(account, "ec2", "instance/*")],
    },
    {
      // None of these knows resources. Source: AWS Service Authorization Reference.
      Sid: "HostsNoResource",
      Effect: "Allow",
      Action: [
        "ecs:DiscoverPollEndpoint",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: ["*"],
    },
  ];
}

/** Joins the cluster; containers do not reach the host's own credentials. In Base64, as launch templates take it. */
export function hostUserData(clusterName: string): string {
  const settings = [
    `ECS_CLUSTER=${clusterName}`,
    "ECS_AWSVPC_BLOCK_IMDS=true",
    "ECS_DISABLE_PRIVILEGED=true",
    "ECS_ENABLE_TASK_IAM_ROLE=true",
  ];
  const script = ["#!/bin/bash", ...settings.map((line) => `echo ${line} >> /etc/ecs/ecs.config`)];
  return Buffer.from(`${script.join("\n")}\n`).toString("base64");
}
