import { countOn } from './countOn';
import { followChanges } from './followChanges';
import { keepDrafts } from './keepDrafts';
import { markWay } from './markWay';
import { quickForms } from './quickForms';

// Everything works without this script: forms are forms and links are links. It keeps an open page up to date.
markWay();
keepDrafts();
quickForms();
countOn();
const { follow } = document.body.dataset;
if (follow !== undefined) followChanges(follow);
