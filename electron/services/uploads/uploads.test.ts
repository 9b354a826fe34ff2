import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sm3 } from 'sm-crypto-v2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Services } from '../createServices.ts';
import { codeOf, never, signedIn, type SignedIn } from '../../testing/signedIn.ts';
import type { Workstation } from '../../testing/workstation.ts';

const pdf = Buffer.from('%PDF-1.7 授权书');

let run: SignedIn;
let services: Services;
let workstation: Workstation;

beforeEach(async () => {
  run = await signedIn();
  ({ services, workstation } = run);
});
afterEach(() => run.close());

describe('uploads', () => {
  test('a scan goes to the center under its SM3 digest', async () => {
    workstation.center.on('files.put', ({ input }) => ({
      digest: String(input['digest']),
      size: Buffer.from(String(input['base64']), 'base64').length,
      mime: 'application/pdf',
    }));
    const done = await services.attachments.attach(run.upload('授权书.pdf', pdf), never);
    expect(done).toEqual({ digest: sm3(pdf), name: '授权书.pdf', size: pdf.length });
    expect(workstation.center.received.at(-1)?.input['base64']).toBe(pdf.toString('base64'));
  });

  test('what is no scan is refused by its bytes, whatever its name', async () => {
    expect(await codeOf(services.attachments.attach(run.upload('授权书.pdf', 'MZ program'), never))).toBe(
      'file/type',
    );
  });

  test('a missing piece, too many bytes, too large a file', async () => {
    const short = services.uploads.open('a.pdf', 100);
    services.uploads.write(short, pdf.toString('base64'));
    expect(await codeOf(services.attachments.attach(short, never))).toBe('file/digest');
    const over = services.uploads.open('a.pdf', 3);
    expect(await codeOf(() => services.uploads.write(over, pdf.toString('base64')))).toBe('file/unreadable');
    expect(await codeOf(() => services.uploads.write(over, ''))).toBe('request/not-found');
    expect(await codeOf(() => services.uploads.open('a', 59_000_000))).toBe('file/too-large');
  });

  test('an upload nobody goes on with is forgotten after five minutes, and taken only once', async () => {
    const id = run.upload('a.pdf', pdf);
    run.shift(301_000);
    expect(await codeOf(() => services.uploads.take(id))).toBe('request/not-found');
    run.shift(0);
    const other = run.upload('a.pdf', pdf);
    services.uploads.take(other);
    expect(await codeOf(() => services.uploads.take(other))).toBe('request/not-found');
  });

  test('a stored scan is saved under a harmless name, never over another file', async () => {
    const answer = {
      digest: sm3(pdf),
      size: pdf.length,
      mime: 'application/pdf',
      base64: pdf.toString('base64'),
    };
    workstation.center.on('files.get', () => answer);
    const first = await services.attachments.save(sm3(pdf), '../../授权书.exe', never);
    const second = await services.attachments.save(sm3(pdf), '../../授权书.exe', never);
    expect([first.fileName, second.fileName]).toEqual(['授权书.pdf', '授权书 (2).pdf']);
    expect(readFileSync(join(workstation.ports.exportDir, first.fileName)).equals(pdf)).toBe(true);
    expect(await codeOf(services.attachments.save('ab'.repeat(32), 'x', never))).toBe('file/digest');
  });
});
