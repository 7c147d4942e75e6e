"""Read the words that guidepress itself writes into a guide, in the guide's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from guidepress.read.yaml_values import LOADER


@cache
def standard_words(language: str) -> Mapping[str, str]:
    """Return the words for a language code, or the English ones when there are none yet."""
    for name in (*_names(language), "en"):
        file = files("guidepress") / "words" / f"{name}.yaml"
        if file.is_file():
            words = yaml.load(file.read_text("utf-8"), LOADER)  # noqa: S506 - a safe loader: see yaml_values
            return {key: str(value) for key, value in words.items()}
    message = "guidepress is not whole: words/en.yaml is missing"
    raise FileNotFoundError(message)


def has_words(language: str) -> bool:
    """Tell whether there are words in the language."""
    return any((files("guidepress") / "words" / f"{name}.yaml").is_file() for name in _names(language))


def _names(language: str) -> tuple[str, str]:
    return language, language.split("-", maxsplit=1)[0].lower()
