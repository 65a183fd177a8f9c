// Builds the front end: every page script and style sheet of app/static/src, and the assets they
// name, into app/static/dist under hashed names, with manifest.json {"phone.js": "phone-AB12.js"};
// then the service worker, which carries the list of what a phone needs without a network.
// A warning ends the build.
import { build } from "esbuild";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "app", "static", "src");
const OUT = join(ROOT, "app", "static", "dist");

async function filesIn(folder, extension) {
  const names = await readdir(join(SOURCE, folder)).catch(() => []);
  return names.filter((name) => name.endsWith(extension)).map((name) => join(SOURCE, folder, name));
}

// What a page may ask for by name: entries, and the fonts and pictures that style sheets name.
function sourceOf(output) {
  if (output.entryPoint) return basename(output.entryPoint);
  const inputs = Object.keys(output.inputs);
  return inputs.length === 1 ? basename(inputs[0]) : null;
}

// Fetched by the page that reads QR codes with a camera, never from anywhere else.
const QR_READER = join(ROOT, "node_modules", "zxing-wasm", "dist", "reader", "zxing_reader.wasm");
const images = await Promise.all([".svg", ".png", ".webp"].map((kind) => filesIn("images", kind)));
const entries = [
  ...(await filesIn("pages", ".js")), ...(await filesIn("styles", ".css")), ...images.flat(), QR_READER,
];
const options = {
  absWorkingDir: ROOT,
  outdir: OUT,
  write: false,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  format: "iife",
  minify: true,
  sourcemap: false,
  metafile: true,
  legalComments: "linked",
  target: ["es2018", "chrome70", "safari14"],
  // esbuild counts Safari 14.0 out for one rare mistake with default values; the pattern itself works.
  supported: { destructuring: true },
  loader: { ".woff2": "copy", ".svg": "copy", ".png": "copy", ".webp": "copy", ".wasm": "copy" },
  logLevel: "warning",
};
const result = await build({ ...options, entryPoints: entries });
if (result.warnings.length > 0) process.exit(1);

const manifest = {};
function addToManifest(metafile) {
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const source = sourceOf(output);
    if (!source) continue;
    if (source in manifest) throw new Error(`two sources are named ${source}`);
    manifest[source] = relative(OUT, join(ROOT, path));
  }
}
addToManifest(result.metafile);

// What the phone pages name: fetched once, so that they open without a network.
const KEPT = [
  "phone.js", "phone.css", "reader_start.js", "reader.js", "reader.css", "delegates.js", "not_kept.js",
  "emblem.svg",
];
const isKept = (name) => KEPT.includes(name) || name.endsWith(".woff2");
const kept = Object.keys(manifest).filter(isKept).sort();
const worker = await build({
  ...options,
  entryPoints: await filesIn("workers", ".js"),
  define: { BUILT_FILES: JSON.stringify(kept.map((name) => `/static/dist/${manifest[name]}`)) },
});
if (worker.warnings.length > 0) process.exit(1);
addToManifest(worker.metafile);

// Only a build that worked replaces the one that stands, and a server never finds a file missing:
// new files come beside the old ones, then the manifest changes over. A server that was started
// before goes on with the files of its start, so what is old goes only after a week.
const KEPT_MS = 7 * 24 * 3600 * 1000;
await mkdir(OUT, { recursive: true });
const files = [...result.outputFiles, ...worker.outputFiles];
await Promise.all(files.map((file) => writeFile(file.path, file.contents)));
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await writeFile(join(OUT, "manifest.json.new"), `${JSON.stringify(sorted, null, 2)}\n`);
await rename(join(OUT, "manifest.json.new"), join(OUT, "manifest.json"));
const present = new Set([...files.map((file) => basename(file.path)), "manifest.json"]);
const old = (await readdir(OUT)).filter((name) => !present.has(name)).map((name) => join(OUT, name));
async function removeLongUnused(path) {
  if (Date.now() - (await stat(path)).mtimeMs > KEPT_MS) await rm(path, { recursive: true });
}
await Promise.all(old.map(removeLongUnused));
console.log(`${Object.keys(manifest).length} files built`);
