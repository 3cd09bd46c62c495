import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { orSkip } from "../support/missing-tool";
import { freePort } from "../support/ports";
import { PostgresServer } from "../support/postgres";
import { Backend } from "./backend";

const CANARY = "canary8f3a";

describe("the backend's database programs", () => {
  let backend: Backend;
  let postgres: PostgresServer;

  before(async function () {
    backend = await orSkip(this, () => Backend.prepare());
    postgres = await orSkip(this, () => PostgresServer.start());
  });
  after(() => (postgres as PostgresServer | undefined)?.stop());

  const sql = (database: string, text: string) => postgres.query(backend.python, database, text);

  describe("bin/db/test", () => {
    const test = (url?: string) =>
      backend.run("bin/db/test", url === undefined ? {} : { CONNECTION_URL: url });

    it("exits with 0 when the database answers", async () => {
      const stdout = "The database answers.\n";
      assert.deepEqual(await test(postgres.url()), { code: 0, stdout, stderr: "" });
    });

    it("exits with 1 when there is no URL", async () => {
      for (const url of [undefined, ""]) {
        const stderr = "The database cannot be used: CONNECTION_URL is not set.\n";
        assert.deepEqual(await test(url), { code: 1, stdout: "", stderr });
      }
    });

    it("says what is wrong with the server's answer", async () => {
      const cases = [
        [postgres.url({ password: CANARY }), "it refuses the user or the password"],
        [postgres.url({ database: "nothing" }), "it has no such database or user"],
        [`postgresql://u:p@127.0.0.1:${await freePort()}/d`, "nothing listens there"],
        ["postgresql://u:p@nothing.invalid/d", "the host name is not known"],
      ] as const;
      for (const [url, why] of cases) {
        const stderr = `The database cannot be used: ${why}.\n`;
        assert.deepEqual(await test(url), { code: 1, stdout: "", stderr });
      }
    });

    it("asks for TLS unless the URL says otherwise", async () => {
      // One byte in answer to PostgreSQL's SSLRequest: no.
      const server = net.createServer((socket) => socket.once("data", () => socket.end("N")));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as net.AddressInfo;
      const { code, stderr } = await test(`postgresql://u:p@127.0.0.1:${port}/d`);
      server.close();
      assert.equal(code, 1);
      assert.match(stderr, /: it offers no TLS, and sslmode asks for it\.\n$/);
    });

    it("checks the server's certificate where the URL asks for it", async () => {
      const verify = (file: string) =>
        test(postgres.url({ parameters: `sslmode=verify-full&sslrootcert=${file}` }));
      assert.equal((await verify(postgres.certificate)).code, 0);
      assert.match((await verify("system")).stderr, /: its certificate is not trusted\.\n$/);
      assert.match(
        (await verify("/no")).stderr,
        /: the file that sslrootcert names cannot be read/,
      );
    });

    it("does not wait for ever for a server that accepts and is silent", async () => {
      const server = net.createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as net.AddressInfo;
      const { code, stderr } = await test(`postgresql://u:p@127.0.0.1:${port}/d?connect_timeout=2`);
      server.close();
      assert.equal(code, 1);
      assert.match(stderr, /: no answer in time\.\n$/);
    });
  });

  describe("never print the URL or the password", () => {
    /** URLs that go wrong in different places: the URL's parser, the resolver, the network, the server. */
    const urls = (): Record<string, string> => {
      const good = new URL(postgres.url());
      const wrong = (change: string) => `postgresql://${CANARY}u:${CANARY}${change}`;
      return {
        "a wrong password": postgres.url({ password: CANARY }),
        "a wrong user": good.href.replace("cruddurroot", `${CANARY}u`),
        "a wrong database": postgres.url({ database: CANARY }),
        "a slash in the password": wrong(`/x@127.0.0.1/d`),
        "an @ in the password": wrong(`@${CANARY}x@127.0.0.1/d`),
        "a percent sign in the password": wrong(`%zz@127.0.0.1/d`),
        "a null byte in the password": wrong(`%00@127.0.0.1/d`),
        "a colon in the password": wrong(`:${CANARY}@${CANARY}:${CANARY}/d`),
        "a bracket in the password": wrong(`@[${CANARY}/d`),
        "a space in the password": wrong(` x@127.0.0.1 y/d`),
        "no host": wrong("@"),
        "a host that is too long": wrong(`@${"a".repeat(80)}/d`),
        "a port that is none": wrong(`@127.0.0.1:${CANARY}/d`),
        "an unknown parameter": wrong(`@127.0.0.1/d?${CANARY}=${CANARY}`),
        "a wrong parameter": wrong(`@127.0.0.1/d?sslmode=${CANARY}`),
        "a wrong time limit": wrong(`@127.0.0.1/d?connect_timeout=${CANARY}`),
        "a wrong certificate file": wrong(
          `@127.0.0.1/d?sslrootcert=/${CANARY}&sslmode=verify-full`,
        ),
        "a wrong server setting": `${good.href}options=-c%20${CANARY}%3D1`,
        "another scheme": `mysql://u:${CANARY}@h/d`,
        "no scheme": CANARY,
        "a password alone": `password=${CANARY} host='`,
        "a service": `postgresql://?service=${CANARY}`,
      };
    };

    const check = async (program: string, what: string, CONNECTION_URL: string) => {
      const { code, stdout, stderr } = await backend.run(program, { CONNECTION_URL });
      assert.equal(code, 1, `${what}: ${stdout}${stderr}`);
      assert.doesNotMatch(`${stdout}${stderr}`, new RegExp(CANARY), what);
      assert.doesNotMatch(stderr, /Traceback/, what);
      assert.match(stderr, /^The database (?:cannot be used|was not migrated): .+\n$/, what);
    };

    it("by bin/db/test", async () => {
      for (const [what, url] of Object.entries(urls())) await check("bin/db/test", what, url);
    }).timeout(120_000);

    it("by bin/db/migrate", async () => {
      const all = urls();
      for (const what of ["a wrong password", "a percent sign in the password", "no scheme"])
        await check("bin/db/migrate", what, all[what] ?? "");
    });

    it("by the backend, in its answers or its log", async () => {
      const { "a wrong password": refused, "a percent sign in the password": invalid } = urls();
      for (const CONNECTION_URL of [refused, invalid]) {
        assert.ok(CONNECTION_URL);
        const running = await backend.serve({ CONNECTION_URL });
        const response = await running.request("/api/activities/home");
        const text = await response.text();
        await running.stop("SIGINT");
        assert.equal(response.status, 503, text);
        assert.match(running.server.output, /The database is not available: /);
        assert.doesNotMatch(`${text}${running.server.output}`, new RegExp(CANARY));
        assert.doesNotMatch(running.server.output, /Traceback/);
      }
    });
  });

  describe("bin/db/migrate", () => {
    let database: string;
    let folder: string;
    let count = 0;

    beforeEach(async () => {
      count += 1;
      database = `migrate${count}`;
      await sql("postgres", `CREATE DATABASE ${database}`);
      folder = fs.mkdtempSync(path.join(os.tmpdir(), "migrations-"));
    });
    afterEach(() => {
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const migrate = (...args: string[]) =>
      backend.run("bin/db/migrate", { CONNECTION_URL: postgres.url({ database }) }, args);
    const write = (name: string, text: string) => {
      fs.writeFileSync(path.join(folder, name), text);
    };
    const tables = () =>
      sql(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    const versions = () => sql(database, "SELECT version FROM schema_information ORDER BY 1");

    it("makes Cruddur's schema, once", async () => {
      const first = await migrate();
      const stdout = "applied 0001-users.sql\napplied 0002-activities.sql\n2 applied.\n";
      assert.deepEqual(first, { code: 0, stdout, stderr: "" });
      assert.deepEqual(await tables(), [["activities"], ["schema_information"], ["users"]]);
      const second = await migrate();
      assert.deepEqual(second, { code: 0, stdout: "Nothing to apply.\n", stderr: "" });
    });

    it("leaves what is there when it is run again", async () => {
      await migrate();
      const insert = `INSERT INTO users (display_name, handle, email, cognito_user_id)
        VALUES ('A', 'a', 'a@cruddur.example', 'a') RETURNING handle`;
      await sql(database, insert);
      await migrate();
      assert.deepEqual(await sql(database, "SELECT handle FROM users"), [["a"]]);
    });

    it("applies only what is new, in the order of the numbers", async () => {
      write("0002-second.sql", "CREATE TABLE second (id integer REFERENCES first);");
      write("0001-first.sql", "CREATE TABLE first (id integer PRIMARY KEY);");
      assert.equal((await migrate(folder)).code, 0);
      write("0010-third.sql", "ALTER TABLE second ADD COLUMN note text; CREATE TABLE third ();");
      assert.equal((await migrate(folder)).stdout, "applied 0010-third.sql\n1 applied.\n");
      assert.deepEqual(await versions(), [["0001"], ["0002"], ["0010"]]);
    });

    it("takes back a migration that fails, keeps those before it, and goes on later", async () => {
      write("0001-good.sql", "CREATE TABLE good ();");
      write("0002-bad.sql", "CREATE TABLE half (); SELECT 1 / 0;");
      const { code, stdout, stderr } = await migrate(folder);
      assert.deepEqual([code, stdout], [1, "applied 0001-good.sql\n"]);
      const why = "0002-bad.sql: division by zero (SQLSTATE 22012)";
      assert.equal(stderr, `The database was not migrated: ${why}\n`);
      assert.deepEqual(await tables(), [["good"], ["schema_information"]]);
      write("0002-bad.sql", "CREATE TABLE half ();");
      assert.equal((await migrate(folder)).code, 0);
      assert.deepEqual(await versions(), [["0001"], ["0002"]]);
    });

    it("applies each once when two run at the same time", async () => {
      write("0001-slow.sql", "CREATE TABLE slow (); SELECT pg_sleep(0.5);");
      const both = await Promise.all([migrate(folder), migrate(folder)]);
      assert.deepEqual(
        both.map(({ code }) => code),
        [0, 0],
        both.map(({ stderr }) => stderr).join(),
      );
      assert.deepEqual(both.map(({ stdout }) => stdout).sort(), [
        "Nothing to apply.\n",
        "applied 0001-slow.sql\n1 applied.\n",
      ]);
    });

    it("names all faults of the files, and touches nothing", async () => {
      write("0001-first.sql", "CREATE TABLE first (); -- more\nDROP   TABLE users;");
      write("0001-again.sql", "SELECT 1;");
      write("0002-end.sql", "CREATE TABLE x ();\n COMMIT;\nBEGIN;");
      write("0003-empty.sql", "truncate users");
      write("0004-function.sql", "DO $$ DECLARE n int; BEGIN n := 1; END $$;");
      write("3-name.sql", "");
      write("0005-Notes.md", "");
      const { code, stderr } = await migrate(folder);
      assert.equal(code, 1);
      assert.deepEqual(stderr.trimEnd().split("\n"), [
        "The database was not migrated: 0001-first.sql has the number of 0001-again.sql",
        "0001-first.sql: DROP TABLE loses data that the version before still reads",
        "0002-end.sql: COMMIT would end the transaction that each migration has",
        "0002-end.sql: BEGIN; would end the transaction that each migration has",
        "0003-empty.sql: TRUNCATE loses data that the version before still reads",
        "'0005-Notes.md' is not named like 0001-what-it-does.sql",
        "'3-name.sql' is not named like 0001-what-it-does.sql",
      ]);
      assert.deepEqual(await tables(), []);
    });

    it("refuses a file that was changed, and one that comes too late", async () => {
      write("0001-first.sql", "CREATE TABLE first ();");
      write("0003-third.sql", "CREATE TABLE third ();");
      assert.equal((await migrate(folder)).code, 0);
      write("0001-first.sql", "CREATE TABLE first (id integer);");
      write("0002-second.sql", "CREATE TABLE second ();");
      const { code, stderr } = await migrate(folder);
      assert.equal(code, 1);
      assert.match(stderr, /0001-first\.sql was changed after it was applied; add a new file/);
      assert.match(stderr, /0002-second\.sql comes before 0003, which is applied/);
      assert.deepEqual(await versions(), [["0001"], ["0003"]]);
    });

    it("is no fault of an older image that the database is ahead", async () => {
      await migrate();
      await sql(database, "INSERT INTO schema_information VALUES ('9999', 'x') RETURNING version");
      assert.equal((await migrate()).stdout, "Nothing to apply.\n");
    });

    it("says what is wrong with its arguments", async () => {
      const missing = await migrate(path.join(folder, "nothing"));
      assert.match(missing.stderr, /nothing' is not a folder\n$/);
      assert.match((await migrate(folder, folder)).stderr, /^usage: bin\/db\/migrate /);
    });
  });

  describe("the home feed", () => {
    it("has the newest first, nothing expired, and 503 before the schema is there", async () => {
      await sql("postgres", "CREATE DATABASE feed");
      const CONNECTION_URL = postgres.url({ database: "feed" });
      const running = await backend.serve({ CONNECTION_URL });
      assert.equal((await running.request("/api/activities/home")).status, 503);
      assert.match(running.server.output, /UndefinedTable, SQLSTATE 42P01/);

      assert.equal((await backend.run("bin/db/migrate", { CONNECTION_URL })).code, 0);
      assert.deepEqual(await (await running.request("/api/activities/home")).json(), []);
      await sql(
        "feed",
        `WITH author AS (INSERT INTO users (display_name, handle, email, cognito_user_id)
           VALUES ('Andrew', 'andrew', 'a@cruddur.example', '1') RETURNING uuid)
         INSERT INTO activities (user_uuid, message, created_at, expires_at)
         SELECT uuid, message, now() - age, now() + left_over FROM author, (VALUES
           ('older', interval '2 h', interval '1 h'),
           ('for ever', interval '1 h', NULL),
           ('expired', interval '3 h', interval '-1 s'),
           ('<b>', interval '0', interval '1 h')) AS given (message, age, left_over)
         RETURNING 1`,
      );
      const feed = (await (await running.request("/api/activities/home")).json()) as object[];
      await running.stop("SIGINT");
      const messages = feed.map((activity) =>
        "message" in activity ? activity.message : activity,
      );
      assert.deepEqual(messages, ["<b>", "for ever", "older"]);
      assert.deepEqual(Object.keys(feed[0] ?? {}).sort(), [
        "created_at",
        "display_name",
        "expires_at",
        "handle",
        "likes_count",
        "message",
        "replies_count",
        "reply_to_activity_uuid",
        "reposts_count",
        "uuid",
      ]);
    });
  });
});
