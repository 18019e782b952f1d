/**
 * One argument of a command line for a POSIX shell, such as bash, zsh or dash: nothing in it is expanded. Characters
 * that a terminal would act on, or nobody sees, are written as escapes, which bash and zsh know.
 */
export function shellQuote(argument: string): string {
  if (/^[\w@%+:,./-]+$/.test(argument)) return argument;
  if (!unseen.test(argument)) return `'${argument.replaceAll("'", "'\\''")}'`;
  const escaped = argument
    .replace(/[\\']/g, "\\$&")
    .replace(unseenAll, (character) =>
      Array.from(Buffer.from(character), (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(
        "",
      ),
    );
  return `$'${escaped}'`;
}

const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
const unseenAll = new RegExp(unseen, "gu");
