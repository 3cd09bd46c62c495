/** Why the two environments differ, and why in other things they do not: by configuration key. */

/** Each key whose value differs between `Pulumi.dev.yaml` and `Pulumi.prod.yaml`. */
export const DIFFERENT: Readonly<Record<string, string>> = {
  "cruddur:environment":
    "Part of every name and a tag: both can live in one account, without a name in common.",
  "cruddur:protected":
    "dev is thrown away in one step; prod refuses that, in Pulumi and in AWS, and refuses values that are fit for dev only.",
  "cruddur:logRetentionDays":
    "A month is enough to find a fault; an incident is looked into up to a year later.",
  "cruddur:keyDeletionDays":
    "A key's deletion is the loss of what it encrypts: prod leaves the longest time to notice that AWS offers, dev is gone soon.",
  "cruddur:vpcCidr": "The two ranges do not overlap, so that the VPCs can be peered.",
  "cruddur:zones":
    "Two are what load balancer and database need; with three, losing one costs a third of the tasks.",
  "cruddur:nat": "dev may lose its way out with a zone; prod may not, and pays a gateway for each.",
  "cruddur:interfaceEndpoints":
    "In prod, images, logs and secrets stay inside AWS's network, and reach tasks without NAT. Paid by endpoint and zone: in dev they would be twice its NAT gateway.",
  "cruddur:flowLogs":
    "dev records what was refused, which finds a wrong rule; an investigation needs all.",
  "cruddur:customerKeys":
    "dev is encrypted by AWS's own keys, which cost nothing; keys of our own can be limited, watched and withdrawn.",
  "cruddur:keepCandidates": "More images that were built and not released, to compare with.",
  "cruddur:containerInsights": "Metrics of each task and container are billed by number.",
  "cruddur:onDemandBase": "dev may run on Spot alone; in prod two tasks of a service never do.",
  "cruddur:spotWeight":
    "Spot is about a third of the price and can be taken away within two minutes: fine for dev, off in prod.",
  "cruddur:webFirewall": "Ten USD a month and more for requests that dev does not get.",
  "cruddur:deregistrationSeconds":
    "Requests that are under way may end in prod; dev is deployed and taken down faster.",
  "cruddur:dnsQueryLogging": "What was looked up is for investigations, and billed by volume.",
  "cruddur:databaseClass": "Memory for prod's connections and data; the smallest there is for dev.",
  "cruddur:databaseStorageGiB": "Room for data that dev does not have.",
  "cruddur:databaseMaxStorageGiB": "How far it grows by itself is how much it can cost by itself.",
  "cruddur:databaseMultiAz": "The standby survives a zone and doubles the price.",
  "cruddur:databaseBackupDays":
    "How far back a fault may be found that destroyed data, whatever it was.",
  "cruddur:databaseFinalSnapshot": "dev leaves nothing behind, prod its last state.",
  "cruddur:databaseMonitoring": "The operating system's metrics are billed as log lines.",
  "cruddur:tracingSamplePercent":
    "Once there are traces: each of dev's few requests is worth a look, and a tenth of prod's shows where time goes.",
  "cruddur:workingHours": "Nobody looks at dev at night: half of its task hours are not paid for.",
  "cruddur:budgetUsd": "The month that is expected, with room; more than that says so.",
  "cruddur:backendFlaskCpu": "dev shows that it works, prod serves users.",
  "cruddur:backendFlaskMemory": "Goes with the CPU: Fargate has pairs.",
  "cruddur:backendFlaskMinTasks": "One task is an outage when it ends; two are in two zones.",
  "cruddur:backendFlaskMaxTasks": "A second one shows that scaling works; prod follows its load.",
  "cruddur:frontendReactJsCpu": "As the backend's.",
  "cruddur:frontendReactJsMemory": "As the backend's.",
  "cruddur:frontendReactJsMinTasks": "As the backend's.",
  "cruddur:frontendReactJsMaxTasks": "As the backend's.",
};

/** Keys that other programs let differ, and that are the same here on purpose. */
export const SAME: Readonly<Record<string, string>> = {
  "aws:region": "What dev has tried is there in prod's region, too.",
  "cruddur:architecture": "What is tested is what is shipped: prod runs the digest that dev ran.",
  "cruddur:capacity": "As the architecture.",
  "cruddur:deployment":
    "Rolling, with ECS's circuit breaker and alarms, which go back by themselves. The other strategies are for both or for prod, once they are wanted.",
  "cruddur:allowExec":
    "A shell in a container changes what nobody reviewed. dev can have it by this value; prod is refused it.",
  "cruddur:allowPlainHttp": "Passwords go by HTTPS in dev, too.",
  "cruddur:tracing": "It takes an image of your own mirror first.",
  "cruddur:userPoolMfa": "Second factors are the users' own decision.",
};
