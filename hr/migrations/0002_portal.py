"""What the portal needs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hr", "0001_people_and_admission")]
    operations = []
