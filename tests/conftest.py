"""What all tests share."""

pytest_plugins = ["no_skips"]
