// Compiles the styles and copies typefaces and the GOV.UK script into static/build, which git ignores.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "..", "..", "node_modules");
const build = join(here, "..", "build");

const subsets = ["latin", "latin-ext"];
const faces = {
  "atkinson-hyperlegible-next": ["400-normal", "600-normal"],
  "source-serif-4": ["400-normal", "400-italic", "600-normal"],
};

function styles() {
  const { css } = compile(join(here, "pipd.scss"), {
    loadPaths: [join(modules, "govuk-frontend", "dist")],
    style: "compressed",
    quietDeps: true,
  });
  writeFileSync(join(build, "pipd.css"), css);
}

function typefaces() {
  for (const [family, styles] of Object.entries(faces)) {
    for (const style of styles) {
      for (const subset of subsets) {
        const name = `${family}-${subset}-${style}.woff2`;
        cpSync(join(modules, "@fontsource", family, "files", name), join(build, "fonts", name));
      }
    }
  }
}

function script() {
  const source = readFileSync(join(modules, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"), "utf8");
  // The map is not shipped, and a named map that is missing stops Django from hashing file names.
  writeFileSync(join(build, "govuk-frontend.min.js"), source.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

// Only what is made here is renewed: the typefaces of the documents stand beside it.
for (const made of ["fonts", "pipd.css", "govuk-frontend.min.js"]) {
  rmSync(join(build, made), { recursive: true, force: true });
}
mkdirSync(join(build, "fonts"), { recursive: true });
styles();
typefaces();
script();
