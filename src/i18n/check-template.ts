import { longestFill, type TemplateProblem, templateProblems, templateVariables } from './template.ts';

/** Telegram's limit for one message, in code points. */
const MESSAGE_LIMIT = 4096;

/** End of a sentence that begins with the name of the text, and an order. */
type TemplateFault = { problem: string; fix: string };

/** All faults of a company's text. Empty: the text can be used. */
export function checkTemplate(
  template: string,
  shown: (excerpt: string) => string = JSON.stringify,
): TemplateFault[] {
  const faults = templateProblems(template).map((problem) => faultOf(problem, shown));
  const length = longestFill(template);
  if (length > MESSAGE_LIMIT) {
    faults.push({
      problem: `can reach ${length} characters when the client has a long name.`,
      fix: `Shorten it: Telegram accepts up to ${MESSAGE_LIMIT} characters per message.`,
    });
  }
  return faults;
}

function faultOf(problem: TemplateProblem, shown: (excerpt: string) => string): TemplateFault {
  if (problem.kind === 'unknown-variable') {
    return {
      problem: `has an unknown placeholder, ${problem.variable}.`,
      fix: `Use one of these: ${templateVariables.join(', ')}.`,
    };
  }
  return {
    problem: `has unpaired or malformed braces at ${shown(problem.near)}.`,
    fix: "Write {{ contact.first_name }} or {{ contact.first_name || 'there' }}, with two braces on each side.",
  };
}
