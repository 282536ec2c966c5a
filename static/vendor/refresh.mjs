// Makes this folder's files from the packages that package.json pins. Run by `make vendor`.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import subsetFont from 'subset-font';
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

// The fonts of PDF papers: Latin, Cyrillic and the signs of office work; the rest would triple them.
const signs = [[0x20, 0x7e], [0xa0, 0x17f], [0x300, 0x301], [0x400, 0x52f], [0x2000, 0x206f], [0x20a0, 0x20bf],
  [0x2100, 0x214f], [0x2190, 0x2199], [0x2200, 0x22ff], [0x25a0, 0x25ff]]
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place)))
  .join('');
mkdirSync(path.join(here, 'paper'), { recursive: true });
for (const name of ['Tinos', 'Arimo']) {
  const folder = `@expo-google-fonts/${name.toLowerCase()}`;
  for (const style of ['400Regular', '700Bold']) {
    const whole = readFileSync(from(folder, style, `${name}_${style}.ttf`));
    writeFileSync(path.join(here, 'paper', `${name}_${style}.ttf`), await subsetFont(whole, signs, { targetFormat: 'truetype' }));
  }
  copyFileSync(from(folder, 'LICENSE_FONT'), path.join(here, 'paper', `${name}-OFL.txt`));
}

const rows = [
  ['htmx.min.js', 'htmx.org', '0BSD', hash(path.join(here, 'htmx.min.js'))],
  ['bootstrap.css', 'bootstrap', 'MIT', 'the parts that theme.scss names'],
  ['icons.svg', 'bootstrap-icons', 'MIT', 'the icons that icons.txt names'],
  ['golos-text-*.woff2', '@fontsource-variable/golos-text', 'OFL-1.1', 'Cyrillic and Latin'],
  ['paper/Tinos_*.ttf', '@expo-google-fonts/tinos', 'OFL-1.1', 'the widths of Times New Roman; Latin, Cyrillic and signs'],
  ['paper/Arimo_*.ttf', '@expo-google-fonts/arimo', 'OFL-1.1', 'the widths of Arial; Latin, Cyrillic and signs'],
].map(([file, name, licence, note]) => `| ${file} | ${name} ${version(name)} | ${licence} | ${note} |`);
writeFileSync(path.join(here, 'README.md'), `# Files of others

Made by \`make vendor\` from the packages that package.json pins; not edited by hand.

| file | package | licence | hash or content |
|---|---|---|---|
${rows.join('\n')}
`);
