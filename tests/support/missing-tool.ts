/** A program that a test needs and that is not on this machine; the message is its name. */
export class MissingTool extends Error {}

/**
 * For `before` hooks: what `obtain` answers, or, when it throws MissingTool, one line that names the tool, and the tests
 * of the block count as skipped.
 */
export async function orSkip<T>(context: Mocha.Context, obtain: () => Promise<T>): Promise<T> {
  try {
    return await obtain();
  } catch (error) {
    if (!(error instanceof MissingTool)) throw error;
    const block = context.test?.parent?.fullTitle() ?? "tests";
    console.error(`Skipped: ${block}. Not found: ${error.message}`);
    return context.skip();
  }
}
