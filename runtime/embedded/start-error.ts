/** Why nothing could be started: one sentence for the person at the keyboard that says what to do. */
export class StartError extends Error {
  override name = 'StartError';
}
