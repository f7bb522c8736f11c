// What the window needs only once the conversation is under way: a file of its own, `/widget/later.js`, fetched when the
// first message is there. view/lazy.ts fetches it; src/build.mjs takes out of it what the chat's script has.
export { offeredDetail } from './details';
export { DirectLine } from './directLine';
export { PageEvents } from './pageEvents';
export { questionOf } from './question';
export { Days } from './view/Days';
export { HelpCard } from './view/HelpCard';
export { Options } from './view/Options';
export { Reference } from './view/Reference';
export { Take } from './view/Take';
