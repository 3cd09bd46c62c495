import type { Finding, Fix } from "./finding";
import type { Reader } from "./reader";
import { ifKnown } from "./targets";

/** Attributes of load balancers: the property in `aws` → the key in the API and in `aws-native`. */
const KEYS = {
  "accessLogs.enabled": "access_logs.s3.enabled",
  desyncMitigationMode: "routing.http.desync_mitigation_mode",
  dropInvalidHeaderFields: "routing.http.drop_invalid_header_fields.enabled",
  enableDeletionProtection: "deletion_protection.enabled",
} as const;

const NATIVE_LIST = "loadBalancerAttributes";

/** Where an attribute of a load balancer stands, in either provider. */
export class Attribute {
  private readonly owner: Reader;
  private readonly path: string;
  private readonly key: string | undefined;

  constructor(balancer: Reader, type: string, name: keyof typeof KEYS) {
    this.key = type.startsWith("aws-native:") ? KEYS[name] : undefined;
    const item = this.key === undefined ? undefined : itemOf(balancer, this.key);
    this.owner = item ?? balancer;
    this.path = this.key === undefined ? name : item === undefined ? NATIVE_LIST : "value";
  }

  /** In lower case; undefined where it is not set. */
  text(): string | undefined {
    return this.path === NATIVE_LIST ? undefined : this.owner.text(this.path)?.trim().toLowerCase();
  }

  /** @param value What passes, and is set at the level `remediate`; undefined if that needs more. */
  finding(expected: string, value?: boolean | string): Finding {
    const text = value === undefined ? undefined : String(value);
    if (this.path !== NATIVE_LIST) {
      const set = this.key === undefined ? value : text;
      return this.owner.finding(this.path, { expected, ...(set !== undefined && fixed({ set })) });
    }
    return this.owner.finding(this.path, {
      expected,
      found: `has no ${this.key ?? ""}`,
      ...(text !== undefined && fixed({ append: [{ key: this.key, value: text }] })),
    });
  }
}

function fixed(fix: Fix): { fix: Fix } {
  return { fix };
}

/** The entry of this key. One whose key is unknown matters only if no other has it: then it throws. */
function itemOf(balancer: Reader, key: string): Reader | undefined {
  const items = balancer.list(NATIVE_LIST);
  const isIt = (item: Reader): boolean => item.text("key")?.trim().toLowerCase() === key;
  return items.find((item) => ifKnown(() => isIt(item)) === true) ?? items.find(isIt);
}
