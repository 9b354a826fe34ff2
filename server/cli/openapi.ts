import { openApiDocument } from '../http/openapi.ts';
import type { CliCommand } from './command.ts';

export const openapiCommand: CliCommand = {
  summary: 'Print the OpenAPI 3.1 document of the API.',
  usage: '',
  options: {},
  run: async () => {
    process.stdout.write(`${JSON.stringify(openApiDocument(), null, 1)}\n`);
    return 0;
  },
};
