import type { App } from 'electron';
import type { Logger } from '../../services/log/logger.ts';

/**
 * Chromium takes no part in the connection to the center (Node does, see `services/center/tlsAgent.ts`):
 * it gets no client certificate, and no broken server certificate is ever accepted.
 */
export function refuseChromiumCertificates(app: Pick<App, 'on'>, log: Logger): void {
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    log.warn({ event: 'chromium-certificate-asked' });
    callback();
  });
  app.on('certificate-error', (event, _contents, _url, error, _certificate, callback) => {
    event.preventDefault();
    log.warn({ event: 'chromium-certificate-error', error });
    callback(false);
  });
}
