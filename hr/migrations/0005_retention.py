"""Retention and anonymisation."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hr", "0004_leave")]
    operations = []
