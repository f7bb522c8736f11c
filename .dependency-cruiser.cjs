// The arrows between the rooms (README, "Rooms"). `npm run check:architecture` fails on an import that is not here.
const rooms = {
  'src/crisis': [],
  'src/understanding': ['src/crisis'],
  'src/fit': ['src/understanding'],
  'src/content': ['src/crisis', 'src/understanding', 'src/fit'],
  'src/storage': [],
  'src/booking': ['src/storage', 'src/content', 'src/fit', 'src/understanding'],
  'src/handoff': ['src/storage', 'src/content', 'src/crisis', 'src/booking'],
  dialogs: [
    'src/crisis',
    'src/understanding',
    'src/fit',
    'src/content',
    'src/booking',
    'src/handoff',
    'src/storage',
  ],
  'src/channels': ['src/content', 'src/storage', 'src/widget'],
  'src/turn': [
    'src/crisis',
    'src/understanding',
    'src/fit',
    'src/content',
    'src/storage',
    'src/booking',
    'src/handoff',
    'src/channels',
    'dialogs',
  ],
  'src/staff': ['src/booking', 'src/handoff', 'src/storage', 'src/content', 'src/crisis', 'src/server'],
  'src/server': ['src/channels'],
  'src/widget': [],
};
// Leaves that every room may use, and shared types only: importing a type makes no arrow at run time.
const leaves = '^src/(classifier|errors|workerFile)\\.ts$';
const inside = (room) => `^${room}/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans-of-wiring',
      severity: 'error',
      from: { path: '^(src/[a-z]+|dialogs)/', pathNot: '^src/wire/' },
      to: { path: '^src/((app|index|cli|config)\\.ts|wire/)' },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `arrows-of-${room.replace('/', '-')}`,
      severity: 'error',
      from: { path: inside(room) },
      to: {
        path: '^(src|dialogs)/',
        pathNot: [inside(room), leaves, ...allowed.map(inside)],
        dependencyTypesNot: ['type-only'],
      },
    })),
    {
      name: 'pure-rooms',
      comment:
        'Pure functions: no bot, files, clock or environment. The recognizer worker is the one exception.',
      severity: 'error',
      from: {
        path: '^src/(crisis|understanding|fit)/',
        pathNot: '^src/understanding/recognizers?[A-Za-z.]*\\.ts$',
      },
      to: { path: '^(node:|fs|path|botbuilder|botframework|restify)', pathNot: '^src/' },
    },
    {
      name: 'dialogs-know-no-vendor',
      severity: 'error',
      from: { path: '^dialogs/' },
      to: { path: 'node_modules/(restify|pg|@photostructure|ws|pino)/|^(node:)?(fs|http|net)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.json'] },
  },
};
