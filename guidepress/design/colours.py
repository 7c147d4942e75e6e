"""Read colours as CSS writes them, and tell how well one stands out from another (WCAG 2.2)."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tinycss2 import color5

_FULL = 255
_DARKEST_CHANNEL, _DARKEST_LIGHT = 0.04045, 0.0031308  # below these sRGB is a straight line
# From CIE XYZ to light of sRGB (IEC 61966-2-1).
_FROM_XYZ = (
    (3.2409699419, -1.5373831776, -0.4986107603),
    (-0.9692436363, 1.8759675015, 0.0415550574),
    (0.0556300797, -0.2039769589, 1.0569715142),
)
_KNOWN_SPACES = {"srgb", "hsl", "hwb"}
_OK_SPACES = {"oklab", "oklch"}


@dataclass(frozen=True, slots=True)
class Colour:
    """Hold a colour of sRGB: red, green, blue and how much it covers, from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def __str__(self) -> str:
        """Write it as #rrggbb."""
        return "#" + "".join(f"{round(channel * _FULL):02x}" for channel in self.channels)

    @property
    def channels(self) -> tuple[float, float, float]:
        """Return red, green and blue."""
        return self.red, self.green, self.blue

    @property
    def luminance(self) -> float:
        """Return the relative luminance, from 0 to 1."""
        red, green, blue = map(_light, self.channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def grey(self) -> Colour:
        """Return the grey that an office printer makes of it (ITU-R BT.601)."""
        shade = round(_FULL * (0.299 * self.red + 0.587 * self.green + 0.114 * self.blue)) / _FULL
        return Colour(shade, shade, shade, self.alpha)

    def over(self, ground: Colour) -> Colour:
        """Return what is seen where it lies on a ground that covers all."""
        mixed = (
            front * self.alpha + back * (1 - self.alpha)
            for front, back in zip(self.channels, ground.channels, strict=True)
        )
        return Colour(*mixed)


def colour_of(value: Sequence[Any], scheme: str = "light") -> Colour | None:
    """Read a value of CSS; nothing when it is no plain colour. ``scheme`` chooses in ``light-dark()``."""
    solid = [token for token in value if token.type not in {"whitespace", "comment"}]
    found = color5.parse_color(solid[0], [scheme]) if len(solid) == 1 else None
    if found is None or found == "currentcolor":
        return None
    if found.space in _KNOWN_SPACES:
        channels = tuple(found.to("srgb").coordinates)
    elif found.space in _OK_SPACES:
        xyz = found.to("xyz-d65").coordinates
        channels = tuple(_sign(sum(a * b for a, b in zip(row, xyz, strict=True))) for row in _FROM_XYZ)
    else:
        return None
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in channels)
    return Colour(red, green, blue, found.alpha)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def nearest(colour: Colour, does: Callable[[Colour], bool]) -> Colour | None:
    """Return the shade of a colour that does and is nearest to it: as much darker or lighter as it must be; nothing when none does."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*colour.channels)
    for step in range(_FULL + 1):
        for moved in (lightness - step / _FULL, lightness + step / _FULL):
            shade = _as_written(colorsys.hls_to_rgb(hue, min(1.0, max(0.0, moved)), saturation))
            if does(shade):
                return shade
    return None


def _as_written(channels: tuple[float, float, float]) -> Colour:
    """Round a colour to what #rrggbb can say."""
    red, green, blue = (round(channel * _FULL) / _FULL for channel in channels)
    return Colour(red, green, blue)


def _light(channel: float) -> float:
    """Turn a channel into light."""
    return channel / 12.92 if channel <= _DARKEST_CHANNEL else ((channel + 0.055) / 1.055) ** 2.4


def _sign(light: float) -> float:
    """Turn light into a channel."""
    return light * 12.92 if light <= _DARKEST_LIGHT else 1.055 * light ** (1 / 2.4) - 0.055
