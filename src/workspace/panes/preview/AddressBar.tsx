/** Back, forward, reload, the address, full screen, which server, how wide. */
import type { Signal } from '@preact/signals';
import { useSignal, useSignalEffect } from '@preact/signals';
import type { PreviewBrowser } from '../../../preview/browser/preview-browser.ts';
import { Icon, type IconName } from '../../layout/Icon.tsx';
import type { Workspace } from '../../model/workspace.ts';
import type { PageWidth } from './PageView.tsx';
import { originOf } from './PreviewBody.tsx';

const WIDTHS: Readonly<Record<PageWidth, string>> = { full: 'Full width', tablet: 'Tablet, 768', phone: 'Phone, 390' };

export interface AddressBarProps {
  readonly workspace: Workspace;
  readonly browser: PreviewBrowser;
  readonly width: Signal<PageWidth>;
  readonly onOpen: () => void;
}

/** What the learner wrote into the address, until the page that it leads to is there. */
interface Writing {
  readonly text: string;
  readonly isSent: boolean;
}

export function AddressBar({ workspace, browser, width, onOpen }: AddressBarProps) {
  const window = browser.front.value;
  const { history } = window;
  const writing = useSignal<Writing | undefined>(undefined);
  const isWrong = useSignal(false);
  const present = history.present.value?.request.url;
  const origin = present === undefined ? originOf(workspace.preview.served.value?.ports[0]) : new URL(present).origin;
  useSignalEffect(() => {
    // An address that gave a file to save is none of a page.
    const { offer, history: shown } = browser.front.value;
    void offer.value;
    void shown.present.value;
    // A page that comes meanwhile takes nobody's words away.
    if (writing.peek()?.isSent !== false) writing.value = undefined;
  });
  const readAddress = () => writing.value?.text ?? present?.replace(/^http:\/\//, '') ?? '';
  const isLoading = window.state.value.phase === 'loading';
  return (
    <form
      class="ws-address"
      onSubmit={(event) => {
        event.preventDefault();
        const address = readAddress();
        isWrong.value = !window.open(address, origin);
        if (isWrong.value) return;
        writing.value = { text: address, isSent: true };
        onOpen();
      }}
    >
      <BarButton icon="back" label="Back" isOff={!history.canGoBack.value} onClick={() => window.go(-1)} />
      <BarButton icon="forward" label="Forward" isOff={!history.canGoForward.value} onClick={() => window.go(1)} />
      {isLoading ? (
        <BarButton icon="cross" label="Stop loading" onClick={() => window.stop()} />
      ) : (
        <BarButton icon="reload" label="Reload" isOff={present === undefined} onClick={() => window.reload()} />
      )}
      <input
        class="ws-field ws-address-field"
        type="text"
        inputMode="url"
        aria-label="Address"
        aria-invalid={isWrong.value}
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        value={readAddress()}
        onInput={(event) => {
          writing.value = { text: event.currentTarget.value, isSent: false };
          isWrong.value = false;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') writing.value = undefined;
        }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <BarButton icon="expand" label="Full screen" onClick={(button) => showFullScreen(button)} />
      <ServerChoice workspace={workspace} browser={browser} origin={origin} />
      <select
        class="ws-field ws-width"
        aria-label="Width of the page"
        value={width.value}
        onChange={(event) => (width.value = event.currentTarget.value as PageWidth)}
      >
        {Object.entries(WIDTHS).map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {isWrong.value && (
        <p class="ws-address-wrong" role="alert">
          The preview shows servers of your program only: a path such as /about/, or localhost with a port.
        </p>
      )}
    </form>
  );
}

function ServerChoice({
  workspace,
  browser,
  origin,
}: {
  readonly workspace: Workspace;
  readonly browser: PreviewBrowser;
  readonly origin: string;
}) {
  const ports = workspace.preview.served.value?.ports ?? [];
  if (ports.length < 2) return null;
  return (
    <select
      class="ws-field"
      aria-label="Server"
      value={new URL(origin).port}
      onChange={(event) => browser.front.value.open('/', originOf(Number(event.currentTarget.value)))}
    >
      {ports.map((port) => (
        <option key={port} value={String(port)}>
          Port {port}
        </option>
      ))}
    </select>
  );
}

interface BarButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onClick: (button: HTMLElement) => void;
}

function BarButton({ icon, label, isOff = false, onClick }: BarButtonProps) {
  return (
    <button
      type="button"
      class="ts-button ts-button-quiet ws-bar-button"
      title={label}
      aria-disabled={isOff}
      onClick={(event) => {
        if (!isOff) onClick(event.currentTarget);
      }}
    >
      <Icon name={icon} />
      <span class="ts-visually-hidden">{label}</span>
    </button>
  );
}

/** Refused by a browser, the preview stays as it is. */
function showFullScreen(button: HTMLElement): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else
    button
      .closest('.ws-preview')
      ?.requestFullscreen?.()
      .catch(() => undefined);
}
