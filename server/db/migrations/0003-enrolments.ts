/** What an enrolment keeps beside the log: digests of its codes, the request, the certificate, a sealed seed. */
export const up = `
CREATE TABLE access.enrolment (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL,
  code text,
  pickup text,
  request text,
  certificate text,
  seed text
);
CREATE INDEX enrolment_account ON access.enrolment (account_id);
`;
