/** The images that `npm run release` builds, and what each is built with. */
import type { RepositoryName, ServiceName } from "../services";

/** Where the value of a build argument comes from. */
export type ArgumentSource =
  /** The address of one of the stack's repositories. */
  | { readonly repositoryOf: RepositoryName }
  /** The digest of the newest released image of one of the stack's repositories. */
  | { readonly releaseOf: RepositoryName }
  /** An output of the stack. */
  | { readonly output: "apiUrl" };

/** Build arguments by service; what the services are built on, `npm run mirror` brings (`upstreams.ts`). */
export const IMAGES: Readonly<Record<ServiceName, Readonly<Record<string, ArgumentSource>>>> = {
  "backend-flask": {
    BASE_REPOSITORY: { repositoryOf: "cruddur-python" },
    BASE_DIGEST: { releaseOf: "cruddur-python" },
  },
  "frontend-react-js": {
    BASE_REPOSITORY: { repositoryOf: "nginx-unprivileged" },
    BASE_DIGEST: { releaseOf: "nginx-unprivileged" },
    REACT_APP_BACKEND_URL: { output: "apiUrl" },
  },
};
