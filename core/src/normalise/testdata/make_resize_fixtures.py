"""Writes resize.rgba: a small picture, and what Pillow makes of it in other sizes, in linear light and weighted by alpha.

    pip install pillow numpy && python make_resize_fixtures.py

The file is RGBA8 without any header: the source, then for every filter and every size the result, in the order below.
Made with Pillow 13.0 and NumPy 2.4.
"""

from pathlib import Path

import numpy as np
from PIL import Image

SOURCE = (11, 9)
SIZES = [(15, 14), (5, 4), (16, 4)]
FILTERS = [
    Image.Resampling.LANCZOS,
    Image.Resampling.BICUBIC,
    Image.Resampling.BILINEAR,
    Image.Resampling.BOX,
    Image.Resampling.NEAREST,
]


def source(width, height):
    """Noise, hard edges, a flat field, and every kind of alpha; transparent pixels have colours."""
    pixels = np.random.default_rng(2013).integers(0, 256, (height, width, 4), dtype=np.uint8)
    pixels[:, : width // 2, 3] = 255
    pixels[: height // 3, : width // 2, :3] = 255 * (np.indices((height // 3, width // 2)).sum(0) % 2)[..., None]
    pixels[-height // 3 :, : width // 2, :3] = [20, 90, 200]
    pixels[: height // 3, -width // 4 :, 3] = 0
    return pixels


def to_light(code):
    value = code / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def to_code(light):
    light = light.clip(0.0, 1.0)
    return 255.0 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def resize(pixels, size, method):
    if method == Image.Resampling.NEAREST:
        return np.asarray(Image.fromarray(pixels, "RGBA").resize(size, method))
    alpha = pixels[..., 3:].astype(np.float64)
    weighted = np.concatenate([to_light(pixels[..., :3]) * alpha, alpha], axis=2).astype(np.float32)
    planes = [Image.fromarray(weighted[..., channel]).resize(size, method) for channel in range(4)]
    weighted = np.stack([np.asarray(plane) for plane in planes], axis=2).astype(np.float64)
    alpha = np.floor(weighted[..., 3:].clip(0, 255) + 0.5)
    color = np.floor(to_code(weighted[..., :3] / np.where(alpha > 0, weighted[..., 3:], 1)) + 0.5)
    return np.concatenate([np.where(alpha > 0, color, 0), alpha], axis=2).astype(np.uint8)


if __name__ == "__main__":
    before = source(*SOURCE)
    results = [resize(before, size, method) for method in FILTERS for size in SIZES]
    Path(__file__).with_name("resize.rgba").write_bytes(b"".join(p.tobytes() for p in [before, *results]))
