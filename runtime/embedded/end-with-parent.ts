/**
 * Loaded before a child's own code (`node --require`): when the process that started it is gone, the channel
 * between the two closes, and the child ends as if it had been asked to.
 */
const PATIENCE_MS = 9000;

process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), PATIENCE_MS).unref();
});
process.channel?.unref();

export {};
