import { Component, createElement, createRef } from 'preact';
import { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
import type { WidgetConfig } from './config';
import { FramePage } from './framePage';
import { HttpFault, request } from './http';
import { Pauses } from './pauses';

// The page inside the iframe (`/widget`), also useful alone. Its configuration stands in the page itself, so that
// help is there before anything was asked of the server.
const block = document.getElementById('config')?.textContent ?? '';
const root = document.getElementById('root');

// What later.js shares with this script: src/build.mjs.
const view = { Component, createElement, createRef, Fragment, jsx, jsxs };
Object.assign(window, { triageFrame: { ...view, HttpFault, request, Pauses } });
if (root) new FramePage(root, JSON.parse(block) as WidgetConfig).start();
