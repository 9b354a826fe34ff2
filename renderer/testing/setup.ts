import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

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

afterEach(cleanup);
