/** The longest month. */
const MONTH = 31;
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * The most days between two rotations by a schedule of Secrets Manager, `rate(…)` or `cron(…)`; undefined
 * if it is neither. Source: Secrets Manager User Guide, schedule expressions.
 */
export function longestDays(schedule: string): number | undefined {
  const [, kind, inner = ""] = /^(rate|cron)\((.*)\)$/i.exec(schedule.trim()) ?? [];
  const words = inner.trim().toLowerCase().split(/\s+/);
  if (kind?.toLowerCase() === "rate") return rateDays(words);
  return kind !== undefined && words.length === 6 ? cronDays(words) : undefined;
}

function rateDays([count = "", unit = ""]: readonly string[]): number | undefined {
  if (!/^\d{1,9}$/.test(count)) return undefined;
  if (/^days?$/.test(unit)) return Number(count);
  return /^hours?$/.test(unit) ? Number(count) / 24 : undefined;
}

/** Minutes, hours, day of the month, month, day of the week, year. */
function cronDays([, , day = "", month = "", weekday = "", year = ""]: readonly string[]):
  number | undefined {
  // A schedule that ends is none.
  if (!isAny(year)) return Infinity;
  const months = monthsOf(month);
  if (months === undefined) return undefined;
  if (months.length < MONTHS.length) return longestGap(months);
  if (!isAny(weekday)) return /[#l]/.test(weekday) ? MONTH : 7;
  return isAny(day) ? 1 : MONTH;
}

function isAny(field: string): boolean {
  return field === "*" || field === "?";
}

/** The months of a field, from 0; undefined if it cannot be read. */
function monthsOf(field: string): number[] | undefined {
  if (isAny(field)) return MONTHS.map((_, index) => index);
  const parts = field.split(",").map((part) => {
    const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,2}))?$/.exec(part) ?? [];
    const first = from === "*" ? 0 : monthOf(from);
    const every = Number(step ?? 1);
    const open = from === "*" || step !== undefined ? 11 : first;
    const last = to === undefined ? open : monthOf(to);
    if (first === undefined || last === undefined || every === 0) return undefined;
    return MONTHS.map((_, index) => index).filter(
      (index) => index >= first && index <= last && (index - first) % every === 0,
    );
  });
  const months = parts.some((part) => part === undefined)
    ? []
    : parts.flatMap((part) => part ?? []);
  return months.length === 0 ? undefined : [...new Set(months)].sort((a, b) => a - b);
}

function monthOf(text: string): number | undefined {
  const index = /^\d{1,2}$/.test(text) ? Number(text) - 1 : MONTHS.indexOf(text);
  return index >= 0 && index < MONTHS.length ? index : undefined;
}

/** Days from the first of one of the months to the first of the next, at most: leap years are longer. */
function longestGap(months: readonly number[]): number {
  const DAY = 24 * 60 * 60 * 1000;
  const gaps = months.flatMap((month, index) => {
    const next = months[index + 1] ?? (months[0] ?? 0) + MONTHS.length;
    return [2027, 2028].map((year) => (Date.UTC(year, next) - Date.UTC(year, month)) / DAY);
  });
  return Math.max(...gaps);
}
