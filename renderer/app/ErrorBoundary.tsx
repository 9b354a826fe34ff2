import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useText } from '../locales/text.ts';
import { EmptyState } from '../ui/show/EmptyState.tsx';

interface Props {
  readonly children: ReactNode;
}

/** Keeps a page's failure to that page: the frame stays, and the page can be opened again. */
export class ErrorBoundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <Crashed onAgain={() => this.setState({ failed: false })} />;
  }
}

/** Says that a page failed and that nothing was submitted. */
function Crashed({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useText();
  return (
    <main className="plain-page">
      <EmptyState isPage why={t('crash.title')} next={t('crash.lead')}>
        <div className="row">
          <Button type="primary" onClick={onAgain}>
            {t('crash.again')}
          </Button>
          <Button href="#/">{t('crash.home')}</Button>
        </div>
      </EmptyState>
    </main>
  );
}
