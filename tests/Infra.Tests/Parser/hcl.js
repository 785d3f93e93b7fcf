// Parses HCL. Each line of standard input is {"name": "text", …}; each line of output answers one:
// {"name": {"tree": …, "references": […]} or {"fault": "…"}, …}. A reference carries the path of the argument that it was
// found in. NODE_PATH says where @cdktf/hcl2json lies.
"use strict";
const readline = require("node:readline");
const { parse, getReferencesInExpression } = require("@cdktf/hcl2json");

function* texts(node, path) {
  if (typeof node === "string") yield { path, text: node };
  else if (node !== null && typeof node === "object")
    for (const [key, value] of Object.entries(node)) {
      if (key.includes("${")) yield { path: [...path, key], text: key };
      yield* texts(value, [...path, key]);
    }
}

async function references(name, tree) {
  const found = [];
  for (const { path, text } of texts(tree, []))
    if (text.includes("${") || text.includes("%{"))
      for (const reference of await getReferencesInExpression(name, text)) found.push({ path, value: reference.value });
  return found;
}

async function one(name, text) {
  try {
    const tree = await parse(name, text);
    return { tree, references: await references(name, tree) };
  } catch (error) {
    return { fault: String(error.message ?? error) };
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const answers = {};
    for (const [name, text] of Object.entries(JSON.parse(line))) answers[name] = await one(name, text);
    await new Promise((resolve) => process.stdout.write(`${JSON.stringify(answers)}\n`, resolve));
  }
}

// The parser is a program of its own that would keep the process alive.
main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
