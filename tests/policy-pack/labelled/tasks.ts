import {
  ACCOUNT,
  changed,
  DIGEST,
  ECR,
  fargate,
  resource,
  SOUND,
  SURROUNDINGS,
  type Cases,
} from "./case";
import { UNKNOWN } from "../../../policy-pack/lib/vectors";

const NO_REPOSITORY = "stack-task-image-from-scanned-repo";

/** What reads containers, and can say nothing of a whole that is not known. */
const WAIT_FOR_CONTAINERS = [
  "ecs-task-drop-capabilities",
  "ecs-task-health-check",
  "ecs-task-image-pinned",
  "ecs-task-log-configuration",
  "ecs-task-no-added-capabilities",
  "ecs-task-no-host-devices",
  "ecs-task-no-plaintext-secrets",
  "ecs-task-no-privileged",
  "ecs-task-no-privileged-ports",
  "ecs-task-no-secrets-in-command",
  "ecs-task-no-ssh-port",
  "ecs-task-no-unconfined-security-options",
  "ecs-task-non-root-user",
  "ecs-task-readonly-root",
  "ecs-task-secrets-from-managed-store",
  "ecs-task-trusted-registry",
  "stack-task-image-from-scanned-repo",
  "stack-task-log-group-managed",
  "stack-task-secret-resolvable",
];

