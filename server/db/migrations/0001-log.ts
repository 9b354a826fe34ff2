/** The log, what stands beside it (secrets, files, sessions), and nothing that the log can rebuild. */
export const up = `
CREATE SCHEMA log;
CREATE SCHEMA access;

CREATE TABLE log.head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  seq bigint NOT NULL,
  hash text NOT NULL,
  fold_version text NOT NULL DEFAULT ''
);
INSERT INTO log.head (seq, hash) VALUES (0, repeat('0', 64));

CREATE TABLE log.event (
  seq bigint PRIMARY KEY,
  at timestamptz NOT NULL,
  category text NOT NULL,
  event text NOT NULL,
  result text NOT NULL,
  object_type text,
  object_id uuid,
  object_title text,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  actor_unit text NOT NULL,
  actor_roles text[] NOT NULL,
  ip text,
  reason text,
  case_id uuid,
  request_id text NOT NULL,
  body text NOT NULL,
  hash text NOT NULL
);
CREATE INDEX event_object ON log.event (object_id, seq);
CREATE INDEX event_actor ON log.event (actor_id, seq);
CREATE INDEX event_at ON log.event (at, seq);
CREATE INDEX event_event ON log.event (event, seq);
CREATE INDEX event_result ON log.event (result, seq) WHERE result <> 'done';
CREATE INDEX event_category ON log.event (category, seq);

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log.event
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();

CREATE TABLE log.idempotency (
  key text PRIMARY KEY,
  actor_id text NOT NULL,
  request text NOT NULL,
  answer jsonb NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE log.secret (
  ref uuid PRIMARY KEY,
  kind text NOT NULL,
  ciphertext text NOT NULL,
  at timestamptz NOT NULL
);

CREATE TABLE log.file (
  digest text PRIMARY KEY,
  size bigint NOT NULL,
  mime text NOT NULL,
  at timestamptz NOT NULL
);
CREATE TABLE log.file_chunk (
  digest text NOT NULL REFERENCES log.file,
  n integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (digest, n)
);

CREATE TABLE access.setting (key text PRIMARY KEY, value text NOT NULL);
CREATE TABLE access.credential (
  account_id uuid PRIMARY KEY,
  password text NOT NULL,
  totp text NOT NULL,
  last_step bigint NOT NULL DEFAULT 0,
  failures integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  must_change boolean NOT NULL DEFAULT false,
  changed_at timestamptz NOT NULL
);
CREATE TABLE access.session (
  token text PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  account_id uuid NOT NULL,
  certificate text NOT NULL,
  ip text,
  opened_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  absolute_until timestamptz NOT NULL,
  step_up_until timestamptz,
  ended_at timestamptz,
  end_reason text
);
CREATE INDEX session_account ON access.session (account_id) WHERE ended_at IS NULL;

CREATE TABLE access.export (
  id uuid PRIMARY KEY,
  number text NOT NULL,
  account_id uuid NOT NULL,
  ledger text NOT NULL,
  query jsonb NOT NULL,
  up_to_seq bigint NOT NULL,
  total bigint NOT NULL,
  unit_id text,
  at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE TABLE access.export_item (
  export_id uuid NOT NULL REFERENCES access.export,
  n bigint NOT NULL,
  object_id uuid NOT NULL,
  PRIMARY KEY (export_id, n)
);
`;
