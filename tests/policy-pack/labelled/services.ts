import { resource, type Cases, type Properties } from "./case";
import type { VectorResource } from "../../../policy-pack/lib/vectors";

const ELSEWHERE = { cluster: "shop", taskDefinition: "shop:7" };

const service = (
  props: Properties,
  type = "aws:ecs/service:Service",
): readonly VectorResource[] => [
  resource(
    type,
    {
      ...ELSEWHERE,
      desiredCount: 2,
      launchType: "FARGATE",
      networkConfiguration: {
        subnets: ["subnet-1", "subnet-2"],
        securityGroups: ["sg-1"],
        assignPublicIp: false,
      },
      ...props,
    },
    { name: "shop" },
  ),
];

const cluster = (props: Properties): readonly VectorResource[] => [
  resource("aws:ecs/cluster:Cluster", props, { name: "shop" }),
];

const host = (props: Properties): readonly VectorResource[] => [
  resource(
    "aws:ec2/launchTemplate:LaunchTemplate",
    { imageId: "ami-0123456789abcdef0", instanceType: "t3.small", ...props },
    { name: "host" },
  ),
];

const TOKENS = { httpTokens: "required", httpPutResponseHopLimit: 1 };

/** What every service of these waits for: its network and its task are elsewhere. */
const WAITS = [
  "stack-private-tasks",
  "stack-service-behind-load-balancer",
  "stack-service-known-ingress",
];

/** Programs about services, clusters and hosts. */
export const SERVICES: Cases = {
  "a service on Fargate": { resources: service({}), stops: [], waits: WAITS },
  "public addresses": {
    resources: service({
      networkConfiguration: {
        subnets: ["subnet-1"],
        securityGroups: ["sg-1"],
        assignPublicIp: true,
      },
    }),
    stops: ["ecs-service-no-public-ip"],
    waits: WAITS,
  },
  "public addresses, as a word": {
    resources: service({
      networkConfiguration: {
        subnets: ["subnet-1"],
        securityGroups: ["sg-1"],
        assignPublicIp: "true",
      },
    }),
    stops: ["ecs-service-no-public-ip"],
    waits: WAITS,
  },
  "public addresses in aws-native, where the word is another": {
    resources: service(
      {
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: ["subnet-1"],
            securityGroups: ["sg-1"],
            assignPublicIp: "ENABLED",
          },
        },
      },
      "aws-native:ecs:Service",
    ),
    stops: ["ecs-service-no-public-ip"],
    waits: WAITS,
  },
  "no groups": {
    resources: service({ networkConfiguration: { subnets: ["subnet-1"] } }),
    stops: ["ecs-service-security-groups-explicit"],
    waits: WAITS.slice(0, 2),
  },
  "empty groups": {
    resources: service({ networkConfiguration: { subnets: ["subnet-1"], securityGroups: [] } }),
    stops: ["ecs-service-security-groups-explicit"],
    waits: WAITS.slice(0, 2),
  },
  "an old platform": {
    resources: service({ platformVersion: "1.3.0" }),
    stops: ["ecs-service-latest-platform"],
    waits: WAITS,
  },
  "exec on a cluster from elsewhere": {
    resources: service({ enableExecuteCommand: true }),
    stops: [],
    advises: ["ecs-service-exec-disabled"],
    waits: ["stack-exec-readonly-conflict", ...WAITS],
  },
  "exec in production": {
    resources: service({ enableExecuteCommand: true }),
    stack: "production",
    stops: ["ecs-service-exec-disabled"],
    waits: ["stack-exec-readonly-conflict", ...WAITS],
  },
  "a cluster of the tutorial": {
    resources: cluster({}),
    stops: ["ecs-cluster-container-insights"],
    advises: ["ecs-cluster-managed-storage-kms"],
  },
  "a cluster with insights, its settings as one object": {
    resources: cluster({ settings: { name: "containerInsights", value: "enabled" } }),
    stops: [],
    advises: ["ecs-cluster-managed-storage-kms"],
  },
  "a cluster with insights of the newer kind": {
    resources: cluster({
      settings: [{ name: "containerInsights", value: "enhanced", __defaults: [] }],
      configuration: { managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: "key-1" } },
      __defaults: ["name"],
    }),
    stops: [],
  },
  "insights off": {
    resources: cluster({ settings: [{ name: "containerInsights", value: "disabled" }] }),
    stops: ["ecs-cluster-container-insights"],
    advises: ["ecs-cluster-managed-storage-kms"],
  },
  "a host as it should be": {
    resources: host({ metadataOptions: TOKENS }),
    stops: [],
    advises: ["ecs-host-recommended-ami"],
  },
  "a host with the old metadata service": {
    resources: host({}),
    stops: ["ecs-host-imdsv2"],
    advises: ["ecs-host-recommended-ami"],
  },
  "a host with tokens that are optional": {
    resources: host({ metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 } }),
    stops: ["ecs-host-imdsv2"],
    advises: ["ecs-host-metadata-hop-limit", "ecs-host-recommended-ami"],
  },
  "a host with a key and a public address": {
    resources: host({
      metadataOptions: TOKENS,
      keyName: "ops",
      networkInterfaces: [{ associatePublicIpAddress: "true", deviceIndex: 0 }],
    }),
    stops: ["ecs-host-no-public-ip", "ecs-host-no-ssh-key"],
    advises: ["ecs-host-recommended-ami"],
  },
  "a host that joins a cluster, with a password in its user data": {
    resources: host({
      metadataOptions: TOKENS,
      userData: Buffer.from(
        "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\nexport DB_PASSWORD=Orange77Blue\n",
      ).toString("base64"),
    }),
    stops: ["ecs-host-no-secrets-in-user-data"],
    advises: ["ecs-host-recommended-ami"],
  },
  "an instance, with a password in plain text": {
    resources: [
      resource("aws:ec2/instance:Instance", {
        ami: "ami-0123456789abcdef0",
        instanceType: "t3.micro",
        metadataOptions: TOKENS,
        userData: "#!/bin/sh\ndocker login -u shop -p Orange77Blue registry.example.com\n",
      }),
    ],
    stops: ["ecs-host-no-secrets-in-user-data"],
  },
};
