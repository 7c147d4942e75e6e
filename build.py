"""Build the guide in this folder: ``python build.py --help`` tells more."""

from guidepress.cli import main

if __name__ == "__main__":
    main()
