/** Stand-ins for what components are given by others. */
import * as pulumi from "@pulumi/pulumi";
import type {
  KeyReference,
  LogGroupReference,
  RepositoryReference,
  SecretReference,
} from "../../components";
import { ACCOUNT } from "./mocks";

class Nothing extends pulumi.ComponentResource {
  constructor(name: string) {
    super("test:index:Nothing", name);
    this.registerOutputs({});
  }
}

/** A known output. */
export function output<T>(value: T): pulumi.Output<pulumi.Unwrap<T>> {
  return pulumi.output(value);
}

/** Something that others wait for. */
export function nothing(name: string): pulumi.Resource {
  return new Nothing(name);
}

/** A log group called `/test/<name>`. */
export function logGroup(name = "logs"): LogGroupReference {
  return { name: `/test/${name}`, encrypted: false, ready: new Nothing(`log-group-${name}`) };
}

/** A customer key with the alias `alias/test-<name>`. */
export function key(name = "data"): KeyReference {
  return {
    alias: `alias/test-${name}`,
    arn: pulumi.output(`arn:aws:kms:us-east-1:${ACCOUNT.accountId}:key/${name}`),
    ready: new Nothing(`key-${name}`),
  };
}

/** A repository called `<name>`. */
export function repository(name = "web"): RepositoryReference {
  return {
    name,
    uri: `${ACCOUNT.accountId}.dkr.ecr.us-east-1.amazonaws.com/${name}`,
    ready: new Nothing(`repository-${name}`),
  };
}

/** A parameter `/test/<name>` in its second version. */
export function parameter(name: string, keyAlias?: string): SecretReference {
  return {
    arn: `arn:aws:ssm:us-east-1:${ACCOUNT.accountId}:parameter/test/${name}`,
    store: "ssm",
    ...(keyAlias !== undefined && { keyAlias }),
    version: pulumi.output("2"),
    ready: new Nothing(`parameter-${name}`),
  };
}
