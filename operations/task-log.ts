import {
  type CloudWatchLogsClient,
  GetLogEventsCommand,
  type OutputLogEvent,
} from "@aws-sdk/client-cloudwatch-logs";
import { isPassing, messageOf, nameOf } from "./aws-errors";
import { type Context, printable } from "./context";

/** Pages read in a row before the task is looked at again. */
const PAGES = 20;

/** The log of one task, printed once each line, in order, as it comes. */
export class TaskLog {
  /** How many lines were printed. */
  lines = 0;
  private token: string | undefined;
  private unreadable = false;

  constructor(
    private readonly client: CloudWatchLogsClient,
    private readonly where: { readonly group: string; readonly stream: string },
    private readonly context: Context,
  ) {}

  /**
   * Prints what came since the last time and answers whether there was something. A log that does not exist yet is
   * empty; one that may not be read is said once, because the task goes on without it.
   */
  async follow(): Promise<boolean> {
    if (this.unreadable) return false;
    const before = this.lines;
    try {
      for (let page = 0; page < PAGES; page++) if (!(await this.nextPage())) break;
    } catch (error) {
      if (nameOf(error) !== "ResourceNotFoundException" && !isPassing(error)) {
        this.unreadable = true;
        const { group, stream } = this.where;
        this.context.say(
          `The log cannot be read, the task goes on (${group}, ${stream}): ${nameOf(error)}: ${messageOf(error)}`,
        );
      }
    }
    return this.lines > before;
  }

  /** CloudWatch answers the token it was given at the end of a stream; a page may be empty before it. */
  private async nextPage(): Promise<boolean> {
    const { events = [], nextForwardToken } = await this.client.send(
      new GetLogEventsCommand({
        logGroupName: this.where.group,
        logStreamName: this.where.stream,
        startFromHead: true,
        nextToken: this.token,
      }),
    );
    for (const event of events) this.printEvent(event);
    const isMore = nextForwardToken !== undefined && nextForwardToken !== this.token;
    this.token = nextForwardToken ?? this.token;
    return isMore;
  }

  private printEvent({ message = "" }: OutputLogEvent): void {
    this.lines++;
    for (const line of message.split(/\r?\n/)) this.context.print(printable(line));
  }
}
