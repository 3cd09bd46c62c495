/** How often a long step shows that it is alive where lines cannot be rewritten, seconds. */
const HEARTBEAT = 15;

/** Runs a long step and shows, while it runs, what it is and for how long. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const isTerminal = process.stderr.isTTY;
  const seconds = (): number => Math.round((Date.now() - start) / 1000);
  const show = (text: string, end: string): void => {
    process.stderr.write(isTerminal ? `\r\u001b[K${text}${end}` : `${text}\n`);
  };
  show(`${what} …`, "");
  const timer = setInterval(
    () => {
      show(`${what} … ${seconds()} s`, "");
    },
    isTerminal ? 1000 : HEARTBEAT * 1000,
  );
  try {
    const result = await work();
    show(`${what}: done in ${seconds()} s`, "\n");
    return result;
  } catch (error) {
    show(`${what}: failed after ${seconds()} s`, "\n");
    throw error;
  } finally {
    clearInterval(timer);
  }
}
