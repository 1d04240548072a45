from django.db import migrations


class Migration(migrations.Migration):
    """Issued reports belong to every area now: report_centre 0001 takes the table over; here it only leaves the state."""

    dependencies = [('finance', '0003_period_movements')]

    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel('ReportSnapshot')])]
