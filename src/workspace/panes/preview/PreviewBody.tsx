/** The preview with a server: the page, requests of one's own, the log, the cookies. */
import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import { TabList } from '../../layout/TabList.tsx';
import type { Workspace } from '../../model/workspace.ts';
import { AddressBar } from './AddressBar.tsx';
import { attachPreviewStyles } from './attach-preview-styles.ts';
import { ClientView } from './ClientView.tsx';
import { CookiesView } from './CookiesView.tsx';
import { PageView, type PageWidth } from './PageView.tsx';
import { RequestsView } from './RequestsView.tsx';
import { ServerNotice } from './ServerNotice.tsx';
import { openTracedServers } from './traced-servers.ts';

attachPreviewStyles();

export interface PreviewBodyProps {
  readonly workspace: Workspace;
}

export type PreviewView = 'page' | 'client' | 'requests' | 'cookies';

export function PreviewBody({ workspace }: PreviewBodyProps) {
  const { preview, engine, requests } = workspace;
  const browser = useMemo(() => new PreviewBrowser(openTracedServers({ engine, requests })), [engine, requests]);
  useEffect(() => () => browser.dispose(), [browser]);
  const view = useSignal<PreviewView>('page');
  const width = useSignal<PageWidth>('full');
  const turn = useSignal(0);

  // Each run has a server of its own: the page is asked for anew, where it was.
  useSignalEffect(() => {
    const served = preview.served.value;
    if (!served || served.turn === turn.peek()) return;
    turn.value = served.turn;
    browser.beginAnew();
    browser.first.open(startAddress(workspace, served.ports), originOf(served.ports[0]));
  });
  useSignalEffect(() => {
    const address = browser.first.history.present.value?.request.url;
    if (address !== undefined) preview.keep({ address });
  });

  const ids = (name: PreviewView) => `ws-${workspace.exercise.id}-preview-${name}`;
  return (
    <div class="ws-preview">
      <AddressBar workspace={workspace} browser={browser} width={width} onOpen={() => (view.value = 'page')} />
      <ServerNotice workspace={workspace} />
      <TabList
        className="ws-preview-views"
        label="Views of the preview"
        present={view.value}
        onChoose={(chosen) => (view.value = chosen)}
        tabs={[
          { id: 'page', panelId: ids('page'), content: 'Page' },
          { id: 'client', panelId: ids('client'), content: 'API client' },
          {
            id: 'requests',
            panelId: ids('requests'),
            content: <Count name="Requests" of={browser.log.requests} />,
          },
          {
            id: 'cookies',
            panelId: ids('cookies'),
            content: <Count name="Cookies" of={browser.cookies.cookies} />,
          },
        ]}
      />
      <PageView id={ids('page')} browser={browser} width={width.value} isHidden={view.value !== 'page'} />
      {view.value === 'client' && <ClientView id={ids('client')} browser={browser} workspace={workspace} />}
      {view.value === 'requests' && <RequestsView id={ids('requests')} log={browser.log} workspace={workspace} />}
      {view.value === 'cookies' && <CookiesView id={ids('cookies')} jar={browser.cookies} />}
    </div>
  );
}

interface CountProps {
  readonly name: string;
  /** Read here: what comes and goes with each request draws the number anew, not the preview. */
  readonly of: ReadonlySignal<readonly unknown[]>;
}

function Count({ name, of }: CountProps) {
  const { length } = of.value;
  return (
    <>
      {name}
      {length > 0 && <span class="ws-tab-news">{length}</span>}
    </>
  );
}

export function originOf(port: number | undefined): string {
  return `http://localhost:${port ?? 80}`;
}

/** Where the learner was last, if a server of this run answers there; else the start page of the first. */
function startAddress({ preview }: Workspace, ports: readonly number[]): string {
  const { address } = preview.kept;
  if (address !== undefined && ports.includes(Number(new URL(address).port))) return address;
  return `${originOf(ports[0])}/`;
}
