// `node scripts/ci/comment.js <folder>`: writes the folder's reports (*.md) into one comment of a pull request; the next
// run of the workflow rewrites the same comment. Plain JavaScript without packages: the job that holds a token which can
// write installs nothing and runs nothing of the pull request.
"use strict";

const fs = require("node:fs");
const path = require("node:path");

/** Characters that GitHub takes in a comment. Source: GitHub's answer to longer ones, "body is too long (maximum is 65536 characters)". */
const MAX_LENGTH = 65_536;

/** Marks our comment among others; invisible. */
const MARKER = "<!-- cruddur: previews of this pull request -->";

/** Comments that GitHub lists on one page, at most. */
const PAGE = 100;

function readReports(folder) {
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".md"));
  return names.sort().map((name) => fs.readFileSync(path.join(folder, name), "utf8").trim());
}

/** All reports under the marker. */
function bodyOf(reports) {
  const none = "No preview has left a report; see the workflow's run.";
  const parts = reports.length > 0 ? reports : [none];
  return [MARKER, ...fitted(parts, MAX_LENGTH - MARKER.length - 2 * parts.length)].join("\n\n");
}

/** Each report has an equal share of the room; what a short one leaves, the longer ones have as well. */
function fitted(reports, room) {
  const shortestFirst = [...reports.entries()].sort(([, a], [, b]) => a.length - b.length);
  const parts = [];
  let rest = room;
  for (const [done, [index, report]] of shortestFirst.entries()) {
    parts[index] = cut(report, Math.floor(rest / (reports.length - done)));
    rest -= parts[index].length;
  }
  return parts;
}

/** A report that is too long ends at a line, with everything closed, and says so. Its beginning is what matters most. */
function cut(report, room) {
  if (report.length <= room) return report;
  const notice = "\n\n… cut here: the summary of the workflow's run says more.";
  const part = report.slice(0, room - notice.length - CLOSING.length);
  return part.slice(0, part.lastIndexOf("\n")) + closingOf(part) + notice;
}

/** Room for what has to be closed. */
const CLOSING = "\n```\n</details>".repeat(8);

/** Ends what the cut left open, so that the notice is read. */
function closingOf(text) {
  const fences = text.match(/^```/gm)?.length ?? 0;
  const open = text.split("<details").length - text.split("</details>").length;
  return (fences % 2 === 1 ? "\n```" : "") + "\n</details>".repeat(Math.min(8, Math.max(0, open)));
}

function settings() {
  const names = ["GITHUB_TOKEN", "GITHUB_REPOSITORY", "PULL_REQUEST"];
  const missing = names.filter((name) => !process.env[name]);
  if (missing.length > 0) throw new Error(`not set: ${missing.join(", ")}`);
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, PULL_REQUEST: number } = process.env;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error(`GITHUB_REPOSITORY is "${repository}", not <owner>/<repository>`);
  if (!/^[1-9]\d*$/.test(number)) throw new Error(`PULL_REQUEST is "${number}", not a number`);
  const api = process.env.GITHUB_API_URL || "https://api.github.com";
  return { token, issue: `${api}/repos/${repository}/issues`, number };
}

async function request(token, method, url, body) {
  const response = await globalThis.fetch(url, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "x-github-api-version": "2022-11-28",
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = await response.json().catch(() => undefined);
  if (!response.ok)
    throw new Error(`${method} ${url}: ${response.status} ${answer?.message ?? ""}`.trim());
  return answer;
}

/** Our comment, if the workflow has already written one; a person's comment with the marker is not ours. */
async function findComment({ token, issue, number }) {
  for (let page = 1; ; page += 1) {
    const url = `${issue}/${number}/comments?per_page=${PAGE}&page=${page}`;
    const comments = await request(token, "GET", url);
    const ours = comments.find(
      ({ body, user }) => user?.type === "Bot" && body?.startsWith(MARKER),
    );
    if (ours !== undefined || comments.length < PAGE) return ours;
  }
}

async function main([folder]) {
  if (folder === undefined || !fs.existsSync(folder))
    throw new Error(`there is no folder "${folder ?? ""}" with reports`);
  const to = settings();
  const body = bodyOf(readReports(folder));
  const ours = await findComment(to);
  if (ours === undefined)
    await request(to.token, "POST", `${to.issue}/${to.number}/comments`, { body });
  else await request(to.token, "PATCH", `${to.issue}/comments/${ours.id}`, { body });
  console.log(ours === undefined ? "Commented." : "Updated the comment.");
}

main(process.argv.slice(2)).catch((error) => {
  console.error(`comment: ${error.message}.`);
  process.exitCode = 1;
});
