import type { ResourceType } from "../../resource-type";
import { bucket } from "./bucket";
import { bucketPolicy } from "./bucket-policy";
import { bucketLifecycleConfiguration } from "./lifecycle";
import {
  bucketEncryption,
  bucketLogging,
  bucketOwnershipControls,
  bucketPublicAccessBlock,
  bucketVersioning,
} from "./settings";

export { invokes } from "./invokes";

export const types: readonly ResourceType[] = [
  bucket,
  bucketEncryption,
  bucketLifecycleConfiguration,
  bucketLogging,
  bucketOwnershipControls,
  bucketPolicy,
  bucketPublicAccessBlock,
  bucketVersioning,
];
