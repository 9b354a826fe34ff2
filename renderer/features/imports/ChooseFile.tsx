import { InboxOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import type { ImportKind } from '../../../shared/api/kinds.ts';
import type { MethodOutput } from '../../../shared/bridge/contract.ts';
import { uploadFile } from '../../bridge/upload.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';

interface Props {
  readonly kind: ImportKind;
  readonly onTable: (table: MethodOutput<'imports.open'>) => void;
}

/** Takes the file by choice or by drop; reading it changes nothing. */
export function ChooseFile({ kind, onTable }: Props) {
  const { t } = useText();
  const client = useClient();
  const input = useRef<HTMLInputElement>(null);
  const open = useMutation({
    mutationFn: async (file: File) =>
      client.call('imports.open', { uploadId: await uploadFile(client, file), kind }),
    onSuccess: onTable,
  });
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) open.mutate(file);
  };
  return (
    <div
      className="drop stack"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <InboxOutlined className="drop-icon" aria-hidden="true" />
      <p className="muted">{t('import.fileLead')}</p>
      {open.error && <ErrorState error={open.error} />}
      <input
        ref={input}
        hidden
        type="file"
        accept=".xlsx,.csv"
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
      <Button type="primary" loading={open.isPending} onClick={() => input.current?.click()}>
        {t('import.file')}
      </Button>
    </div>
  );
}
