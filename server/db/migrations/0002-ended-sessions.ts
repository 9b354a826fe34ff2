/** Every server process asks twice a second which sessions have ended since. */
export const up = `
CREATE INDEX session_ended ON access.session (ended_at) WHERE ended_at IS NOT NULL;
`;
