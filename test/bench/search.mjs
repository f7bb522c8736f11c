// How long a visitor's search of openings takes: 50 clinicians, 90 days, the first page of three.
import { performance } from 'node:perf_hooks';
import { spread } from './figures.mjs';

const WISHES = {
  anything: {},
  'Tuesdays after three, in Spanish': {
    language: 'es',
    availability: [{ days: ['tue'], from: '15:00', to: '21:00' }],
  },
  'a time that nobody has': { availability: [{ days: ['sun'], from: '15:00', to: '21:00' }] },
};

/** @returns for each part of the diary that is sold and each wish: microseconds, the first search apart */
export async function benchSearch(openFullDiary, count) {
  const results = [];
  for (const sold of [0, 0.5, 0.9, 1]) {
    const diary = await openFullDiary(sold);
    for (const [wish, wanted] of Object.entries(WISHES)) {
      const run = async (search) => {
        const started = performance.now();
        await search(wanted);
        return (performance.now() - started) * 1000;
      };
      const first = await run(diary.cold);
      const times = [];
      while (times.length < count) times.push(await run(diary.warm));
      results.push({ sold, wish, openings: diary.openings, first, ...spread(times) });
    }
    await diary.close();
  }
  return results;
}
