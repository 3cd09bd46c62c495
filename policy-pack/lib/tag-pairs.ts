import type { Reader } from "./reader";

/** The tags of a resource with those that its provider gives to all; a map, or a list of keys and values. */
export function tagPairs(resource: Reader): [key: string, value: string][] {
  return ["tags", "tagsAll"].flatMap((path) => pairsOf(resource, path));
}

function pairsOf(resource: Reader, path: string): [string, string][] {
  if (resource.raw(path) === undefined) return [];
  if (!Array.isArray(resource.raw(path))) {
    return resource.entries(path).map(([key, value]) => [key, value.text() ?? ""]);
  }
  return resource.list(path).map((tag) => [tag.text("key") ?? "", tag.text("value") ?? ""]);
}
