"""Generated plans with about as many elements of each kind as real ones.

The plans of ``tests/generator.py`` are short, since tests need many of them: 1.5 kB, mostly boxes. Here each of
them also gets what takes a site generator most of its time: prose with inline code and links, fenced code in several
languages, tables, and nested lists.

Measured on 181 real plans, on the 100 of them that contain fenced code, and on 300 plans of :func:`generate_realistic`;
all per 1,000 bytes but for the first row:

======================  ==========  ==============  ==========
of a plan               real plans  … with a fence  generated
======================  ==========  ==============  ==========
size in bytes (median)  13,130      16,200          4,200
lines                   22.4        23.5            31.4
headings                1.5         1.4             3.0
list items              5.4         4.5             4.7
… nested                1.5         0.9             1.3
… with a box            1.1         0.9             1.7
bold texts              2.0         2.0             3.6
inline code             3.4         3.5             3.3
links                   0.40        0.43            0.54
fences                  0.35        0.47            0.46
bytes in fences         158         217             191
tables                  0.11        0.11            0.19
lines of tables         0.85        0.85            1.1
======================  ==========  ==============  ==========

28 % of the fences of real plans are ``bash``, 17 % name no language, 12 % are TypeScript or JavaScript, the others
Swift, YAML, JSON, Markdown, Go, Python, Rust, Mermaid and more.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.generator import ADJECTIVES, NOUNS, THINGS, Made, PlanWriter, generate

FENCES: dict[str, tuple[int, str]] = {
    "bash": (
        28,
        "# build and try it\nexport {NOUN}_URL=https://{noun}.example.org/{thing}\n"
        "./scripts/build.sh --target {thing} --verbose\n"
        'curl -s "${NOUN}_URL/health" | jq .status\n',
    ),
    "": (
        17,
        "src/{noun}/\n├── {thing}.ts\n├── {thing}.test.ts\n└── index.ts\n\nrequest -> {thing} -> {noun} -> store\n",
    ),
    "typescript": (
        12,
        "export interface {Noun}Options {\n  /** Milliseconds until the {thing} is asked again. */\n  interval: number;\n"
        "  retries?: number;\n}\n\nexport async function load{Thing}(id: string, options: {Noun}Options): Promise<{Noun}> {\n"
        "  const response = await fetch(`/api/{noun}/${id}`);\n  if (!response.ok) {\n"
        '    throw new Error("the {thing} is not there");\n  }\n  return (await response.json()) as {Noun};\n}\n',
    ),
    "swift": (
        8,
        "struct {Noun}{Thing}: Codable, Identifiable {\n    let id: UUID\n    var title: String\n    var isDone = false\n\n"
        "    func matches(_ query: String) -> Bool {\n        title.localizedCaseInsensitiveContains(query)\n    }\n}\n",
    ),
    "yaml": (
        7,
        "{noun}:\n  {thing}:\n    enabled: true\n    interval: 30s\n    targets: [north, south]\n"
        "  limits: {memory: 256Mi, cpu: 500m}\n",
    ),
    "json": (5, '{\n  "{noun}": { "id": "{thing}-1", "retries": 3, "open": false },\n  "tags": ["{adjective}", "{noun}"]\n}\n'),
    "text": (5, "GET /{noun}/{thing}/42\n  200  the {thing} as JSON\n  404  there is no such {noun}\n"),
    "markdown": (4, "## {Noun} {thing}\n\n- one\n- another\n"),
    "go": (
        3,
        "func (s *{Noun}) {Thing}(ctx context.Context, id string) (*Result, error) {\n"
        "\trow, err := s.db.QueryContext(ctx, query, id)\n"
        '\tif err != nil {\n\t\treturn nil, fmt.Errorf("{thing}: %w", err)\n\t}\n\tdefer row.Close()\n\treturn scan(row)\n}\n',
    ),
    "python": (
        3,
        "@dataclass(frozen=True)\nclass {Noun}:\n    name: str\n    {thing}: int = 0\n\n"
        "    def late(self, today: date) -> bool:\n        return self.target is not None and self.target < today\n",
    ),
    "rust": (
        2,
        "pub fn {thing}(input: &str) -> Result<Vec<{Noun}>, Error> {\n    input.lines().map(str::parse).collect()\n}\n",
    ),
}
"""Language → its weight, and a code block with placeholders in braces."""


class RealisticWriter(PlanWriter):
    """Writes fewer checkboxes, and other elements of real plans between them."""

    def boxes(self, least: int, most: int, *, indent: str = "") -> None:
        if self.chance.random() < 0.6:
            super().boxes(min(least, 1), most // 2 + 1, indent=indent)

    def phase(self, heading: str, title: str) -> None:
        self.filler()
        super().phase(heading, title)
        if self.chance.random() < 0.7:
            self.write(self.prose(2), "")

    def section(self, heading: str) -> None:
        self.filler()
        self.in_phase = False
        self.write("", f"## {self.chance.choice(('Background', 'Design', 'Approach', 'Notes'))}", "", self.prose(3), "")
        self.write(self.prose(1))
        self.fence()
        if self.chance.random() < 0.45:
            self.table()
        super().section(heading)

    def filler(self) -> None:
        """Content after a list of tasks."""
        kind = self.chance.random()
        if kind < 0.22:
            self.nested_list()
        elif kind < 0.4:
            self.fence()
        elif kind < 0.75:
            self.write("", self.prose(2))

    def code(self) -> str:
        return f"`{self.chance.choice(NOUNS)}{self.chance.choice(('.', '_', '/'))}{self.chance.choice(THINGS)}`"

    def prose(self, sentences: int) -> str:
        """A paragraph of about *sentences* sentences, some with inline code, a link or bold text."""
        return " ".join(self.long_sentence() for _ in range(self.chance.randint(max(1, sentences - 1), sentences + 1)))

    def long_sentence(self) -> str:
        pick = self.chance.choice
        ends = (
            (5, f"which every {pick(NOUNS)} asks for as soon as the {pick(THINGS)} behind it has changed"),
            (4, f"so that {self.code()} must not be called before the {pick(NOUNS)} is there"),
            (1, f"which takes **at most {self.chance.randint(2, 90)} seconds** as long as nobody else writes to it"),
            (2, f"as [the notes on the {pick(NOUNS)}](https://example.org/{pick(NOUNS)}/{pick(THINGS)}) describe it"),
        )
        end = self.chance.choices([text for _, text in ends], [weight for weight, _ in ends])[0]
        where = self.code() if self.chance.random() < 0.3 else f"the {pick(ADJECTIVES)} store of the {pick(NOUNS)}"
        return f"The {pick(ADJECTIVES)} {pick(NOUNS)} keeps its {pick(THINGS)} in {where}, {end}."

    def decoy(self) -> None:
        if self.chance.random() < 0.25:
            super().decoy()

    def fence(self) -> None:
        languages = list(FENCES)
        language = self.chance.choices(languages, [FENCES[name][0] for name in languages])[0]
        lines: list[str] = []
        for _ in range(self.chance.choice((2, 3, 3, 4))):
            lines += ["", *self.filled_in(FENCES[language][1]).rstrip("\n").split("\n")]
        self.write("", f"```{language}", *lines[1:], "```")

    def filled_in(self, code: str) -> str:
        noun, thing, adjective = (self.chance.choice(words) for words in (NOUNS, THINGS, ADJECTIVES))
        code = code.replace("{NOUN}", noun.upper())
        for name, word in {"noun": noun, "thing": thing, "adjective": adjective}.items():
            code = code.replace(f"{{{name}}}", word).replace(f"{{{name.capitalize()}}}", word.capitalize())
        return code

    def table(self) -> None:
        self.write("", "| Part | Where | What changes |", "|------|-------|--------------|")
        for _ in range(self.chance.randint(4, 9)):
            part, change = self.chance.choice(THINGS).capitalize(), f"{self.sentence()} and the {self.chance.choice(NOUNS)}"
            self.write(f"| {part} | {self.code()} | {change} |")

    def nested_list(self) -> None:
        self.write("", "Things to know:", "")
        for _ in range(self.chance.randint(2, 4)):
            self.write(f"- {self.sentence()} in {self.code()}")
            for _ in range(self.chance.randint(0, 3)):
                self.write(f"  - {self.sentence()} that the {self.chance.choice(NOUNS)} needs")


def generate_realistic(plans: int, seed: int = 1) -> list[Made]:
    """*plans* plans of about 4 kB, the same for the same *seed*."""
    return generate(plans, seed, RealisticWriter)
