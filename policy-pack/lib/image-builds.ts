import type { Reader } from "./reader";

/** Where a type keeps what it builds an image from. An empty path: it has no such property. */
interface Build {
  /** Present only where the resource builds; empty: it always does. */
  readonly when: string;
  /** Maps of build arguments. */
  readonly args: readonly string[];
  readonly context: string;
  readonly contexts: string;
  readonly inline: string;
  readonly location: string;
  readonly target: string;
}

const BUILDS: Readonly<Record<string, Build>> = {
  "docker-build:index:Image": {
    when: "",
    args: ["buildArgs"],
    context: "context.location",
    contexts: "context.named",
    inline: "dockerfile.inline",
    location: "dockerfile.location",
    target: "target",
  },
  "docker:index/image:Image": {
    when: "build",
    args: ["build.args"],
    context: "build.context",
    contexts: "",
    inline: "",
    location: "build.dockerfile",
    target: "build.target",
  },
  "docker:index/remoteImage:RemoteImage": {
    when: "build",
    args: ["build.buildArgs", "build.buildArg"],
    context: "build.context",
    contexts: "",
    inline: "",
    location: "build.dockerfile",
    target: "build.target",
  },
  "awsx:ecr:Image": {
    when: "",
    args: ["args"],
    context: "context",
    contexts: "",
    inline: "",
    location: "dockerfile",
    target: "target",
  },
};

/** Every type that builds an image. */
export const IMAGE_BUILDS = Object.keys(BUILDS);

/** Where this resource keeps what it builds from; undefined if it builds nothing. */
export function buildOf(resource: Reader, type: string): Build | undefined {
  const build = BUILDS[type];
  return build === undefined || (build.when !== "" && !resource.given(build.when))
    ? undefined
    : build;
}

/** The build arguments that are given: name and value. */
export function buildArguments(resource: Reader, build: Build): [name: string, value: Reader][] {
  return build.args.flatMap((path) => resource.entries(path));
}
