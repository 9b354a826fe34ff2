import { expect, test } from 'vitest';
import { recordingLogger } from '../../testing/quiet.ts';

test.each(['password', 'code', 'token', 'passphrase', 'authorization', 'key', 'keyPem', 'base64', 'cells'])(
  '%s never reaches the log, however deep it stands in an entry',
  (name) => {
    const { log, lines } = recordingLogger();
    log.info({ event: 'x', [name]: 'hidden-1', a: { [name]: 'hidden-2', b: { [name]: 'hidden-3' } } });
    expect(lines.join('')).not.toContain('hidden');
    expect(lines.join('')).toContain('[redacted]');
  },
);

test('an error is told by type, code and place, not by its words or what it carries', () => {
  const { log, lines } = recordingLogger();
  const cause = Object.assign(new Error('13800138000 refused'), { code: 'ECONNRESET' });
  const error = Object.assign(new Error('POST with 13800138000', { cause }), {
    config: { data: '13800138000' },
  });
  log.warn({ event: 'x', err: error });
  const [line = ''] = lines;
  expect(line).not.toContain('13800138000');
  expect(JSON.parse(line)).toMatchObject({ err: { type: 'Error', cause: { errorCode: 'ECONNRESET' } } });
});
