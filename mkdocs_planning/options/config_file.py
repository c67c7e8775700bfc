"""A site's ``mkdocs.yml``, read without MkDocs: the options of the plugin and the folders of the site.

Nothing in the file is executed: tags that make Python objects are read as values without meaning. Size, depth of
inheritance and merged keys are bounded, and only regular files are read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any, cast

import yaml
from msgspec import Struct
from yaml_env_tag import construct_env_tag  # pyright: ignore[reportMissingTypeStubs]

from mkdocs_planning.options.option_values import TaggedValue, shown
from mkdocs_planning.options.parsing import ConfigProblem, parse
from mkdocs_planning.options.schema import Options
from mkdocs_planning.support.yaml_errors import YAML_ERRORS

PLUGIN = "planning"
MAX_BYTES = 1_000_000
"""A larger configuration file is refused."""
MAX_INHERITED = 10
"""So many files may inherit from each other."""
MAX_KEYS = 100_000
"""So many keys a mapping may have after its merges (``<<: *name``), which double them each time in older PyYAML."""

YamlMapping = dict[Any, Any]


class ConfigFileError(Exception):
    """A configuration file that cannot be used; the message names the file and says why."""


class SiteConfig(Struct, frozen=True):
    """What a site's configuration file says.

    Attributes:
        file: the configuration file.
        docs_dir: the folder of the site's pages, absolute.
        site_dir: the folder of the built site, absolute.
        excluded: patterns, as lines of a ``.gitignore``, of files in docs_dir that are not part of the built site
            (MkDocs' options ``exclude_docs`` and ``draft_docs``).
        options: of the plugin.
        problems: what is wrong with the options of the plugin.
    """

    file: Path
    docs_dir: Path
    site_dir: Path
    excluded: tuple[str, ...]
    options: Options
    problems: tuple[ConfigProblem, ...]


def load(config_file: Path) -> SiteConfig:
    """What *config_file*, a site's ``mkdocs.yml``, says, with what it inherits.

    Raises:
        ConfigFileError: where it, or a file that it inherits from, cannot be read or is not valid YAML.
    """
    config = _read_config(config_file, MAX_INHERITED)
    options, problems = parse(_plugin_options(config.get("plugins")))
    return SiteConfig(
        file=config_file,
        docs_dir=_folder(config, "docs_dir", "docs", config_file),
        site_dir=_folder(config, "site_dir", "site", config_file),
        excluded=tuple(
            line for name in ("exclude_docs", "draft_docs") for line in _text(config, name, "", config_file).splitlines()
        ),
        options=options,
        problems=tuple(problems),
    )


def _plugin_options(plugins: object) -> object:
    """What stands under ``planning`` in *plugins*, a list of names and mappings or a single mapping."""
    entries = cast("list[object]", plugins) if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, dict) and PLUGIN in entry:
            return cast("YamlMapping", entry)[PLUGIN]
    return None


def _text(config: YamlMapping, name: str, default: str, config_file: Path) -> str:
    value = config.get(name)
    if value is not None and not isinstance(value, str):
        raise ConfigFileError(f"{config_file}: {name}: expected a text, found {shown(value)}")
    return default if value is None else value


def _folder(config: YamlMapping, name: str, default: str, config_file: Path) -> Path:
    folder = _text(config, name, default, config_file)
    try:
        return (config_file.parent / folder).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise ConfigFileError(f"{config_file}: {name}: {shown(folder)} is not a path ({error})") from error


def _read_config(file: Path, inherited: int) -> YamlMapping:
    """The mapping in *file*, merged with that of the file that it inherits from.

    Args:
        file: the configuration file.
        inherited: how many more files may be inherited from.
    """
    config = _read_yaml(file)
    parent = config.pop("INHERIT", None)
    if parent is None:
        return config
    if not isinstance(parent, str):
        raise ConfigFileError(f"{file}: INHERIT: expected the path of a file, found {shown(parent)}")
    if not inherited:
        raise ConfigFileError(f"{file}: INHERIT: more than {MAX_INHERITED} files inherit from each other")
    path = Path(os.path.normpath(file.parent / parent))
    return _merged(_read_config(path, inherited - 1), config, {})


def _merged(parent: YamlMapping, child: YamlMapping, done: dict[tuple[int, int], YamlMapping]) -> YamlMapping:
    """*parent* with the entries of *child*, which take precedence; mappings in both are merged likewise, as in MkDocs.

    Args:
        parent: the mapping inherited from.
        child: the mapping that inherits.
        done: pairs of mappings that are merged already: YAML's aliases let one stand in many places, also in itself.
    """
    pair = (id(parent), id(child))
    if pair not in done:
        merged = done[pair] = dict(parent)
        for key, value in child.items():
            other = parent.get(key)
            both = isinstance(value, dict) and isinstance(other, dict)
            merged[key] = _merged(cast("YamlMapping", other), cast("YamlMapping", value), done) if both else value
    return done[pair]


def _read_yaml(file: Path) -> YamlMapping:
    content = _read_bytes(file)
    try:
        config = yaml.load(content, Loader=_Loader)  # noqa: S506 - derived from SafeLoader
    except RecursionError as error:
        raise ConfigFileError(f"{file}: not valid YAML: nested too deeply") from error
    except YAML_ERRORS as error:
        raise ConfigFileError(f"{file}: not valid YAML: {error}") from error
    if config is None:
        return {}
    if not isinstance(config, dict):
        raise ConfigFileError(f"{file}: expected options such as site_name: Handbook, found {shown(config)}")
    return cast("YamlMapping", config)


def _read_bytes(file: Path) -> bytes:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # reading a pipe might never end
            raise ConfigFileError(f"{file}: cannot be read (not a regular file)")
        with file.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ConfigFileError(f"{file}: cannot be read ({reason})") from error
    if len(content) > MAX_BYTES:
        raise ConfigFileError(f"{file}: cannot be read (more than {MAX_BYTES} bytes)")
    return content


class _Loader(yaml.SafeLoader):
    """Reads MkDocs' tags; all that it does not know become a :class:`TaggedValue`."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        super().flatten_mapping(node)
        if len(node.value) > MAX_KEYS:
            raise yaml.constructor.ConstructorError(None, None, f"a mapping of more than {MAX_KEYS} keys", node.start_mark)


def _tagged(_loader: _Loader, _suffix: str, node: yaml.Node) -> TaggedValue:
    return TaggedValue(str(node.tag).replace("tag:yaml.org,2002:", "!!"))


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", _tagged)  # pyright: ignore[reportUnknownMemberType]