/** Programs about what runs in a task. */
export const TASKS: Cases = {
  "a task as it should be": { resources: changed({}), stops: [] },
  "numbers and booleans as strings, as YAML programs give them": {
    resources: changed(
      { readonlyRootFilesystem: "true", privileged: "false", cpu: "256", memory: "512" },
      { cpu: 256, memory: 512 },
    ),
    stops: [],
  },
  "privileged as a string": {
    resources: changed({ privileged: "True" }),
    stops: ["ecs-task-no-privileged"],
  },
  "awsx's quick start: nginx from Docker Hub": {
    resources: [
      fargate(
        [
          {
            environment: [],
            essential: true,
            image: "nginx:latest",
            cpu: 512,
            memory: 128,
            portMappings: [{ containerPort: 80, hostPort: 80, targetGroup: { __unused: true } }],
            name: "app",
            logConfiguration: {
              logDriver: "awslogs",
              options: {
                "awslogs-group": "app-1234567",
                "awslogs-region": "us-west-2",
                "awslogs-stream-prefix": "app",
              },
            },
          },
        ],
        { cpu: "512", memory: "512" },
      ),
      resource(
        "aws:cloudwatch/logGroup:LogGroup",
        { name: "app-1234567", retentionInDays: 7 },
        { name: "app", outputs: { name: "app-1234567" } },
      ),
    ],
    stops: [
      "ecs-task-image-pinned",
      "ecs-task-non-root-user",
      "ecs-task-readonly-root",
      "ecs-task-trusted-registry",
      "logs-group-retention",
      NO_REPOSITORY,
    ],
    advises: [
      "ecs-task-drop-capabilities",
      "ecs-task-health-check",
      "ecs-task-no-privileged-ports",
      "logs-group-kms",
    ],
    waits: ["stack-execution-role-own-prefix"],
  },
  "keys of the container in the capitals of CloudFormation": {
    resources: [
      fargate([
        {
          Name: "web",
          Image: `${ECR}/shop:1.4.2`,
          Essential: true,
          User: "root",
          Privileged: true,
          ReadonlyRootFilesystem: false,
          LinuxParameters: { Capabilities: { Add: ["NET_ADMIN"], Drop: ["ALL"] } },
          Environment: [{ Name: "DB_PASSWORD", Value: "Orange77!" }],
          HealthCheck: { Command: ["CMD", "true"] },
          LogConfiguration: {
            LogDriver: "awslogs",
            Options: {
              "awslogs-group": "/shop/web",
              "awslogs-region": "eu-central-1",
              "awslogs-stream-prefix": "web",
            },
          },
        },
      ]),
      ...SURROUNDINGS,
    ],
    stops: [
      "ecs-task-no-added-capabilities",
      "ecs-task-no-plaintext-secrets",
      "ecs-task-no-privileged",
      "ecs-task-non-root-user",
      "ecs-task-readonly-root",
    ],
  },
  "containers whose image is not known yet, with a password beside it": {
    resources: [fargate(UNKNOWN), ...SURROUNDINGS],
    stops: [],
    waits: WAIT_FOR_CONTAINERS,
  },
  "JSON with a comment": {
    resources: [fargate('[{"name": "web" /* the site */}]')],
    stops: [],
    waits: ["stack-execution-role-own-prefix"],
    unreadable: ["containerDefinitions is not valid JSON (the parser stops at character 16)."],
  },
  "JSON that begins with a byte order mark": {
    resources: [fargate(`\uFEFF${JSON.stringify([SOUND])}`)],
    stops: [],
    waits: ["stack-execution-role-own-prefix"],
    unreadable: ["containerDefinitions is not valid JSON."],
  },
  "an object in place of the list": {
    resources: [fargate(JSON.stringify({ ...SOUND, privileged: true }))],
    stops: [],
    waits: ["stack-execution-role-own-prefix"],
    unreadable: ["containerDefinitions is an object; expected a list of container definitions."],
  },
  "no containers at all": {
    resources: [fargate("[]")],
    stops: [],
    waits: ["stack-execution-role-own-prefix"],
    unreadable: ["containerDefinitions is []; expected a list of container definitions."],
  },
  "environment files and empty lists": {
    resources: changed({
      environment: [],
      secrets: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      command: [],
      entryPoint: [],
      environmentFiles: [{ value: "arn:aws:s3:::shop-config/web.env", type: "s3" }],
    }),
    stops: [],
  },
  // Images
  "a tag and a digest": {
    resources: changed({ image: `${ECR}/shop:latest@${DIGEST}` }),
    stops: [],
  },
  "a digest alone": { resources: changed({ image: `${ECR}/shop@${DIGEST}` }), stops: [] },
  "no tag": { resources: changed({ image: `${ECR}/shop` }), stops: ["ecs-task-image-pinned"] },
  latest: { resources: changed({ image: `${ECR}/shop:latest` }), stops: ["ecs-task-image-pinned"] },
  "a registry with a port": {
    resources: changed({ image: "registry.corp.example:5000/shop:1.4.2" }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "a registry with a port and no tag": {
    resources: changed({ image: "localhost:5000/shop" }),
    stops: ["ecs-task-image-pinned", "ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "a short name of Docker Hub": {
    resources: changed({ image: "redis:7.2-alpine" }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "Docker Hub by its full name": {
    resources: changed({ image: "docker.io/library/redis:7.2" }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "the public gallery of ECR": {
    resources: changed({ image: "public.ecr.aws/docker/library/nginx:1.27" }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "GitHub's registry by digest": {
    resources: changed({ image: `ghcr.io/acme/web@${DIGEST}` }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "a registry's name in capitals": {
    resources: changed({ image: "GHCR.IO/acme/web:1.0" }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "a host that only looks like ECR": {
    resources: changed({ image: `${ECR}.evil.example/shop:1.4.2` }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  "a repository's name in capitals, which Docker refuses": {
    resources: changed({ image: `${ECR}/Shop:1.4.2` }),
    stops: ["ecs-task-trusted-registry", NO_REPOSITORY],
  },
  // Users
  root: { resources: changed({ user: "root" }), stops: ["ecs-task-non-root-user"] },
  "root by number": { resources: changed({ user: "0" }), stops: ["ecs-task-non-root-user"] },
  "root and its group": { resources: changed({ user: "0:0" }), stops: ["ecs-task-non-root-user"] },
  "root with spaces": { resources: changed({ user: " 0 " }), stops: ["ecs-task-non-root-user"] },
  "root as a number": { resources: changed({ user: 0 }), stops: ["ecs-task-non-root-user"] },
  "root with a group": {
    resources: changed({ user: "root:app" }),
    stops: ["ecs-task-non-root-user"],
  },
  "root with zeros": { resources: changed({ user: "000" }), stops: ["ecs-task-non-root-user"] },
  "a group alone": { resources: changed({ user: ":1000" }), stops: ["ecs-task-non-root-user"] },
  "an empty user": { resources: changed({ user: "" }), stops: ["ecs-task-non-root-user"] },
  "a user by number": { resources: changed({ user: 1000 }), stops: [] },
  "a user by name": { resources: changed({ user: "node" }), stops: [] },
  "a user by name in root's group": { resources: changed({ user: "app:root" }), stops: [] },
  // Capabilities and host
  "a capability in lower case": {
    resources: changed({
      linuxParameters: { capabilities: { add: ["sys_admin"], drop: ["all"] } },
    }),
    stops: ["ecs-task-no-added-capabilities"],
  },
  "a capability with its prefix": {
    resources: changed({
      linuxParameters: { capabilities: { add: ["CAP_NET_RAW"], drop: ["ALL"] } },
    }),
    stops: ["ecs-task-no-added-capabilities"],
  },
  "ptrace, as X-Ray and debuggers need": {
    resources: changed({
      linuxParameters: {
        capabilities: { add: ["SYS_PTRACE"], drop: ["ALL"] },
        initProcessEnabled: true,
      },
    }),
    stops: [],
  },
  "a host's Docker socket on EC2": {
    resources: changed(
      {
        memory: 512,
        mountPoints: [{ sourceVolume: "docker", containerPath: "/var/run/docker.sock" }],
      },
      {
        requiresCompatibilities: ["EC2"],
        volumes: [{ name: "docker", hostPath: "/var/run/docker.sock" }],
      },
    ),
    stops: ["ecs-task-no-host-path-volume"],
    advises: ["ecs-task-no-unconfined-security-options"],
  },
  "everything of the host": {
    resources: changed(
      {
        memory: 512,
        linuxParameters: { capabilities: { drop: ["ALL"] }, devices: [{ hostPath: "/dev/fuse" }] },
        dockerSecurityOptions: ["label:disable"],
      },
      { requiresCompatibilities: ["EC2"], networkMode: "host", pidMode: "host", ipcMode: "host" },
    ),
    stops: [
      "ecs-task-awsvpc-network",
      "ecs-task-no-host-devices",
      "ecs-task-no-host-ipc",
      "ecs-task-no-host-pid",
      "ecs-task-no-unconfined-security-options",
    ],
    advises: ["ecs-task-no-unconfined-security-options"],
  },
  "bridge on EC2 without limits": {
    resources: changed(
      {},
      {
        requiresCompatibilities: ["EC2"],
        networkMode: undefined,
        cpu: undefined,
        memory: undefined,
      },
    ),
    stops: ["ecs-task-awsvpc-network", "ecs-task-cpu-limit", "ecs-task-memory-limit"],
    advises: ["ecs-task-no-unconfined-security-options"],
  },
  Windows: {
    resources: changed(
      { user: "ContainerUser", readonlyRootFilesystem: undefined, linuxParameters: undefined },
      {
        cpu: "1024",
        memory: "2048",
        runtimePlatform: {
          operatingSystemFamily: "WINDOWS_SERVER_2022_CORE",
          cpuArchitecture: "X86_64",
        },
      },
    ),
    stops: [],
  },
  // Secrets
  "a password in a URL": {
    resources: changed({
      environment: [{ name: "DATABASE_URL", value: "postgres://app:Orange77@db:5432/app" }],
    }),
    stops: ["ecs-task-no-plaintext-secrets"],
  },
  "a password as a number": {
    resources: changed({ environment: [{ name: "PIN_PASSWORD", value: 481516 }] }),
    stops: ["ecs-task-no-plaintext-secrets"],
  },
  "settings about secrets": {
    resources: changed({
      environment: [
        {
          name: "SECRET_ARN",
          value: `arn:aws:secretsmanager:eu-central-1:${ACCOUNT}:secret:db-AbCdEf`,
        },
        { name: "TOKEN_TTL", value: "3600" },
        { name: "PASSWORD_POLICY", value: "strong" },
        { name: "DB_USER", value: "app" },
      ],
    }),
    stops: [],
  },
  "a password in the command": {
    resources: changed({ command: ["sh", "-c", "mysql -uroot -pOrange77 shop"] }),
    stops: ["ecs-task-no-secrets-in-command"],
  },
  "a secret's value where its ARN belongs": {
    resources: changed({ secrets: [{ name: "API_KEY", valueFrom: "Orange77!Blue88#Green" }] }),
    stops: ["ecs-task-secrets-from-managed-store"],
    advises: ["stack-task-secret-resolvable"],
  },
  "a key out of a secret, in China": {
    resources: changed({
      secrets: [
        {
          name: "API_KEY",
          valueFrom: `arn:aws-cn:secretsmanager:cn-north-1:${ACCOUNT}:secret:shop/api-AbCdEf:key::`,
        },
      ],
    }),
    stops: [],
    advises: ["stack-task-secret-resolvable"],
  },
  "logs by FireLens, the router beside it": {
    resources: [
      fargate([
        {
          ...SOUND,
          logConfiguration: {
            logDriver: "awsfirelens",
            options: { Name: "cloudwatch_logs", region: "eu-central-1" },
          },
        },
        {
          ...SOUND,
          name: "log_router",
          image: `${ECR}/shop:fluent-bit-2.32`,
          portMappings: [],
          firelensConfiguration: {
            type: "fluentbit",
            options: { "enable-ecs-log-metadata": "true" },
          },
        },
      ]),
      ...SURROUNDINGS,
    ],
    stops: [],
  },
  "logs without a prefix": {
    resources: changed({
      logConfiguration: {
        logDriver: "awslogs",
        options: { "awslogs-group": "/shop/web", "awslogs-region": "eu-central-1" },
      },
    }),
    stops: ["ecs-task-log-configuration"],
  },
  "no logs": {
    resources: changed({ logConfiguration: undefined }),
    stops: ["ecs-task-log-configuration"],
  },
  "one role for both": {
    resources: changed(
      {},
      {
        taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/one`,
        executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/one`,
      },
    ),
    stops: ["ecs-task-roles-separate"],
    waits: ["stack-execution-role-own-prefix"],
  },
  "an agent that listens on SSH's port": {
    resources: changed({ portMappings: [{ containerPort: 22 }, { containerPort: 8080 }] }),
    stops: ["ecs-task-no-ssh-port"],
    advises: ["ecs-task-no-privileged-ports"],
  },
  "EFS without TLS": {
    resources: changed(
      { mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
      {
        volumes: [
          { name: "data", efsVolumeConfiguration: { fileSystemId: "fs-1", rootDirectory: "/" } },
        ],
      },
    ),
    stops: ["ecs-task-efs-transit-encryption"],
    advises: ["ecs-task-efs-iam-authorization", "ecs-task-efs-iam-authorization"],
  },
  "EFS as it should be": {
    resources: changed(
      { mountPoints: [{ sourceVolume: "data", containerPath: "/data" }] },
      {
        volumes: [
          {
            name: "data",
            efsVolumeConfiguration: {
              fileSystemId: "fs-1",
              transitEncryption: "ENABLED",
              authorizationConfig: { accessPointId: "fsap-1", iam: "ENABLED" },
            },
          },
        ],
      },
    ),
    stops: [],
  },
  "aws-native's typed list, with everything wrong": {
    resources: [
      resource("aws-native:ecs:TaskDefinition", {
        family: "shop",
        cpu: "256",
        memory: "512",
        networkMode: "awsvpc",
        requiresCompatibilities: ["FARGATE"],
        containerDefinitions: [
          {
            name: "web",
            image: "nginx",
            privileged: true,
            essential: true,
            environment: [{ name: "API_TOKEN", value: "Zq81Xv7Lm3Tn22Kp" }],
          },
        ],
      }),
    ],
    stops: [
      "ecs-task-image-pinned",
      "ecs-task-log-configuration",
      "ecs-task-no-plaintext-secrets",
      "ecs-task-no-privileged",
      "ecs-task-non-root-user",
      "ecs-task-readonly-root",
      "ecs-task-trusted-registry",
      NO_REPOSITORY,
    ],
    advises: ["ecs-task-drop-capabilities", "ecs-task-health-check", "ecs-task-roles-separate"],
  },
};
