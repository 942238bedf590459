// Renders chat templates with Hugging Face's own library: [{ template, values }] in the named file, texts as JSON on standard output.
import { readFileSync } from "node:fs";
import { Template } from "@huggingface/jinja";

const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify(cases.map(({ template, values }) => {
  try {
    return { text: new Template(template).render(values) };
  } catch (error) {
    return { refused: String(error.message ?? error) };
  }
})));
