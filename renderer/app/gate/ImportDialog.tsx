import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useRef, useState } from 'react';
import { hostQuery, useHost } from '../../bridge/center.ts';
import { uploadFile } from '../../bridge/upload.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { PasswordField } from '../../ui/form/PasswordField.tsx';
import { ErrorState } from '../../ui/show/ErrorState.tsx';
import { useFocusReturn } from '../../ui/useFocusReturn.ts';

/** Takes a PKCS#12 file in: file, its passphrase, and the certificate is in use, which ends a session under another. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  useFocusReturn();
  const { data: session } = useHost('session.get', {});
  const client = useClient();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const take = useMutation({
    mutationFn: async (chosen: File) => {
      const uploadId = await uploadFile(client, chosen);
      return client.call('certificates.import', { uploadId, passphrase });
    },
    retry: 0,
    onSuccess: async (gate) => {
      queries.setQueryData(hostQuery(client, 'gate.get', {}).queryKey, gate);
      await queries.invalidateQueries({ queryKey: hostQuery(client, 'certificates.list', {}).queryKey });
      onClose();
    },
  });
  return (
    <Modal open title={t('certificate.importTitle')} footer={null} onCancel={onClose} width={480}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) take.mutate(file);
        }}
      >
        <p>{t('certificate.importLead')}</p>
        {session && <p className="tone-warn">{t('certificate.signsOut')}</p>}
        <input
          ref={input}
          type="file"
          hidden
          accept=".p12,.pfx"
          aria-label={t('certificate.file')}
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <div className="row">
          <Button onClick={() => input.current?.click()}>{t('certificate.file')}</Button>
          <span className="ellipsis" title={file?.name}>
            {file?.name}
          </span>
        </div>
        <PasswordField
          label={t('certificate.passphrase')}
          autoComplete="off"
          value={passphrase}
          onChange={setPassphrase}
        />
        {take.error && <ErrorState error={take.error} />}
        <div>
          <Button type="primary" htmlType="submit" disabled={file === null} loading={take.isPending}>
            {t('certificate.take')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
