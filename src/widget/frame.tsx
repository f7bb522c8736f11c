import { FramePage } from './framePage';
import type { WidgetConfig } from './config';

// The page inside the iframe (`/widget`), also useful alone. Its configuration stands in the page itself, so that
// help is there before anything was asked of the server.
const block = document.getElementById('config')?.textContent ?? '';
const root = document.getElementById('root');

if (root) new FramePage(root, JSON.parse(block) as WidgetConfig).start();
