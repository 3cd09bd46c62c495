import { quote } from "./faults";

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

/** What is wrong with working hours. */
export function hoursFaults({ from, to, timeZone = "Etc/UTC" }: WorkingHours): string[] {
  const faults = Object.entries({ from, to }).flatMap(([name, time]) =>
    /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
      ? []
      : [`scaling.workingHours.${name} ${quote(time)} is not a time such as 07:00`],
  );
  if (faults.length === 0 && from >= to)
    faults.push(`scaling.workingHours end at ${to}, not after ${from}`);
  if (!isTimeZone(timeZone))
    faults.push(
      `scaling.workingHours.timeZone ${quote(timeZone)} is not a time zone such as Europe/Berlin`,
    );
  return faults;
}

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
