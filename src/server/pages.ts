import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Request, Server } from 'restify';
import { launcherConfig } from '../channels/widget/launcherConfig';
import { pageConfig } from '../channels/widget/pageConfig';
import type { BookingPageConfig } from '../widget/bookingConfig';
import type { WidgetConfig } from '../widget/config';
import { alonePolicy, pagePolicy } from './headers';
import { headerOf, queryParam, serveGet, varies } from './http';
import { inlined } from './inlined';
import type { InlinedPage } from './inlined';
import type { Origins } from './origins';
import type { StaticFile } from './staticFile';
import { sendFile, staticFile } from './staticFile';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ts': 'text/plain; charset=utf-8',
};
/** Files with an address of their own; every other one is `/widget/<its name>`. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'loader.js': '/widget.js',
  'widget.html': '/widget',
  'example.html': '/',
  'booking.html': '/booking',
  // The types of the JavaScript API, for those who embed the chat.
  'widget.d.ts': '/widget.d.ts',
};
const CONFIG_BLOCK = '<script type="application/json" id="config"></script>';
const CACHE_SECONDS = 300;

/** What the pages show, and who may hold them in a frame. */
export interface PagesOptions {
  /** Folders whose files are served, each read once: the built scripts, the pages. One that is missing is empty. */
  readonly folders: readonly string[];
  readonly origins: Origins;
  /** What the widget needs to know in a language; the practice's default where it does not speak that one. */
  readonly config: (language: string | undefined) => WidgetConfig;
  /** The same for the page of one booking; left out: there is no such page. */
  readonly booking?: ((language: string | undefined) => BookingPageConfig) | undefined;
}

/** What a page is filled with, and whether other pages may hold it. */
interface Filling {
  readonly origins: Origins;
  readonly config: (language: string | undefined) => {
    readonly language: string;
    readonly dir?: 'ltr' | 'rtl';
  };
  readonly alone: boolean;
}

/** Serves the widget and the example page from memory, and the widget's configuration. */
export function servePages(server: Server, { folders, origins, config, booking }: PagesOptions): void {
  const paths = folders.flatMap(filesIn);
  const read = (wanted: string): string | undefined => {
    const path = paths.find((one) => nameOf(one) === wanted);
    return path && readFileSync(path, 'utf8');
  };
  for (const path of paths) {
    const name = nameOf(path);
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    const address = ADDRESSES[name] ?? `/widget/${name}`;
    const alone = address === '/booking';
    const filling = alone ? booking : config;
    if (type.startsWith('text/html')) {
      if (filling)
        servePage(server, address, inlined(readFileSync(path, 'utf8'), read), {
          origins,
          config: filling,
          alone,
        });
    } else serveAsset(server, address, staticFile(type, readFileSync(path)));
  }
  serveConfig(server, '/widget/config', config);
  serveConfig(server, '/widget/launcher', (language) => launcherConfig(config(language)));
}

/** A configuration by itself, in the language asked for, packed like a file. */
function serveConfig(server: Server, address: string, config: Filling['config']): void {
  const byLanguage = new Map<string, StaticFile>();
  serveGet(server, address, (req, res) => {
    const settings = config(queryParam(req, 'lang'));
    const made =
      byLanguage.get(settings.language) ?? staticFile('application/json', JSON.stringify(settings));
    byLanguage.set(settings.language, made);
    return sendFile(req, res, made, CACHE_SECONDS);
  });
}

/** A page, with the configuration in its language written into it: its help lines show even without the server. */
function servePage(
  server: Server,
  address: string,
  page: InlinedPage,
  { origins, config, alone }: Filling,
): void {
  const byLanguage = new Map<string, StaticFile>();
  serveGet(server, address, (req, res) => {
    const settings = config(queryParam(req, 'lang') ?? preferred(req));
    const block = alone ? settings : pageConfig(settings as WidgetConfig, origins.listed);
    const made =
      byLanguage.get(settings.language) ?? staticFile(TYPES['.html'] ?? '', fill(page.html, block));
    byLanguage.set(settings.language, made);
    varies(res, 'Accept-Language');
    res.setHeader(
      'Content-Security-Policy',
      alone ? alonePolicy : pagePolicy(origins, origins.own(req), page),
    );
    res.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()');
    return sendFile(req, res, made, 0);
  });
}

/** The language that the browser asks for first. */
function preferred(req: Request): string | undefined {
  return headerOf(req, 'accept-language')?.split(/[,;]/, 1)[0]?.trim();
}

function serveAsset(server: Server, address: string, file: StaticFile): void {
  serveGet(server, address, (req, res) => {
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    return sendFile(req, res, file, CACHE_SECONDS);
  });
}

function fill(html: string, settings: { readonly language: string; readonly dir?: 'ltr' | 'rtl' }): string {
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  return html
    .replace(/<html[^<>]*>/, () => `<html lang="${settings.language}" dir="${settings.dir ?? 'ltr'}">`)
    .replace(CONFIG_BLOCK, () => CONFIG_BLOCK.replace('></', () => `>${json}</`));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => extname(name) in TYPES)
    .map((name) => join(folder, name));
}
