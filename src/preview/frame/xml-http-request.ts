/** In the frame: `XMLHttpRequest` over `fetch` (XMLHttpRequest standard). Synchronous requests cannot be had. */
import { defineHandlers } from './event-handlers.ts';

const EVENTS = ['readystatechange', 'loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend'] as const;

export function createXmlHttpRequest(fetchFromSite: typeof fetch): typeof XMLHttpRequest {
  class PreviewXmlHttpRequest extends EventTarget {
    static readonly UNSENT = 0;
    static readonly OPENED = 1;
    static readonly HEADERS_RECEIVED = 2;
    static readonly LOADING = 3;
    static readonly DONE = 4;
    readonly UNSENT = 0;
    readonly OPENED = 1;
    readonly HEADERS_RECEIVED = 2;
    readonly LOADING = 3;
    readonly DONE = 4;
    readonly upload = new EventTarget();
    readyState = 0;
    status = 0;
    statusText = '';
    responseURL = '';
    responseType: XMLHttpRequestResponseType = '';
    timeout = 0;
    withCredentials = false;
    #method = 'GET';
    #url = '';
    #headers = new Headers();
    #answered = new Headers();
    #bytes = new Uint8Array(0);
    #abort = new AbortController();

    open(method: string, url: string | URL, isAsync = true): void {
      if (!isAsync)
        throw new DOMException(
          'The preview has no synchronous requests: leave out the third argument.',
          'InvalidAccessError',
        );
      this.#method = method.toUpperCase();
      this.#url = String(url);
      this.#headers = new Headers();
      this.#abort = new AbortController();
      this.#become(1);
    }

    setRequestHeader(name: string, value: string): void {
      this.#headers.append(name, value);
    }

    overrideMimeType(type: string): void {
      this.#answered.set('content-type', type);
    }

    send(body: XMLHttpRequestBodyInit | Document | null = null): void {
      if (this.readyState !== 1) throw new DOMException('Call open first.', 'InvalidStateError');
      const content = body instanceof Document ? new XMLSerializer().serializeToString(body) : body;
      const hasBody = content !== null && this.#method !== 'GET' && this.#method !== 'HEAD';
      const { signal } = this.#abort;
      if (this.timeout > 0) setTimeout(() => this.#abort.abort('timeout'), this.timeout);
      this.#tell('loadstart');
      const init: RequestInit = {
        method: this.#method,
        headers: this.#headers,
        credentials: this.withCredentials ? 'include' : 'same-origin',
        signal,
        ...(hasBody && { body: content }),
      };
      this.#receive(init).catch(() =>
        this.#fail(signal.aborted ? (signal.reason === 'timeout' ? 'timeout' : 'abort') : 'error'),
      );
    }

    abort(): void {
      if (this.readyState > 0 && this.readyState < 4) this.#abort.abort('abort');
    }

    getResponseHeader(name: string): string | null {
      return this.#answered.get(name);
    }

    getAllResponseHeaders(): string {
      return [...this.#answered].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }

    get responseText(): string {
      return new TextDecoder().decode(this.#bytes);
    }

    get responseXML(): Document | null {
      const type = this.#answered.get('content-type') ?? '';
      if (!/xml|html/.test(type)) return null;
      return new DOMParser().parseFromString(this.responseText, type.includes('html') ? 'text/html' : 'text/xml');
    }

    get response(): unknown {
      if (this.responseType === '' || this.responseType === 'text') return this.responseText;
      return this.readyState === 4 ? this.#convert() : null;
    }

    async #receive(init: RequestInit): Promise<void> {
      const answer = await fetchFromSite(this.#url, init);
      this.status = answer.status;
      this.statusText = answer.statusText;
      this.responseURL = answer.url;
      this.#answered = new Headers(answer.headers);
      this.#become(2);
      const parts: Uint8Array<ArrayBuffer>[] = [];
      if (answer.body) {
        for (const reader = answer.body.getReader(); ; ) {
          const { done, value } = await reader.read();
          if (done) break;
          parts.push(value as Uint8Array<ArrayBuffer>);
          this.#bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
          this.#become(3);
          this.#tell('progress');
        }
      }
      this.#become(4);
      this.#tell('load');
      this.#tell('loadend');
    }

    /** The body as `responseType` wants it. */
    #convert(): unknown {
      if (this.responseType === 'arraybuffer') return this.#bytes.slice().buffer;
      if (this.responseType === 'blob')
        return new Blob([this.#bytes], { type: this.#answered.get('content-type') ?? '' });
      if (this.responseType === 'document') return this.responseXML;
      try {
        return JSON.parse(this.responseText);
      } catch {
        return null;
      }
    }

    #fail(type: 'error' | 'abort' | 'timeout'): void {
      this.status = 0;
      this.statusText = '';
      this.#become(4);
      this.#tell(type);
      this.#tell('loadend');
    }

    #become(state: number): void {
      this.readyState = state;
      this.dispatchEvent(new Event('readystatechange'));
    }

    #tell(type: string): void {
      const total = Number(this.#answered.get('content-length') ?? 0);
      this.dispatchEvent(new ProgressEvent(type, { lengthComputable: total > 0, loaded: this.#bytes.length, total }));
    }
  }
  defineHandlers(PreviewXmlHttpRequest.prototype, EVENTS);
  return PreviewXmlHttpRequest as unknown as typeof XMLHttpRequest;
}
