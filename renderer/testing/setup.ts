import '@testing-library/jest-dom/vitest';
import { onlineManager } from '@tanstack/react-query';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A limit, not a wait: on a busy machine a page that is loaded when it is opened takes longer than a second.
configure({ asyncUtilTimeout: 10_000 });

// jsdom lays nothing out: no media query matches, nothing is ever resized.
function matchMedia(query: string): MediaQueryList {
  const events = new EventTarget();
  return Object.assign(events, {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
  });
}

class ResizeObserverStub implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// antd asks for the style of pseudo-elements, which jsdom refuses with an error in the log.
const computedStyle = globalThis.getComputedStyle.bind(globalThis);

Object.assign(globalThis, {
  matchMedia,
  ResizeObserver: ResizeObserverStub,
  getComputedStyle: (element: Element) => computedStyle(element),
});

// Shared by every file of a worker: a gate that a case leaves closed would pause the reads of the next.
afterEach(() => onlineManager.setOnline(true));

// A warning of React, the router or antd is a fault in our use of them, also where the test sees no difference.
const warnings: string[] = [];
const keep = (...words: readonly unknown[]) => warnings.push(words.map(String).join(' '));
Object.assign(console, { warn: keep, error: keep });
afterEach(() => {
  const said = warnings.splice(0);
  if (said.length > 0) throw new Error(said.join('\n'));
});

// Registered last, it runs first: a warning fails its own case and leaves no screen to the next.
afterEach(cleanup);
