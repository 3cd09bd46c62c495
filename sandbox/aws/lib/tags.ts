import { AwsError, type Properties } from "../resource-type";

/** Limits: Resource Groups Tagging API model (TagKey, TagValue); 50 tags per resource: AWS General Reference. */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @throws AwsError when AWS would refuse these tags, wherever they are put. */
export function validateTags(tags: Properties): void {
  const refuse = (message: string): never => {
    throw new AwsError("Tagging: TagResource", "ValidationException", message);
  };
  if (Object.keys(tags).length > MAX_TAGS) {
    refuse(`A resource can have ${MAX_TAGS} tags, got ${Object.keys(tags).length}.`);
  }
  for (const [key, value] of Object.entries(tags)) {
    if (key === "" || key.length > MAX_KEY) {
      refuse(`The tag key '${key}' must have 1 to ${MAX_KEY} characters.`);
    }
    if (/^aws:/i.test(key)) refuse(`The tag key '${key}' begins with 'aws:', which is reserved.`);
    if (!ALLOWED.test(key)) refuse(`The tag key '${key}' has characters that are not allowed.`);
    if (typeof value !== "string" || value.length > MAX_VALUE || !ALLOWED.test(value)) {
      refuse(
        `The value of the tag '${key}' must be a text of at most ${MAX_VALUE} letters, digits, spaces or _.:/=+-@.`,
      );
    }
  }
}

/** The provider's default tags under the resource's own. */
export function allTags(defaults: Properties, own: unknown): Properties {
  return { ...defaults, ...(typeof own === "object" ? own : {}) };
}

/** What of an object's tags is the resource's own: a default tag with its default value is not, unless `stated`. */
export function ownTags(all: Properties, defaults: Properties, stated: Properties): Properties {
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => defaults[key] !== value || key in stated),
  );
}
