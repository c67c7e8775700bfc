"""The options of the plugin as MkDocs sees them, made from the schema in :mod:`mkdocs_planning.options`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from mkdocs.config import config_options as mkdocs_options
from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from mkdocs_planning.options.option_values import OptionError, plain
from mkdocs_planning.options.parsing import FIELDS, OptionField, moved_message, parse, unknown_message
from mkdocs_planning.options.schema import MOVED, Options
from mkdocs_planning.options.site_folders import cache_folder, folder_around


class SchemaOption(BaseConfigOption[object]):
    """An option of the schema. Its values are those of YAML, so that other plugins and themes can read them."""

    def __init__(self, field: OptionField) -> None:
        super().__init__()
        self.default = plain(field.default)
        self._field = field

    def run_validation(self, value: object) -> object:
        try:
            return plain(self._field.read(value))
        except OptionError as error:
            raise ValidationError(error.message) from error


class CacheFolderOption(SchemaOption):
    """The option ``cache_dir``, which depends on where the configuration file is."""

    def post_validation(self, config: Config, key_name: str) -> None:
        try:
            cache_folder(str(cast("object", config[key_name])), _folder_of(config.config_file_path))
        except OptionError as error:
            raise ValidationError(error.message) from error


def config_options() -> dict[str, BaseConfigOption[object]]:
    """An option for each field of the schema, and one for each former name."""
    made: dict[str, BaseConfigOption[object]] = {name: SchemaOption(field) for name, field in FIELDS.items()}
    made["cache_dir"] = CacheFolderOption(FIELDS["cache_dir"])
    for former, name in MOVED.items():
        made[former] = mkdocs_options.Deprecated(moved_to=name, message=moved_message(former))
    return made


class PlanningConfig(Config):
    """What can be set under ``planning`` in the list of plugins: an option for each field of the schema."""

    if not TYPE_CHECKING:
        vars().update(config_options())

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        errors, warnings = super().validate()
        return errors, [(key, message if key in FIELDS or key in MOVED else unknown_message(key)) for key, message in warnings]


def options_of(config: PlanningConfig) -> Options:
    """The options of the plugin, with what hooks and other plugins have changed since they were loaded.

    Raises:
        ConfigurationError: where one of them has been given a value that is not allowed.
    """
    options, problems = parse(cast("object", config.data))  # pyright: ignore[reportUnknownMemberType]
    for problem in problems:
        if problem.severity == "error":
            raise ConfigurationError(f"option `{problem.option}` of the plugin planning: {problem.message}")
    return options


def cache_dir(options: Options, config: MkDocsConfig) -> Path:
    """The folder of the cache.

    Raises:
        OptionError: where it lies in a folder of which each change causes a rebuild, or which becomes the site.
    """
    folder = cache_folder(options.cache_dir, _folder_of(config.config_file_path))
    around = folder_around(folder, (Path(config.docs_dir), Path(config.site_dir)))
    if around is not None:
        raise OptionError(f"the folder {folder} of the option `cache_dir` lies in {around}; nothing is cached, choose another")
    return folder


def _folder_of(config_file: str | None) -> Path:
    return Path(config_file).parent if config_file else Path.cwd()
