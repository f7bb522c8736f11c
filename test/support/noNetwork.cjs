// Loaded into a process that has to do without any network (`node -r`): whoever tries ends it.
require('node:net').Socket.prototype.connect = () => {
  process.stderr.write('NETWORK\n');
  process.exit(9);
};
