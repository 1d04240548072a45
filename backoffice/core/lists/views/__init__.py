"""The screens that every list shares: the list itself, its views, its columns, its export, its bulk acts."""

from backoffice.core.lists.views.screen import show_list

__all__ = ["show_list"]
