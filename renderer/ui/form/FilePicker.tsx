import { CloseOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import * as z from 'zod';
import type { FileRef } from '../../../shared/domain/fields.ts';
import { uploadFile } from '../../bridge/upload.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../show/ErrorState.tsx';
import { sizeText } from '../show/FileText.tsx';
import type { EditorProps } from './actFields.ts';

const filesSchema = z.array(z.object({ digest: z.string(), name: z.string(), size: z.int() })).catch([]);

/** Scans of a record: stored at the center when chosen, shown by name, size and digest. */
export function FilePicker({ id, value, onChange }: EditorProps) {
  const { t } = useText();
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const files = filesSchema.parse(value);
  const upload = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const stored: FileRef[] = [];
      for (const file of chosen)
        stored.push(await client.call('uploads.attach', { uploadId: await uploadFile(client, file) }));
      return stored;
    },
    onSuccess: (stored) => onChange([...files, ...stored]),
  });
  return (
    <div className="stack tight">
      {files.map((file, index) => (
        <div key={file.digest} className="row">
          <span className="grow ellipsis" title={file.name}>
            {file.name} <span className="muted">{sizeText(file.size)}</span>
          </span>
          <span className="code muted" title={t('file.digest', { digest: file.digest })}>
            {file.digest.slice(0, 8)}
          </span>
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t('file.remove', { name: file.name })}
            onClick={() => onChange(files.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {upload.error && <ErrorState error={upload.error} />}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".pdf,.jpg,.jpeg,.png"
        onChange={(event) => {
          upload.mutate([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button
        id={id}
        icon={<UploadOutlined aria-hidden />}
        loading={upload.isPending}
        onClick={() => input.current?.click()}
      >
        {t(upload.isPending ? 'file.busy' : 'file.add')}
      </Button>
    </div>
  );
}
