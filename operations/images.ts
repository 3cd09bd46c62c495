/** The images that `npm run release` builds, and what each is built with. */
import type { RepositoryName, ServiceName } from "../services";

/** Where the value of a build argument comes from. */
export type ArgumentSource =
  /** The address of one of the stack's repositories. */
  | { readonly repositoryOf: RepositoryName }
  /** The digest of the newest released image of one of the stack's repositories. */
  | { readonly releaseOf: RepositoryName };

/**
 * Build arguments by service; what the services are built on, `npm run mirror` brings (`upstreams.ts`). Nothing of an
 * environment is among them: the image that dev tried is the one that prod gets.
 */
export const IMAGES: Readonly<Record<ServiceName, Readonly<Record<string, ArgumentSource>>>> = {
  "backend-flask": {
    BASE_REPOSITORY: { repositoryOf: "cruddur-python" },
    BASE_DIGEST: { releaseOf: "cruddur-python" },
  },
  "frontend-react-js": {
    BASE_REPOSITORY: { repositoryOf: "nginx-unprivileged" },
    BASE_DIGEST: { releaseOf: "nginx-unprivileged" },
  },
};
