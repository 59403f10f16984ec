import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Policy } from '../domain/policy';
import type { AgencyTexts } from '../messages/agency-texts';
import { checkWordings } from '../messages/check-wordings';
import type { Survey } from '../messages/survey';
import { AgencyFileError } from './agency/file-problem';
import type { FileProblem, RuleProblem } from './agency/file-problem';
import { checkPolicy } from './agency/policy-rules';
import { policySchema } from './agency/policy-schema';
import { checkSurvey, surveySchema } from './agency/survey-schema';
import { textsSchema } from './agency/texts-schema';
import { toPolicy } from './agency/to-policy';
import { readYamlFile } from './agency/yaml-file';
import type { YamlFile } from './agency/yaml-file';

/** An agency's own rules and words. */
export type Agency = {
  policy: Policy;
  /** policy.yaml as it was read, and the SHA-256 of it in hexadecimal digits. */
  policyText: string;
  policyHash: string;
  /** By language; every language of the policy is there. */
  texts: Record<string, AgencyTexts>;
  survey: Survey;
};

type Read<T> = { value: T | null; problems: FileProblem[] };

/**
 * Reads and checks a folder of `agencies/`.
 * @throws AgencyFileError with every problem of all its files
 */
export function loadAgency(folder: string): Agency {
  const policy = readPolicy(folder);
  if (!policy.value) throw new AgencyFileError(policy.problems);
  const { languages } = policy.value;
  const texts = languages.map((language) => readTexts(folder, language));
  const survey = readSurvey(folder, languages);
  const problems = [policy, ...texts, survey].flatMap((read) => read.problems);
  problems.push(...strayTexts(folder, languages));
  if (problems.length > 0 || !survey.value) throw new AgencyFileError(problems);
  return {
    policy: policy.value,
    policyText: policy.text,
    policyHash: createHash('sha256').update(policy.text).digest('hex'),
    texts: Object.fromEntries(texts.flatMap(({ value }) => (value ? [[value.language, value]] : []))),
    survey: survey.value,
  };
}

function readPolicy(folder: string): Read<Policy> & { text: string } {
  const file = readYamlFile(join(folder, 'policy.yaml'), nameOf(folder, 'policy.yaml'), policySchema);
  if (!file.value) return { value: null, problems: file.problems, text: file.text };
  const found = checkPolicy(file.value);
  const folderName = basename(resolve(folder));
  if (file.value.agency !== folderName) {
    found.push({ path: ['agency'], message: `needs to be the name of its folder, ${folderName}` });
  }
  return { value: toPolicy(file.value), problems: located(file, found), text: file.text };
}

function readTexts(folder: string, language: string): Read<AgencyTexts> {
  const name = `texts.${language}.yaml`;
  const file = readYamlFile(join(folder, name), nameOf(folder, name), textsSchema);
  if (!file.value) return { value: null, problems: file.problems };
  const problems = located(file, checkWordings(file.value.texts));
  return { value: { language, ...file.value }, problems };
}

function readSurvey(folder: string, languages: string[]): Read<Survey> {
  const path = join(folder, 'survey.yaml');
  const file = readYamlFile(path, nameOf(folder, 'survey.yaml'), surveySchema(languages));
  return {
    value: file.value,
    problems: [...file.problems, ...located(file, file.value ? checkSurvey(file.value) : [])],
  };
}

function located<T>(file: YamlFile<T>, found: RuleProblem[]): FileProblem[] {
  return found.map(({ path, message }) => file.problemAt(path, message));
}

/** A file of texts nobody would ever be sent: its language is missing from the policy. */
function strayTexts(folder: string, languages: string[]): FileProblem[] {
  const wanted = new Set(languages.map((language) => `texts.${language}.yaml`));
  return readdirSync(folder)
    .filter((name) => /^texts\..*\.ya?ml$/.test(name) && !wanted.has(name))
    .map((name) => ({
      file: nameOf(folder, name),
      line: 1,
      rule: 'file',
      message: 'needs its language in languages of policy.yaml',
    }));
}

function nameOf(folder: string, file: string): string {
  const path = resolve(folder);
  return `${basename(dirname(path))}/${basename(path)}/${file}`;
}
