import type { FileRef } from '../../../shared/domain/fields.ts';
import type { Center } from '../../center.ts';
import { storeFile } from '../../operations/files.ts';

/**
 * A small valid PDF page with one line of text, as a stand-in for a scan; Latin text, because the standard fonts of
 * PDF hold no Chinese (ISO 32000-1, 9.6.2.2).
 */
function pdfOf(line: string): Uint8Array {
  const page = `BT /F1 18 Tf 72 720 Td (${line.replaceAll(/[^ -'*-[\]-~]/g, ' ')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text);
}

/** The scans that the records of the sample name, each really stored. */
export interface Scans {
  readonly seal: readonly FileRef[];
  readonly form: readonly FileRef[];
  readonly agreement: readonly FileRef[];
  readonly postAgreement: readonly FileRef[];
  readonly commitment: readonly FileRef[];
  readonly proof: readonly FileRef[];
  readonly plan: readonly FileRef[];
}

export async function storeScans(center: Center): Promise<Scans> {
  const scan = async (name: string, line: string): Promise<readonly FileRef[]> => {
    const { digest, size } = await storeFile(center, pdfOf(`SAMPLE - ${line}`));
    return [{ digest, name: `${name}.pdf`, size }];
  };
  return {
    seal: await scan('签字盖章扫描件', 'signature and seal'),
    form: await scan('申请表', 'application form'),
    agreement: await scan('保密协议', 'confidentiality agreement'),
    postAgreement: await scan('岗位责任协议', 'post agreement'),
    commitment: await scan('安全承诺书', 'security commitment'),
    proof: await scan('证明材料', 'proof'),
    plan: await scan('安全方案', 'security plan'),
  };
}
