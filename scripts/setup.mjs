/**
 * First-run set-up: npm packages (the pinned Node among them), Django's wheels, the engines' bundles and, for the
 * tests, a Python environment and a browser. Each step is skipped when what it makes is there and up to date, and
 * leaves its mark only when it is through, so an interrupted set-up goes on where it stopped.
 *
 * It runs before anything is installed: no dependencies, any Node from 20 on.
 * Usage: node scripts/setup.mjs [--for=serve | --for=check | --for=engine | --for=test]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BROWSER_HINT, findBrowser, findFirefox } from './find-browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const purpose = process.argv.find((word) => word.startsWith('--for='))?.slice('--for='.length) ?? 'serve';
const venvPython = join(root, 'build', 'venv', windows ? 'Scripts/python.exe' : 'bin/python');

class SetupError extends Error {
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

const say = (text) => process.stderr.write(`set-up: ${text}\n`);
const hashOf = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex');
const hashOfFile = (name) => hashOf(readFileSync(join(root, name)));

/** Does `work` unless the mark in `markFile` says that it was done for the same `key`. */
function step(label, markFile, key, work) {
  const mark = join(root, markFile);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === key) return;
  const started = Date.now();
  say(`${label} …`);
  rmSync(mark, { force: true });
  work();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, key);
  say(`${label}: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function run(command, args, { quiet, ...options } = {}) {
  return spawnSync(command, args, {
    cwd: root,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
    encoding: 'utf8',
    ...options,
  });
}

function runOrFail(command, args, hint, options) {
  const result = run(command, args, options);
  if (result.status === 0) return;
  const cause = result.error ? result.error.message : `exit code ${result.status}`;
  const said = result.stderr ? `\n${result.stderr.trim().split('\n').slice(-8).join('\n')}` : '';
  throw new SetupError(`${[command, ...args].join(' ')} failed (${cause}).${said}`, hint);
}

function installPackages() {
  step(
    'npm packages',
    'node_modules/.twinstack-setup',
    hashOf(hashOfFile('package-lock.json'), process.platform),
    () => {
      // The machine's own Node may be older than what the packages ask for: they run on the Node that npm installs here.
      const args = ['ci', '--include=dev', '--include=optional', '--engine-strict=false', '--loglevel=error'];
      runOrFail('npm', args, 'Check that the npm registry can be reached, then run the command again.', {
        shell: windows,
      });
      linkPinnedNode();
    },
  );
}

/** npm 10.8 to 11.0 drop `.bin/node` when several platform packages share that name. */
function linkPinnedNode() {
  const linked = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node');
  if (existsSync(linked)) return;
  const { optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const binary = Object.keys(optionalDependencies)
    .map((name) => join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node'))
    .find(existsSync);
  if (!binary) {
    throw new SetupError(
      `There is no pinned Node for ${process.platform} ${process.arch}.`,
      'Use Linux (x64, arm64), macOS or Windows x64, or add the platform package to optionalDependencies.',
    );
  }
  if (windows) writeFileSync(linked, `@"${binary}" %*\r\n`);
  else symlinkSync(binary, linked);
}

/** The command of a Python that can do what is needed; checked once, when a step needs it. */
function findPython() {
  for (const command of ['python3', 'python']) {
    const probe = 'import sys, pip; assert sys.version_info >= (3, 11); print(sys.executable)';
    if (run(command, ['-c', probe], { quiet: true }).status === 0) return command;
  }
  throw new SetupError(
    'No Python 3.11 or later with pip was found.',
    'Install python3 and pip, then run the command again.',
  );
}

function downloadWheels() {
  step("Django's wheels", 'build/wheels/.complete', hashOfFile('requirements.txt'), () => {
    rmSync(join(root, 'build/wheels'), { recursive: true, force: true });
    const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--require-hashes', '-r', 'requirements.txt'];
    const python = findPython();
    const dest = ['--dest', 'build/wheels'];
    // Without retries first: pip would wait minutes for an extra index that is down although another has the wheels.
    if (run(python, [...args, ...dest, '--retries', '0'], { quiet: true }).status === 0) return;
    runOrFail(python, [...args, ...dest], 'Check that pip can reach its package index, then run the command again.');
  });
}

function makePythonEnvironment() {
  step('Python environment for the tests', 'build/venv/.complete', hashOfFile('requirements.txt'), () => {
    const python = findPython();
    rmSync(join(root, 'build/venv'), { recursive: true, force: true });
    // --without-pip: Debian keeps ensurepip in a package of its own; the outer pip can install into the environment.
    runOrFail(python, ['-m', 'venv', '--without-pip', 'build/venv'], 'Install Python with its venv module.');
    const install = [
      'install',
      '--quiet',
      '--no-index',
      '--find-links',
      'build/wheels',
      '--no-deps',
      '-r',
      'requirements.txt',
    ];
    runOrFail(python, ['-m', 'pip', '--python', venvPython, ...install], 'Upgrade pip (22.3 or later is needed).');
  });
}

function buildEngines() {
  runBuild('build-engines.ts', 'The message above says what went wrong while the engines were built.');
}

function buildPackages() {
  runBuild('build-packages.ts', 'Check that the npm registry can be reached, then run the command again.');
}

/** On the pinned Node, which takes TypeScript as it is. */
function runBuild(script, hint) {
  const node = join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node');
  runOrFail(node, [join(root, 'scripts', script)], hint, { shell: windows });
}

/** Debian's own package, where we may install one. */
function installWithApt(name) {
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) return;
  say(`installing Debian’s ${name} …`);
  run('apt-get', ['update', '-qq', '-o', 'Acquire::Retries=0']);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env, quiet: true });
}

function provideBrowser() {
  if (findBrowser()) return;
  if (!process.env.TWINSTACK_BROWSER) installWithApt('chromium');
  if (!findBrowser()) throw new SetupError('A browser is needed and none was found.', BROWSER_HINT);
}

/** Not needed as Chromium is: without it the tests in Firefox are skipped and say why. */
function provideFirefox() {
  if (!findFirefox() && !process.env.TWINSTACK_FIREFOX) installWithApt('firefox-esr');
}

try {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(`Node ${process.version} is too old.`, 'Install Node 20 or later.');
  }
  installPackages();
  downloadWheels();
  buildEngines();
  buildPackages();
  if (purpose === 'check' || purpose === 'test') makePythonEnvironment();
  if (purpose === 'test' || purpose === 'engine') provideBrowser();
  if (purpose === 'test') provideFirefox();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(`${error.message}\n        ${error.hint}`);
  process.exitCode = 1;
}
