/** What a PostgreSQL connection URL is made of. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Where the certificate authorities are that clients trust; not given: encrypted, certificate not checked. */
  readonly caBundlePath?: string | undefined;
}

/**
 * `postgresql://user:password@host:port/database?sslmode=…`, percent-encoded: a `/` or `@` in a password would otherwise
 * end up in the host or the port. With a bundle the server's certificate and host name are checked (`verify-full`).
 */
export function connectionUrl(connection: Connection): string {
  const { host, port, user, password, database, caBundlePath } = connection;
  const query = new URLSearchParams(
    caBundlePath === undefined
      ? { sslmode: "require" }
      : { sslmode: "verify-full", sslrootcert: caBundlePath },
  );
  const [owner, secret, name] = [user, password, database].map(encodeURIComponent);
  return `postgresql://${owner}:${secret}@${host}:${port}/${name}?${query.toString()}`;
}
