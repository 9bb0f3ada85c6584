import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ApiError } from '../bot-api/api-error.ts';
import { authenticate, type BotApi, serveBotApi } from '../bot-api/serve-bot-api.ts';
import { type Console, serveConsole } from './console.ts';
import { requireOwnPage } from './own-page.ts';
import { guardPage } from './page-headers.ts';
import { respondError } from '../bot-api/respond.ts';
import { fileByPath, serveFile } from '../bot-api/serve-file.ts';

/** The server of the Bot API, of files and of the console. */
export function createSandboxServer(api: BotApi, console: Console, bodyTimeoutMs: number): Server {
  // An incomplete request is answered 408 then, and the connection is closed.
  const limits = {
    requestTimeout: bodyTimeoutMs,
    headersTimeout: bodyTimeoutMs,
    connectionsCheckingInterval: bodyTimeoutMs / 10,
  };
  const server = createServer(limits, (request, response) => {
    route(api, console, request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      respondError(
        response,
        error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${String(error)}`),
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  return server;
}

async function route(
  api: BotApi,
  console: Console,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = mark < 0 ? '' : url.slice(mark + 1);
  requireOwnPage(request, console.host);
  if (path.startsWith('/bot')) {
    const [token, method, ...rest] = path.slice(4).split('/');
    if (token === undefined || method === undefined || rest.length > 0) throw new ApiError(404, 'Not Found');
    await serveBotApi(api, request, response, decode(token), decode(method), query);
    return;
  }
  if (path.startsWith('/file/bot')) {
    const [token, ...rest] = path.slice('/file/bot'.length).split('/');
    authenticate(api.world, decode(token ?? ''));
    serveFile(api.world, request, response, fileByPath(api.world, decode(rest.join('/'))));
    return;
  }
  guardPage(response);
  await serveConsole(console, request, response, path);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(404, 'Not Found');
  }
}
