#!/usr/bin/env python3
"""Makes the small committed pairs of tests/judge: crops of a rendered set, and synthetic corner cases.

    make_pairs.py --prototype perceptual_prototype.py --set SET --out tests/judge

Called by `cargo xtask judge-pairs`. Everything is a function of the set and of the prototype: no clock, one fixed seed.
Writes OUT/pairs.json and OUT/images/*.png, 8-bit RGB, both pictures of a pair of one size.
"""
import argparse
import hashlib
import importlib
import io
import json
import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image

# (category of the set, what the crop is chosen for); the order is the order of pairs.json.
WANTED = [
    ("n-lcd", "ring"), ("n-lcd", "near"), ("n-hint", "ring"), ("n-hint", "near"), ("n-subpx", "ring"), ("n-subpx", "near"),
    ("n-jpeg", "near"), ("n-jpeg", "busy"), ("n-gpu", "busy"), ("n-lsb", "zero"), ("n-dither", "busy"), ("n-webp", "near"),
    ("n-dsf", "near"), ("n-aashape", "busy"), ("n-imgdec", "busy"), ("n-layer", "ring"),
    ("c-digit", "busy"), ("c-letter", "near"), ("c-icon", "busy"), ("c-border", "near"), ("c-bg", "near"), ("c-textcol", "near"),
    ("c-lowc", "near"), ("c-underline", "busy"), ("c-dot", "busy"), ("c-shift2", "busy"),
    ("m-digit", "ring"), ("m-bg", "near"), ("m-icon", "ring"), ("m-textcol", "near"),
]
# Crop sizes are no multiples of the metric's tiles and windows, so partial ones are covered too.
SIZES = [(251, 157), (240, 144), (233, 149), (199, 131), (163, 101), (121, 83)]
PNG_LIMIT = 15_000  # bytes of one picture; a crop that is larger is made again at the next smaller size
PAIRS_A_CATEGORY, PLACES_A_PAIR = 8, 5


def load_prototype(path):
    sys.path.insert(0, str(path.parent))
    return importlib.import_module(path.stem)


def png(pixels):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG", optimize=True)
    return out.getvalue()


class Maker:
    """Scores candidates and keeps the chosen ones."""

    def __init__(self, prototype):
        self.prototype, self.chosen = prototype, []

    def score(self, a, b):
        return self.prototype.compare(a.astype(np.float32), b.astype(np.float32))

    def keep(self, name, kind, a, b):
        taken = sum(p["id"].rsplit(".", 1)[0] == name for p in self.chosen)
        result = self.score(a, b)
        self.chosen.append({
            "id": f"{name}.{taken + 1}", "before": png(a), "after": png(b), "kind": kind,
            "score": result["score"], "census": result["nu"], "distortion": result["distortion"], "size": a.shape[1::-1],
        })


# ---------- crops of the rendered set

