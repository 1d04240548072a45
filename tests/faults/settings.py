"""The demo's settings with one app more: places where a test can hold a process still (tests/faults/probe)."""

from backoffice.settings.dev import *  # noqa: F403  as the settings modules themselves do

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.probe.apps.ProbeConfig"]  # noqa: F405
