// Makes this folder's files from the packages that package.json pins. Run by `make vendor`.
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from 'sass';

const here = import.meta.dirname;
const packages = path.join(here, 'node_modules');
const from = (...parts) => path.join(packages, ...parts);
const version = (name) => JSON.parse(readFileSync(from(name, 'package.json'))).version;
const hash = (file) => 'sha384-' + createHash('sha384').update(readFileSync(file)).digest('base64');

const css = compile(path.join(here, 'theme.scss'), {
  loadPaths: [packages], style: 'compressed', quietDeps: true, silenceDeprecations: ['import', 'global-builtin', 'color-functions'],
}).css;
writeFileSync(path.join(here, 'bootstrap.css'), css + '\n');

copyFileSync(from('htmx.org', 'dist', 'htmx.min.js'), path.join(here, 'htmx.min.js'));

for (const script of ['cyrillic', 'latin']) {
  const name = `golos-text-${script}-wght-normal.woff2`;
  copyFileSync(from('@fontsource-variable/golos-text', 'files', name), path.join(here, name));
}

const names = readFileSync(path.join(here, 'icons.txt'), 'utf8').split('\n').filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(from('bootstrap-icons', 'icons', `${name}.svg`), 'utf8');
  const inside = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>')).trim().replace(/\n\s*/g, '');
  return `<symbol id="${name}" viewBox="0 0 16 16">${inside}</symbol>`;
});
writeFileSync(path.join(here, 'icons.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);

const rows = [
  ['htmx.min.js', 'htmx.org', '0BSD', hash(path.join(here, 'htmx.min.js'))],
  ['bootstrap.css', 'bootstrap', 'MIT', 'the parts that theme.scss names'],
  ['icons.svg', 'bootstrap-icons', 'MIT', 'the icons that icons.txt names'],
  ['golos-text-*.woff2', '@fontsource-variable/golos-text', 'OFL-1.1', 'Cyrillic and Latin'],
].map(([file, name, licence, note]) => `| ${file} | ${name} ${version(name)} | ${licence} | ${note} |`);
writeFileSync(path.join(here, 'README.md'), `# Files of others

Made by \`make vendor\` from the packages that package.json pins; not edited by hand.

| file | package | licence | hash or content |
|---|---|---|---|
${rows.join('\n')}
`);
