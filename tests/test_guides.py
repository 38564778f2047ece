"""The walk: one test per step of each guide. Its engine is guidevakt/pytest_plugin.py."""

from guidevakt.pytest_plugin import Walker


def test_the_guide_holds(walker: Walker) -> None:
    walker.walk()
