/** Tells what takes longer than a moment: a line when a step lasts over a second, and one when it is done. */
export type Steps = <T>(name: string, work: Promise<T>) => Promise<T>;

const PATIENCE_MS = 1000;

export function tellSteps(say: (line: string) => void): Steps {
  return async (name, work) => {
    const began = Date.now();
    const slow = setTimeout(() => say(`${name} …`), PATIENCE_MS);
    try {
      return await work;
    } finally {
      clearTimeout(slow);
      const lasted = Date.now() - began;
      if (lasted > PATIENCE_MS) say(`${name}: ${(lasted / 1000).toFixed(1)} s`);
    }
  };
}
