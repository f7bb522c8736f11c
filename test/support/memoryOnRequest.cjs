// Loaded into a bot under measurement (`node --expose-gc -r`): says over IPC what memory it takes, after a collection.
process.on('message', (order) => {
  if (order !== 'memory') return;
  for (let i = 0; i < 3; i++) globalThis.gc();
  process.send(process.memoryUsage());
});
process.channel?.unref();
