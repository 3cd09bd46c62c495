import { each } from "../../lib/finding";
import { IMAGE_BUILDS, buildArguments, buildOf } from "../../lib/image-builds";
import { rule } from "../../lib/rule";
import { secretIn } from "../../lib/secret-text";

export default rule(
  {
    name: "image-build-no-secret-args",
    severity: "critical",
    enforcementLevel: "mandatory",
    description: "Build arguments of images must not hold secrets.",
    why: "They stay in the image's history and in the build cache: whoever may pull the image can read them.",
    remediationSteps:
      "Hand the value over under `secrets` and mount it with RUN --mount=type=secret. Then replace the value: it is known.",
    example: `new dockerBuild.Image("web", { ...args, secrets: { NPM_TOKEN: token } });`,
    url: "https://docs.docker.com/build/building/secrets/",
    tags: ["cis-docker:4.10", "trivy:DS-0031"],
    practices: ["A26", "C13", "C17", "C19", "D9"],
  },
  IMAGE_BUILDS,
  function* (image, { type }) {
    const build = buildOf(image, type);
    if (build === undefined) return;
    yield* each(buildArguments(image, build), function* ([name, value]) {
      const what = secretIn(name, value.text() ?? "");
      if (what === undefined) return;
      yield value.finding("", {
        found: `looks like ${what}`,
        expected: "the value under `secrets`",
      });
    });
  },
);
