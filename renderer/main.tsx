import 'antd/dist/reset.css';
import './theme/global.css';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { App } from './app/App.tsx';
import { createRouter } from './app/routes.tsx';
import { chooseBridge } from './bridge/chooseBridge.ts';
import { createClient } from './bridge/client.ts';

// The page's content security policy forbids code made from strings.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App client={createClient(chooseBridge())} router={createRouter()} />);
