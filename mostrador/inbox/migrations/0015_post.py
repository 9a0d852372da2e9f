"""What a public thread hangs under."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('doors', '0003_asked_until'),
        ('inbox', '0014_fewer_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thread', models.CharField(max_length=255)),
                ('text', models.TextField(blank=True, default='')),
                ('url', models.CharField(blank=True, default='', max_length=1000)),
                ('published_at', models.DateTimeField(null=True)),
                ('picture_url', models.CharField(blank=True, default='', help_text='Where the channel fetches it.', max_length=1000)),
                ('picture_key', models.CharField(blank=True, default='', help_text='Where we keep it; empty: not yet.', max_length=60)),
                ('picture_type', models.CharField(blank=True, default='', max_length=100)),
                ('door', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='doors.door')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('door', 'thread'), name='one_post_per_thread')],
            },
        ),
    ]
