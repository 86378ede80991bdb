/** `internalBinding('messaging')`: structured clones and the ports that carry them (Node.js src/node_messaging.cc). */
import { codedError } from '../coded-error.ts';
import { vmStateOf } from '../contexts/vm-state.ts';
import type { BindingFactory } from '../kernel.ts';
import { PortData } from '../threads/port-data.ts';
import { portHandleOf } from '../threads/port-handle.ts';
import { readMessage } from '../threads/read-message.ts';
import { threadOf } from '../threads/thread.ts';
import { writeMessage } from '../threads/write-message.ts';
import { createMessagePortClass } from './message-port.ts';

export const createMessagingBinding: BindingFactory = (kernel, stub) => {
  const { perContext, symbols } = kernel;
  const thread = threadOf(kernel);
  const { MessagePort, createPort, createPortInContext } = createMessagePortClass(kernel);
  thread.objects.createPort = createPort;
  return Object.assign(stub, {
    DOMException: perContext.DOMException,
    QuotaExceededError: perContext.QuotaExceededError,
    MessagePort,
    MessageChannel: createMessageChannel(createPort),
    structuredClone(value: unknown, options?: { transfer?: Iterable<unknown> }) {
      return readMessage(kernel, writeMessage(kernel, value, [...(options?.transfer ?? [])]), thread.objects).value;
    },
    exposeLazyDOMExceptionProperty(target: object) {
      Object.defineProperty(target, 'DOMException', {
        configurable: true,
        writable: true,
        enumerable: false,
        value: perContext.DOMException,
      });
    },
    receiveMessageOnPort(port: unknown) {
      const handle = typeof port === 'object' && port !== null ? portHandleOf(port) : undefined;
      if (!handle) {
        throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
      }
      const received = handle.receive();
      return received ? received.value : symbols.isolate.no_message_symbol;
    },
    setDeserializerCreateObjectFunction(create: typeof thread.objects.createObject) {
      thread.objects.createObject = create;
    },
    stopMessagePort: (port: object) => portHandleOf(port)?.stop(),
    drainMessagePort: (port: object) => portHandleOf(port)?.drain(),
    broadcastChannel: (name: string) => createPort(thread.broadcasts.join(name)),
    moveMessagePortToContext(port: object, sandbox: object): object {
      const handle = portHandleOf(port);
      if (!handle) {
        throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
      }
      if (handle.isDetached) {
        throw codedError(Error, 'ERR_CLOSED_MESSAGE_PORT', 'Cannot send data on closed MessagePort');
      }
      if (!vmStateOf(kernel).isContext(sandbox)) {
        throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', 'Invalid context argument');
      }
      return createPortInContext(handle.detach());
    },
  });
};

function createMessageChannel(createPort: (data: PortData) => object): NewableFunction {
  function MessageChannel(this: Record<string, unknown>): void {
    if (!new.target) {
      const message = 'Cannot call constructor without `new`';
      throw codedError(TypeError, 'ERR_CONSTRUCT_CALL_REQUIRED', message);
    }
    const [one, two] = PortData.pair();
    this.port1 = createPort(one);
    this.port2 = createPort(two);
  }

  return MessageChannel as unknown as NewableFunction;
}
