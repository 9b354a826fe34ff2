import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sm3 } from 'sm-crypto-v2';
import { expect, test } from 'vitest';
import { codeOf, never } from '../../testing/signedIn.ts';
import { createWorkstation } from '../../testing/workstation.ts';
import { createServices } from '../createServices.ts';

test('an export folder that cannot be made keeps nobody from starting; what is saved there says so until it can be', async () => {
  const workstation = await createWorkstation();
  const { folder } = workstation;
  const blocked = join(folder, 'documents');
  writeFileSync(blocked, 'a file where the folder should be');
  const exportDir = join(blocked, 'exports');
  const services = await createServices({ ...workstation.ports, exportDir });
  const scan = Buffer.from('%PDF-1.7 scan');
  workstation.center.on('files.get', () => ({
    digest: sm3(scan),
    size: scan.length,
    mime: 'application/pdf',
    base64: scan.toString('base64'),
  }));
  await services.gate.check();
  const save = () => services.attachments.save(sm3(scan), '授权书.pdf', never);
  expect(await codeOf(save())).toBe('export/folder');
  rmSync(blocked);
  expect(await save()).toEqual({ fileName: '授权书.pdf' });
  expect(readdirSync(exportDir)).toEqual(['授权书.pdf']);
  await services.close();
  await workstation.close();
});

test('what a kill left half written in the folders of the client is gone after the next start', async () => {
  const workstation = await createWorkstation();
  const { dataDir } = workstation.ports;
  const folders = ['.', 'drafts', 'certificates', join('certificates', 'own'), 'server-lists'];
  const parts = folders.map((name) => join(dataDir, name, '.x.json.ab12.part'));
  for (const name of folders) mkdirSync(join(dataDir, name), { recursive: true });
  for (const part of parts) writeFileSync(part, 'half');
  const services = await createServices(workstation.ports);
  expect(parts.filter((part) => existsSync(part))).toEqual([]);
  await services.close();
  await workstation.close();
});
