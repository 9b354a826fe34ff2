import { request, type Agent } from 'node:https';
import * as z from 'zod';
import { operations } from '../../../shared/api/operations.ts';

const TIMEOUT_MS = 5_000;
const wordSchema = z.object({ time: z.iso.datetime() });

/**
 * The center's clock minus this machine's, ms; null where it cannot be learned. Asked when the dates of the server's
 * certificate do not fit this machine's clock, to find out which of the two is wrong. Nothing but the question is sent:
 * neither session nor client certificate.
 */
export async function askServerClock(url: string, agent: Agent, now: () => number): Promise<number | null> {
  const sentAt = now();
  const answer = await get(new URL(operations['gate.get'].path, url), agent).catch(() => null);
  const word = wordSchema.safeParse(answer);
  if (!word.success) return null;
  return Date.parse(word.data.time) - (sentAt + now()) / 2;
}

function get(url: URL, agent: Agent): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, timeout: TIMEOUT_MS }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        if (text.length > 65_536) asked.destroy(new Error('too long'));
      });
      response.on('end', () => {
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(error);
        }
      });
      response.on('error', reject);
    });
    asked.on('timeout', () => asked.destroy(new Error('timeout')));
    asked.on('error', reject);
    asked.end();
  });
}
