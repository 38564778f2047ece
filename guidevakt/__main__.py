"""`python -m guidevakt …` works on a naked machine too: what is missing is set up, then the same command runs in .venv.

Inside a virtual environment it is only a door to `guidevakt.cli`, and costs nothing.
"""

import sys


def main() -> None:
    """Run the command line here if it can be imported, otherwise in the .venv that set-up makes."""
    if sys.prefix != sys.base_prefix:
        try:
            from guidevakt.cli import main as run
        except ModuleNotFoundError as absent:
            if (absent.name or "").partition(".")[0] == "guidevakt":
                raise
        else:
            run()
            return
    from guidevakt import setup

    setup.hand_over(sys.argv[1:])


if __name__ == "__main__":
    main()
