/** The two fixed channels of the bridge: the page asks, the host tells. */
export const channels = { ask: 'bridge:ask', tell: 'bridge:tell' } as const;
