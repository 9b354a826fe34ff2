import { contextBridge, ipcRenderer } from 'electron';
import { createPreloadBridge } from './hosts/electron/preloadBridge.ts';

contextBridge.exposeInMainWorld('gov', createPreloadBridge(ipcRenderer));
