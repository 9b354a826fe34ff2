import { sm3 } from 'sm-crypto-v2';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { ProblemError } from '../../../shared/errors/problem.ts';
import type { CenterClient } from '../center/centerClient.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { freeName } from '../files/freeName.ts';
import { intoFolder } from '../files/writeStream.ts';
import { join, parse } from 'node:path';
import { scanType } from './scanType.ts';
import type { UploadService } from './uploadService.ts';

/** A scan of 300 dpi and ten pages stays well below; the center's own limit is 20 MiB. */
const MAX_SCAN_BYTES = 20 * 2 ** 20;

/** Scans (扫描件) on their way to and from the center, named by their SM3 digest (GB/T 32905). */
export interface AttachmentService {
  /** @throws ProblemError `file/too-large`, `file/type`, `file/digest` and those of the center */
  attach(uploadId: string, signal: AbortSignal): Promise<MethodOutput<'uploads.attach'>>;
  /** Saves a stored scan into the export folder. @throws ProblemError `file/digest` when it arrives damaged, `export/...` */
  save(digest: string, name: string, signal: AbortSignal): Promise<MethodOutput<'files.save'>>;
}

export function createAttachmentService(
  uploads: UploadService,
  client: CenterClient,
  exportFolder: string,
): AttachmentService {
  return {
    async attach(uploadId, signal) {
      const { name, bytes } = uploads.take(uploadId);
      try {
        if (bytes.length > MAX_SCAN_BYTES) throw new ProblemError('file/too-large');
        if (scanType(bytes) === null) throw new ProblemError('file/type');
        const digest = sm3(bytes);
        const base64 = Buffer.from(bytes).toString('base64');
        // Content-addressed: the digest is the key that makes storing it twice the same as once.
        const stored = await client.call('files.put', { digest, base64 }, { signal, key: digest });
        if (stored.digest !== digest || stored.size !== bytes.length) throw new ProblemError('file/digest');
        return { digest, name, size: bytes.length };
      } finally {
        bytes.fill(0);
      }
    },
    async save(digest, name, signal) {
      const stored = await client.call('files.get', { digest }, { signal });
      const bytes = new Uint8Array(Buffer.from(stored.base64, 'base64'));
      if (sm3(bytes) !== digest) throw new ProblemError('file/digest');
      // The name comes from a record: its ending is set by what the file is.
      const fileName = freeName(exportFolder, parse(name).name + (scanType(bytes)?.extension ?? ''));
      await intoFolder(exportFolder, () => atomicWrite(join(exportFolder, fileName), bytes));
      return { fileName };
    },
  };
}
