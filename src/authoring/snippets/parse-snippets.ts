/** Whether snippets are programs at all. */
import { spawnSync } from 'node:child_process';
import { parse } from 'acorn';
import { describePlace, type Snippet } from '../../course/load-snippets.ts';
import type { Finding } from '../finding.ts';
import { findPython } from '../native/check-natively.ts';

const PARSE_PYTHON = `
import ast, json, sys
def problem(code):
    try:
        # As in a shell or an async view: await may stand anywhere.
        compile(code, "snippet", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return f"{error.msg} (line {error.lineno} of the fence)"
print(json.dumps([problem(code) for code in json.load(sys.stdin)]))
`;

/** One finding for each snippet that is no whole program. */
export async function parseSnippets(snippets: readonly Snippet[]): Promise<Finding[]> {
  const python = snippets.filter(({ language }) => language === 'python');
  const problems = new Map<Snippet, string | undefined>();
  for (const [index, problem] of parsePython(python.map(({ code }) => code)).entries()) {
    const snippet = python[index];
    if (snippet && problem !== null) problems.set(snippet, problem);
  }
  for (const snippet of snippets) {
    if (snippet.language === 'js') problems.set(snippet, findJavaScriptProblem(snippet.code));
  }
  return snippets.flatMap((snippet) => {
    const problem = problems.get(snippet);
    if (problem === undefined) return [];
    return [
      {
        subject: describePlace(snippet),
        expected: `${snippet.language === 'js' ? 'JavaScript' : 'Python'} that parses`,
        happened: problem,
        hint: 'Correct it, or mark a piece that is no whole program with the word "fragment" after the language.',
      },
    ];
  });
}

/** A file's name does not always say what it is (`main.js`): a module or, if that fails, a script. */
function findJavaScriptProblem(code: string): string | undefined {
  const asModule = tryParse(code, 'module');
  return asModule === undefined ? undefined : tryParse(code, 'commonjs') && asModule;
}

function tryParse(code: string, sourceType: 'module' | 'commonjs'): string | undefined {
  try {
    parse(code, { ecmaVersion: 'latest', sourceType, allowHashBang: true });
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message.replace(/\((\d+):\d+\)$/, '(line $1 of the fence)');
  }
}

function parsePython(codes: readonly string[]): readonly (string | null)[] {
  if (codes.length === 0) return [];
  const { status, stdout, stderr } = spawnSync(findPython(), ['-c', PARSE_PYTHON], {
    input: JSON.stringify(codes),
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Python could not parse the snippets: ${stderr}`);
  return JSON.parse(stdout) as (string | null)[];
}
