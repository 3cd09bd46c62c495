import type { Audit, FailOn } from "../audit";
import type { Scorecard } from "../scorecard";
import { htmlReport } from "./html";
import { jsonReport } from "./json";
import { junitReport } from "./junit";
import { markdownReport } from "./markdown";
import { sarifReport } from "./sarif";
import { scorecardMarkdown, scorecardText } from "./scorecard-text";
import { summaryLine, textReport } from "./text";

/** What a report is made of. */
export interface Material {
  readonly audit: Audit;
  readonly failOn: FailOn;
  /** One page over many stacks, in place of a list of findings where people read it. */
  readonly scorecard: Scorecard | undefined;
}

/** Every format: how it is made, and the endings of its files. */
export const FORMATS = {
  text: { endings: [".txt"], render: textOf },
  json: {
    endings: [".json"],
    render: ({ audit, scorecard }: Material) => jsonReport(audit, scorecard),
  },
  sarif: { endings: [".sarif"], render: ({ audit }: Material) => sarifReport(audit) },
  junit: {
    endings: [".xml"],
    render: ({ audit, failOn }: Material) => junitReport(audit, failOn),
  },
  markdown: { endings: [".md"], render: markdownOf },
  html: {
    endings: [".html", ".htm"],
    render: ({ audit, scorecard }: Material) => htmlReport(audit, scorecard),
  },
} as const;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];

/** The format of a file by its ending. */
export function formatOf(file: string): Format | undefined {
  const name = file.toLowerCase();
  return FORMAT_NAMES.find((format) =>
    FORMATS[format].endings.some((ending) => name.endsWith(ending)),
  );
}

function textOf({ audit, scorecard }: Material): string {
  if (scorecard === undefined) return textReport(audit);
  const failed = textReport({ ...audit, judged: [] })
    .split("\n\n")
    .slice(0, -1);
  const end = summaryLine(audit.judged, audit.failed.length);
  return [scorecardText(scorecard).trimEnd(), ...failed, `${end}\n`].join("\n\n");
}

function markdownOf({ audit, scorecard }: Material): string {
  const details = markdownReport(audit);
  return scorecard === undefined ? details : `${scorecardMarkdown(scorecard)}\n${details}`;
}
