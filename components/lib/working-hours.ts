import { type Check, type Checks, fields, optional, text, textSuch } from "./checks";

/** From Monday to Friday; outside them a service has no task. */
export interface WorkingHours {
  /** Such as `07:00`. */
  readonly from: string;
  /** Such as `20:00`, later than `from`. */
  readonly to: string;
  /** An IANA time zone such as `Europe/Berlin`, whose summer time counts. Default `Etc/UTC`. */
  readonly timeZone?: string;
}

/** A schedule expression for a time `HH:MM`. */
export function weekdaysAt(time: string): string {
  const [hour, minute] = time.split(":").map(Number);
  return `cron(${minute} ${hour} ? * MON-FRI *)`;
}

const TIME = text(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 07:00");
const CHECKS: Checks<WorkingHours> = {
  from: TIME,
  to: TIME,
  timeZone: optional(textSuch("a time zone such as Europe/Berlin", isTimeZone)),
};

/** Hours of one day. */
export const WORKING_HOURS: Check = (what, value) =>
  fields(CHECKS, ({ from, to }) =>
    from !== undefined && to !== undefined && from >= to
      ? [`${what} end at ${to}, not after ${from}`]
      : [],
  )(what, value);

/** Whether it is a time zone of the IANA database, by its full name. */
export function isTimeZone(name: string): boolean {
  try {
    return (
      /^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name) &&
      Boolean(new Intl.DateTimeFormat("en", { timeZone: name }))
    );
  } catch {
    return false;
  }
}
