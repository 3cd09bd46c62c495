/** The lab CON414 of re:Invent 2019 with its exercises solved; README.md says what that means. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as cruddur from "../../components";

const LAB = "reinvent2019-con414";
const protect = false; // a lab is torn down

export = async () => {
  const config = new pulumi.Config();
  const [domain, zone] = [config.require("domain"), config.require("hostedZone")];
  const tags = { Project: LAB, Environment: "lab", Owner: "lab", CostCenter: "lab" };
  const region = new pulumi.Config("aws").require<aws.Region>("region");
  const provider = new aws.Provider("aws", { region, defaultTags: { tags } });
  const account = await cruddur.readAccount(provider);
  const { zoneId } = await aws.route53.getZone({ name: zone }, { provider });
  const opts = { providers: [provider] };
  const base = { account, protect };
  const logs = { retentionInDays: 30, protect } as const;

  const logGroupNames = ["/reinvent2019/*"];
  const keys = new cruddur.Keys(
    "keys",
    { ...base, prefix: LAB, logGroupNames, clusterName: LAB, deletionWindowInDays: 7 },
    opts,
  );
  const logGroup = (name: string) =>
    new cruddur.LogGroup(
      name,
      { ...logs, logGroupName: `/reinvent2019/${name}`, key: keys.logs },
      opts,
    );
  const flowLogs = { trafficType: "ALL", logGroup: logGroup("flow") } as const;
  const network = new cruddur.Network(
    "lab",
    { account, cidrBlock: "10.0.0.0/16", zoneCount: 2, nat: "Single", flowLogs },
    opts,
  );
  const { repositories } = new cruddur.ContainerRegistry(
    "registry",
    { ...base, prefix: "reinvent2019", repositories: ["con414"], key: keys.registry },
    opts,
  );
  const cluster = new cruddur.Cluster(
    "lab",
    { clusterName: LAB, execLogGroup: logGroup("exec"), key: keys.data },
    opts,
  );
  const values = { HTPASSWD: config.requireSecret("htpasswd") };
  const { secrets } = new cruddur.Secrets(
    "lab",
    { ...base, path: LAB, values, key: keys.data },
    opts,
  );

  const { certificateArn } = new cruddur.Certificate(
    "lab",
    { zone: { id: zoneId, name: zone }, domainName: domain },
    opts,
  );
  const deliveries = [cruddur.loadBalancerLogs(account)];
  const logBucket = new cruddur.LogBucket(
    "lab",
    { ...base, bucketName: `${LAB}-${account.accountId}`, deliveries, expireAfterDays: 30 },
    opts,
  );
  const { vpcId, publicSubnetIds: subnetIds } = network;
  const loadBalancer = new cruddur.LoadBalancer(
    "lab",
    { vpcId, subnetIds, scheme: "internet-facing", certificateArn, logBucket, protect },
    opts,
  );
  new cruddur.DnsRecords(
    "lab",
    { zone: { id: zoneId, name: zone }, hosts: [domain], loadBalancer },
    opts,
  );
  const target = new cruddur.LoadBalancerTarget(
    "lab",
    { loadBalancer, port: 8080, healthCheckPath: "/health", priority: 1 },
    opts,
  );

  const digest = config.get("imageDigest");
  if (digest === undefined) return { repositoryUrl: repositories.con414.url };
  const service = new cruddur.FargateService(
    "httpd-auth",
    {
      ...{
        account,
        cluster,
        network,
        serviceName: "httpd-auth",
        family: LAB,
        cpu: 1024,
        memoryMiB: 2048,
      },
      container: {
        ...{ repository: repositories.con414, digest, user: "10001:10001", secrets },
        port: { number: 8080 },
        healthCheck: { command: ["/usr/local/bin/health-check"] },
        tmpfs: { "/tmp": 64 },
      },
      scaling: { minTasks: 1, maxTasks: 1 },
      logGroup: logGroup("con414"),
      targets: { public: target },
      egressTo: { aws: { cidrIpv4: "0.0.0.0/0", port: 443 } },
    },
    opts,
  );
  return { url: `https://${domain}`, serviceName: service.serviceName };
};
