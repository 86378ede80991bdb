/** One recorded request: which one, what it did, and its pictures. */
import { useState } from 'preact/hooks';
import { attachStyleSheet } from '../attach-style-sheet.ts';
import { type Tab, TabList } from '../layout/TabList.tsx';
import type { RecordedRequest } from '../model/recorded-requests.ts';
import type { Workspace } from '../model/workspace.ts';
import { FileMap } from './FileMap.tsx';
import { RequestPicker } from './RequestPicker.tsx';
import { RequestSummary } from './RequestSummary.tsx';
import sheet from './requests.css?inline';
import { StepTable } from './StepTable.tsx';
import { TwinView } from './twin/TwinView.tsx';
import { useLitFiles } from './use-lit-files.ts';
import { usePrinting } from './use-printing.ts';
import { WaterfallView } from './WaterfallView.tsx';

attachStyleSheet('request-trace-styles', sheet);

type Picture = 'waterfall' | 'files' | 'table' | 'twin';

export function RequestView({ workspace }: { readonly workspace: Workspace }) {
  const request = workspace.requests.chosen.value;
  useLitFiles(workspace);
  if (!request) return <p class="ws-empty">No request was recorded yet.</p>;
  return <OneRequest workspace={workspace} request={request} />;
}

interface OneRequestProps {
  readonly workspace: Workspace;
  readonly request: RecordedRequest;
}

function OneRequest({ workspace, request }: OneRequestProps) {
  const [picture, setPicture] = useState<Picture>('waterfall');
  const isPrinting = usePrinting();
  const { exercise, twinUrl } = workspace;
  const panelId = `ws-${exercise.id}-request-picture`;
  const tabs: readonly (Tab<Picture> | false)[] = [
    { id: 'waterfall', panelId, content: 'Waterfall' },
    exercise.stack === 'django' && { id: 'files', panelId, content: 'Files' },
    { id: 'table', panelId, content: 'Table' },
    twinUrl !== undefined && { id: 'twin', panelId, content: 'Both stacks' },
  ];
  return (
    <div class="ws-request-trace">
      <RequestPicker requests={workspace.requests} />
      <RequestSummary workspace={workspace} request={request} />
      <TabList
        className="ws-request-pictures"
        label="Pictures of this request"
        present={picture}
        onChoose={setPicture}
        tabs={tabs.filter((tab) => tab !== false)}
      />
      <div id={panelId} class="ws-request-picture" role="tabpanel" aria-label="Picture" data-picture={picture}>
        {picture === 'waterfall' && <WaterfallView key={request.key} workspace={workspace} request={request} />}
        {picture === 'files' && <FileMap workspace={workspace} request={request} />}
        {picture === 'twin' && <TwinView workspace={workspace} request={request} />}
        {/* On paper nobody can ask for it. */}
        {(picture === 'table' || (isPrinting && picture !== 'twin')) && (
          <StepTable workspace={workspace} trace={request.trace} />
        )}
      </div>
    </div>
  );
}
