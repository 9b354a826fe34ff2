/** The last passwords of an account, as argon2id hashes, newest first: none of them is taken again (domain.md 4.2). */
export const up = `
ALTER TABLE access.credential ADD COLUMN former text[] NOT NULL DEFAULT '{}';
`;
