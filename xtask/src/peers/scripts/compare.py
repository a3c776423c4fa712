"""Compares two PNGs with a package of PyPI: python compare.py blazediff|opencv BEFORE AFTER [OUTPUT].

Exits with 1 where they differ, with 2 after an error.
"""

import sys


def blazediff(before: str, after: str, output: str | None) -> bool:
    """Whether the pictures differ, by blazediff."""
    import blazediff as package

    return not package.compare(before, after, output).match_result


def opencv(before: str, after: str, output: str | None) -> bool:
    """Whether the pictures differ in any byte, by OpenCV."""
    import cv2

    difference = cv2.absdiff(*(cv2.imread(name, cv2.IMREAD_UNCHANGED) for name in (before, after)))
    if output:
        cv2.imwrite(output, difference)
    return bool(difference.any())


if __name__ == "__main__":
    tool, before, after, *output = sys.argv[1:]
    try:
        differs = {"blazediff": blazediff, "opencv": opencv}[tool](before, after, *output or [None])
    except Exception as error:  # noqa: BLE001 - whatever it is, it is an error of the comparison
        print(error, file=sys.stderr)
        sys.exit(2)
    sys.exit(1 if differs else 0)
