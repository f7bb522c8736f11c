// Loaded into a bot under measurement (`node -r`): says over IPC for how long its event loop stood still at most since it
// was last asked, in milliseconds. It looks from the first time on that it is asked. What counts is the processor time of
// the main thread from one look to the next, so that other work on the machine stalls nothing here. Linux alone tells it.
const { readFileSync } = require('node:fs');
const { setInterval } = require('node:timers');

const EVERY_MS = 1;
let longest = 0;
let last;

/** Processor time of the main thread so far, in milliseconds. */
function spent() {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

function look() {
  const now = spent();
  longest = Math.max(longest, now - last);
  last = now;
}

process.on('message', (order) => {
  if (order !== 'stall') return;
  if (last === undefined) {
    last = spent();
    setInterval(look, EVERY_MS).unref();
  }
  look();
  process.send(longest);
  longest = 0;
});
process.channel?.unref();
