from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plan', '0009_undo_of_a_draft'),
    ]

    operations = [
        migrations.AlterField(
            model_name='asking',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('yes', 'Yes'), ('no', 'No'), ('taken_back', 'Taken Back'), ('replaced', 'Replaced'), ('given', 'Given')], default='waiting', max_length=10),
        ),
    ]
