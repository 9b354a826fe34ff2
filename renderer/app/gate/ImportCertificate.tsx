import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useRef, useState } from 'react';
import { hostQuery } from '../../bridge/center.ts';
import { uploadFile } from '../../bridge/upload.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';
import { ErrorState } from '../../ui/show/ErrorState.tsx';

/** Takes a PKCS#12 file in: file, its passphrase, and the certificate is in use. */
export function ImportCertificate() {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('certificate.import')}</Button>
      {open && <ImportDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
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
        <label className="stack tight">
          <span className="muted">{t('certificate.passphrase')}</span>
          <Input.Password
            autoComplete="off"
            maxLength={200}
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
          />
        </label>
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
