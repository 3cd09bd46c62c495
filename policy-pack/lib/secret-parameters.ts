import { Undetermined } from "./finding";
import type { Reader } from "./reader";
import { secretNamed } from "./secrets";

/** Where a parameter's value stands. */
const VALUES = ["value", "insecureValue", "valueWo"];

/** A value as random as secrets are: under it, only the name decides. */
const RANDOM = "q7Zt0Xb4Lr9Mw2Vk8Np5Hs3D";

/** A value that somebody is to replace later, when no rule sees it. */
const TO_BE_FILLED =
  /^<.*>$|^([x*._-])\1*$|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|place[-_ ]?holder|^(?:todo|tbd|dummy|fixme|temp(?:orary)?|initial|unset|none|null|empty|default)$/i;

/** The end that Pulumi gives to names which a program leaves out. */
const AUTO_NAME = /-[0-9a-f]{7,8}$/;

/**
 * Why a parameter of Systems Manager holds a secret, for a finding; undefined if it seems to hold none.
 * Throws if the value cannot be known and the name does not tell.
 *
 * @param fallback The resource's name, for a parameter whose own is not given or not known.
 */
export function secretIn(parameter: Reader, fallback: string): string | undefined {
  const given = parameter.known("name") ? parameter.text("name") : undefined;
  const name = (given ?? fallback).replace(AUTO_NAME, "");
  const kind = secretNamed(name, RANDOM);
  const byName = kind === undefined ? undefined : `the name is that of ${kind}`;
  const unknown: Undetermined[] = [];
  for (const path of VALUES) {
    const value = textOf(parameter, path);
    if (value instanceof Undetermined) {
      unknown.push(value);
      continue;
    }
    const what = secretNamed(name, value);
    if (what !== undefined) return `${path} looks like ${what}`;
    if (byName !== undefined && TO_BE_FILLED.test(value)) return byName;
  }
  const [waited] = unknown;
  if (waited !== undefined && byName === undefined) throw waited;
  return waited && byName;
}

function textOf(parameter: Reader, path: string): string | Undetermined {
  try {
    return parameter.text(path)?.trim() ?? "";
  } catch (error) {
    if (error instanceof Undetermined) return error;
    throw error;
  }
}
