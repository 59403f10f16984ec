import { createSourceFile, forEachChild, isPropertyAssignment, ScriptTarget, SyntaxKind } from 'typescript';
import type { Node } from 'typescript';
import { projectFiles, read } from '../support/repository';

/** The rooms of the product; simulators, cli and tests may play at being somewhere. */
const ROOMS = /^(activities|api|db|domain|messages|runtime|sms|worker|workflows)\/.*\.tsx?$/;

/** Its defaults are what a start without settings means, and those are the first agency's. */
const SETTINGS = 'runtime/settings.ts';

const OF_AN_AGENCY = /ottawa|springfield|san.?diego|toronto|chicago|los_angeles|\b(613|343|217|619|858)\b/i;

const SAID: readonly SyntaxKind[] = [
  SyntaxKind.StringLiteral,
  SyntaxKind.NumericLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.JsxText,
];

/** Every literal of a source file but the examples that its documentation shows. */
function literals(path: string): string[] {
  const source = createSourceFile(path, read(path), ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: Node): void => {
    if (isPropertyAssignment(node) && node.name.getText() === 'example') return;
    if (SAID.includes(node.kind)) found.push(node.getText());
    forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('no code of the product knows an agency, its place or its phone lines', () => {
  const files = projectFiles().filter((path) => ROOMS.test(path) && path !== SETTINGS);
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((path) =>
    literals(path)
      .filter((literal) => OF_AN_AGENCY.test(literal))
      .map((literal) => `${path}: ${literal}`),
  );
  expect(found).toEqual([]);
});

test('a literal of an agency would be found', () => {
  expect(literals(SETTINGS).filter((literal) => OF_AN_AGENCY.test(literal))).toContain("'ottawa'");
});
