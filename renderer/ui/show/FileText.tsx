import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Tooltip } from 'antd';
import type { FileRef } from '../../../shared/domain/fields.ts';
import { useClient } from '../../bridge/useClient.ts';
import { useText } from '../../locales/text.ts';

/** A stored scan: its name saves it to this machine; its digest stands in the tooltip. */
export function FileText({ file }: { readonly file: FileRef }) {
  const { t } = useText();
  const client = useClient();
  const save = useMutation({
    mutationFn: () => client.call('files.save', { digest: file.digest, name: file.name }),
  });
  return (
    <span className="row">
      <Tooltip title={t('file.digest', { digest: file.digest })}>
        <Button
          size="small"
          type="link"
          icon={<PaperClipOutlined aria-hidden />}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {file.name}
        </Button>
      </Tooltip>
      <span className="muted">{sizeText(file.size)}</span>
      {save.data && <span className="muted">{t('field.saved', { name: save.data.fileName })}</span>}
    </span>
  );
}

/** Bytes in the unit people read. */
export function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
