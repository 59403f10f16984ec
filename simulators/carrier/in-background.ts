/** Lets work go on by itself. It is not expected to fail: if it does, the process stops with the error, never in silence. */
export function inBackground(work: Promise<void>): void {
  work.catch((error: unknown) => {
    setImmediate(() => {
      throw error;
    });
  });
}