def places(label, a, b, size):
    """Where to crop: around the changed element, or where the pictures differ most."""
    width, height = size
    clamp = lambda x, y: (int(min(max(x, 0), a.shape[1] - width)), int(min(max(y, 0), a.shape[0] - height)))
    if label["rect"]:
        x0, y0, x1, y1 = label["rect"]
        x, y = (x0 + x1 - width) // 2, (y0 + y1 - height) // 2
        # Off-centre ones put the change near a border of the crop.
        return list(dict.fromkeys(clamp(x + dx, y + dy) for dx, dy in [(0, 0), (37, 0), (-37, 11), (0, 43), (13, -43)]))
    differs = (np.abs(a.astype(int) - b) > 0).any(2)
    corners = {clamp(x, y) for y in range(0, a.shape[0], height // 2) for x in range(0, a.shape[1], width // 2)}
    busy = sorted(corners, key=lambda c: (-differs[c[1]:c[1] + height, c[0]:c[0] + width].sum(), c))
    return busy[:PLACES_A_PAIR]


def crop(a, b, place, size):
    (x, y), (width, height) = place, size
    return a[y:y + height, x:x + width], b[y:y + height, x:x + width]


def merit(wish, result):
    """How well a candidate serves its purpose; larger is better."""
    near = -abs(math.log(max(result["score"], 1e-3)))
    if wish == "ring":  # enough noise for the outermost ring to be dropped
        return (result["nu"] > 0.10, near)
    if wish == "zero":  # differs, yet all of it is forgiven
        return (result["score"] == 0.0, 0.0)
    if wish == "near":  # close to the threshold, not on it
        return (not 0.985 <= result["score"] <= 1.015, near)
    return (result["score"] > 0, result["nu"])


def crops(maker, folder, labels, load):
    for index, (category, wish) in enumerate(WANTED):
        used = {p["source"] for p in maker.chosen}
        candidates = []
        of_category = [label for label in labels if label["category"] == category and label["size"] == label["size_b"]]
        for label in of_category[:PAIRS_A_CATEGORY]:
            a, b = load(folder / label["a"]), load(folder / label["b"])
            # Each category starts at another size; what packs badly goes down from there.
            for size in SIZES[index % 3:]:
                if a.shape[0] < size[1] or a.shape[1] < size[0]:
                    continue
                fits = []
                for place in places(label, a, b, size):
                    pa, pb = crop(a, b, place, size)
                    if (pa != pb).any() and max(len(png(pa)), len(png(pb))) <= PNG_LIMIT:
                        fits.append((pa, pb))
                for pa, pb in fits:
                    fresh = label["id"] not in used
                    candidates.append(((fresh, *merit(wish, maker.score(pa, pb))), label, pa, pb))
                if fits:
                    break
        if not candidates:
            raise SystemExit(f"the set has no usable pair of {category}: render a larger one (--scale 1)")
        _, label, pa, pb = max(candidates, key=lambda c: c[0])
        maker.keep(f"{category}-{label['template']}", label["kind"], pa, pb)
        maker.chosen[-1]["source"] = label["id"]
        print(f"{index + 1}/{len(WANTED)} {maker.chosen[-1]['id']} score {maker.chosen[-1]['score']:.3f}", flush=True)


# ---------- synthetic corner cases

def flat(width, height, colour):
    return np.full((height, width, 3), colour, np.uint8)


def glyphs(rng, width, height):
    """Something like lines of small text: dark strokes on white with grey edges."""
    ink = np.zeros((height, width))
    for top in range(2, height - 6, 11):
        x = 2
        while x < width - 4:
            tall, thick = int(rng.integers(4, 8)), int(rng.integers(1, 3))
            ink[top + 8 - tall:top + 8, x:x + thick] = rng.choice([0.6, 0.85, 1.0])
            x += thick + int(rng.integers(1, 4))
    return (255 - ink[..., None] * [215, 205, 190]).round().astype(np.uint8)


def half_pixel_right(a, canvas):
    """The picture drawn half a pixel further right, over a canvas colour that bleeds in at the left."""
    left = np.concatenate([np.full_like(a[:, :1], canvas), a[:, :-1]], 1)
    return ((a.astype(int) + left) // 2).astype(np.uint8)


def recoloured(level, change):
    """A button on a page that turns darker by some levels."""
    a = flat(90, 60, (250, 250, 250))
    a[14:46, 16:74] = level
    b = a.copy()
    b[14:46, 16:74] = np.clip(np.array(level) - change, 0, 255)
    return a, b


def around_threshold(maker):
    """The recoloured buttons whose scores lie closest under and over 1, but outside the undecided band."""
    levels = [(225, 232, 245), (30, 90, 200), (210, 210, 210), (120, 160, 120)]
    changes = [(k, 0, 0) for k in range(1, 16)] + [(k, k, k) for k in range(1, 9)] + [(0, k, 0) for k in range(1, 12)]
    scored = [(maker.score(*recoloured(level, change))["score"], level, change) for level in levels for change in changes]
    under = max((s for s in scored if s[0] < 0.985), key=lambda s: s[0])
    over = min((s for s in scored if s[0] > 1.015), key=lambda s: s[0])
    return [recoloured(*under[1:]), recoloured(*over[1:])]


def synthetic(maker):
    rng = np.random.default_rng(20_25)
    keep = lambda name, a, b: maker.keep(f"s-{name}", "synthetic", a, b)
    keep("1x1-black-white", flat(1, 1, 0), flat(1, 1, 255))
    keep("1x1-one-level", flat(1, 1, (17, 40, 90)), flat(1, 1, (18, 40, 90)))
    a = flat(5, 5, 255)
    b = a.copy()
    b[4, 0] = (200, 30, 30)
    keep("5x5-corner", a, b)
    a = rng.integers(0, 256, (5, 5, 3), np.uint8)
    b = np.clip(a.astype(int) + rng.integers(-40, 41, a.shape), 0, 255).astype(np.uint8)
    keep("5x5-random", a, b)
    a = rng.integers(180, 256, (40, 3, 3), np.uint8)
    b = a.copy()
    b[20:23] = b[20:23] // 2
    keep("3x40-stripe", a, b)
    a = glyphs(rng, 17, 9)
    b = a.copy()
    b[3:8, 6:8] = 255
    keep("17x9-stroke-gone", a, b)
    a = glyphs(rng, 97, 61)
    keep("half-pixel-over-dark", a, half_pixel_right(a, (20, 24, 32)))
    a = flat(64, 48, (246, 247, 249))
    b = a.copy()
    b[21, 33] = (90, 90, 90)
    keep("lone-pixel", a, b)
    for a, b in around_threshold(maker):
        keep("button-colour", a, b)


# ---------- writing

def write(maker, out, prototype_path):
    images = out / "images"
    images.mkdir(parents=True, exist_ok=True)
    for old in images.glob("*.png"):
        old.unlink()
    lines = []
    for pair in maker.chosen:
        row = {"id": pair["id"]}
        for side in ("before", "after"):
            name = f"images/{pair['id']}-{side}.png"
            (out / name).write_bytes(pair[side])
            row[side] = name
        row |= {key: pair[key] for key in ("kind", "score", "census", "distortion")}
        lines.append("  " + json.dumps(row))
    digest = hashlib.sha256(prototype_path.read_bytes()).hexdigest()[:16]
    head = json.dumps(f"{prototype_path.name}, v1 constants, sha256 {digest}")
    (out / "pairs.json").write_text('{"prototype": ' + head + ', "pairs": [\n' + ",\n".join(lines) + "\n]}\n")
    total = sum(len(pair[side]) for pair in maker.chosen for side in ("before", "after"))
    print(f"{len(maker.chosen)} pairs, {total / 1e6:.2f} MB of pictures")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prototype", type=Path, required=True, help="the prototype's file")
    parser.add_argument("--set", type=Path, required=True, help="folder of a rendered set, with labels.json")
    parser.add_argument("--out", type=Path, required=True, help="folder to write pairs.json and images/ to")
    args = parser.parse_args()
    maker = Maker(load_prototype(args.prototype))
    labels = json.loads((args.set / "labels.json").read_text())["pairs"]
    load = lambda path: np.asarray(Image.open(path).convert("RGB"))
    crops(maker, args.set, labels, load)
    synthetic(maker)
    write(maker, args.out, args.prototype)


if __name__ == "__main__":
    main()
