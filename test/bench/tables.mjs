// The figures as the tables of the README ("Figures"), to be copied as they are.

const figure = (value) => (value >= 99.5 ? value.toFixed(0) : value.toPrecision(2));
const micro = (us) => (us >= 1000 ? `${figure(us / 1000)} ms` : `${figure(us)} µs`);
const times = ({ all, least, most }) => `${all.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

/** The tables of the parts that were measured. */
export function tables(figures) {
  const { turns, directline, memory, stores } = figures;
  return [
    ...(turns ? [turnTable(turns)] : []),
    ...(directline ? [directLineTable(directline)] : []),
    ...(stores ? [storeTable(stores)] : []),
    messageTable(figures, memory),
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n');
}

const table = (head, rows) => {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

const speed = ({ perSecond, p99, cpuMs }) => `${figure(perSecond)}/s, p99 ${micro(p99)}, ${figure(cpuMs)} ms`;

function turnTable(cells) {
  return table(
    [
      'delivery, visitors at once',
      'ours: turns/s, p99, processor time a turn',
      'stock waterfall',
      'stock echo',
      'ours ÷ waterfall, turns/s',
      'p99',
      'processor time',
      'ours ÷ echo, turns/s',
    ],
    cells.map((cell) => [
      `${cell.delivery}, ${cell.concurrency}`,
      `${speed(cell.ours)}; ${cell.ours.replies.toFixed(1)} replies`,
      speed(cell.waterfall),
      speed(cell.echo),
      times(cell.toWaterfall),
      cell.p99ToWaterfall.toFixed(2),
      cell.cpuToWaterfall.toFixed(2),
      times(cell.toEcho),
    ]),
  );
}

function directLineTable(cells) {
  return table(
    [
      'visitors at once',
      'ours by our Direct Line: turns/s, p99, processor time a turn',
      'stock waterfall by the connector',
      'ours ÷ waterfall, turns/s',
      'p99',
      'processor time',
    ],
    cells.map((cell) => [
      cell.concurrency,
      speed(cell.ours),
      speed(cell.waterfall),
      times(cell.toWaterfall),
      cell.p99ToWaterfall.toFixed(2),
      cell.cpuToWaterfall.toFixed(2),
    ]),
  );
}

function storeTable({ concurrency, figures, twoToOne, postgres }) {
  const rows = Object.entries(figures).map(([name, cell]) => {
    const to = twoToOne[name.split(',')[0]];
    return [name, speed(cell), name.includes('two') ? times(to) : ''];
  });
  const missing = postgres ? [] : [['PostgreSQL', 'none on this machine', '']];
  return table(
    [`store, ${concurrency} visitors at once`, 'turns/s, p99, processor time a turn', 'two ÷ one'],
    [...rows, ...missing],
  );
}

function messageTable({ yardstickUs, models, start, search, stall }, memory) {
  const rows = [
    ...(start ? startRows(start) : []),
    ...(models ? modelRows(models, yardstickUs) : []),
    ...(memory ? memoryRows(memory) : []),
    ...(stall ? [stallRow(stall)] : []),
    ...(search ? searchRows(search, yardstickUs) : []),
  ];
  if (rows.length === 0) return '';
  const unit = `against JSON.parse of 10 KB (${micro(yardstickUs)}) or the SDK`;
  return table(['what', 'time (median)', unit], rows);
}

function startRows(start) {
  const against = (name, key) => (start[name][key] / start.sdk[key]).toFixed(2);
  const row = (what, name) => [
    what,
    `${start[name].median.toFixed(0)} ms, best ${start[name].best.toFixed(0)} ms`,
    `${against(name, 'median')} × SDK, best runs ${against(name, 'best')} ×`,
  ];
  return [
    row('start: require botbuilder, botbuilder-dialogs and restify alone', 'sdk'),
    row('start to listening', 'bot'),
    row('`crisis:classify` to the first answer', 'classify'),
    row('`understand` to the first answer', 'understand'),
    ['idle memory, recognizers warm', `${start.idleMb.toFixed(0)} MB`, ''],
  ];
}

function modelRows({ readMs, detector, understander }, unit) {
  const { hostile, lengths } = detector;
  const { stall } = understander;
  const row = (what, { median, p99 }) => [what, `${micro(median)}, p99 ${micro(p99)}`, figure(median / unit)];
  return [
    ['models read from dist/kept', `${figure(readMs)} ms`, ''],
    row('crisis detector, new text of 60 characters', lengths[60]),
    row('… of 200 characters', lengths[200]),
    row('… of 2,000 characters', lengths[2000]),
    row('… of 64 KB', lengths[65536]),
    row(`… worst of the hostile 64 KB (${JSON.stringify(hostile.piece)})`, hostile),
    row('understanding without a recognizer', understander.without),
    row('understanding with a recognizer', understander.with),
    [
      `longest stall by a hostile message (${JSON.stringify(stall.piece)} × ${stall.length})`,
      micro(stall.stall),
      '',
    ],
  ];
}

function memoryRows({ conversations, bytesPerConversation, sockets, heapKbPerSocket, residentKbPerSocket }) {
  return [
    [
      `memory a conversation at rest, of ${conversations}`,
      `${bytesPerConversation.toFixed(0)} bytes of heap`,
      '',
    ],
    [
      `memory an open socket, of ${sockets}`,
      `${residentKbPerSocket.toFixed(0)} KB resident, ${heapKbPerSocket.toFixed(0)} KB of heap`,
      '',
    ],
  ];
}

function stallRow({ ms, by, question, messages }) {
  const what = `event loop of a running bot, longest stall by ${messages} hostile messages (${by}, asked ${question})`;
  return [what, `${figure(ms)} ms`, ''];
}

function searchRows(search, unit) {
  return search.map(({ sold, wish, first, median, p99 }) => [
    `search of openings, ${sold * 100} % sold: ${wish}`,
    `${micro(median)}, p99 ${micro(p99)}, first ${micro(first)}`,
    figure(median / unit),
  ]);
}
