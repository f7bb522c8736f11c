import { render } from 'preact';
import { BookingClient } from './bookingClient';
import type { BookingPageConfig } from './bookingConfig';
import { paint } from './paint';
import { BookingApp } from './view/BookingApp';

// The page behind the link in a mail (`/booking#<language>.<token>`). The token is taken out of the address at once:
// it must not stay in the browser's history or in what is copied from the address bar.
const block = document.getElementById('config')?.textContent ?? '';
const root = document.getElementById('root');

if (root) {
  const config = JSON.parse(block) as BookingPageConfig;
  const client = BookingClient.fromAddress();
  paint(config.colors);
  root.removeAttribute('aria-busy');
  render(<BookingApp config={config} client={client} />, root);
  // The same tab, another link: what is on the page belongs to the one before.
  window.addEventListener('hashchange', () => location.reload());
}
