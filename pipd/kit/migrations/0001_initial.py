import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.UUIDField()),
                ('chain', models.CharField(max_length=64)),
                ('value', models.JSONField(null=True)),
                ('content_digest', models.CharField(max_length=64)),
                ('is_draft', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('owed', 'Owed'), ('rendering', 'Rendering'), ('ready', 'Ready'), ('failed', 'Failed'), ('superseded', 'Superseded'), ('retracted', 'Retracted')], default='owed', max_length=10)),
                ('requested_by', models.UUIDField()),
                ('requested_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lost', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(default='', max_length=40)),
                ('filename', models.CharField(default='', max_length=100)),
                ('title', models.CharField(default='', max_length=250)),
                ('file_digest', models.CharField(default='', max_length=64)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('parts', models.PositiveSmallIntegerField(default=0)),
                ('parts_done', models.PositiveSmallIntegerField(default=0)),
                ('ready_at', models.DateTimeField(null=True)),
                ('retracted_at', models.DateTimeField(null=True)),
                ('downloads', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['-requested_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DocumentUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.UUIDField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='LogChain',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('length', models.PositiveIntegerField(default=0)),
                ('head', models.CharField(default='', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.UUIDField(null=True)),
                ('actor_role', models.CharField(max_length=20)),
                ('verb', models.CharField(max_length=60)),
                ('subject', models.UUIDField()),
                ('facts', models.JSONField(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['chain', 'number'],
            },
        ),
        migrations.CreateModel(
            name='OutgoingMail',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('to', models.EmailField(max_length=254)),
                ('recipient', models.UUIDField()),
                ('chain', models.CharField(max_length=64)),
                ('subject_line', models.CharField(max_length=250)),
                ('body_text', models.TextField()),
                ('body_html', models.TextField()),
                ('calendar', models.TextField(blank=True, help_text='a calendar file that goes with it')),
                ('about', models.JSONField(default=list, help_text='keys of the things it tells of; no words')),
                ('essential', models.BooleanField(default=False)),
                ('message_id', models.CharField(max_length=120, unique=True)),
                ('state', models.CharField(choices=[('owed', 'Not sent yet'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('skipped', 'No longer due')], default='owed', max_length=10)),
                ('queued_at', models.DateTimeField()),
                ('next_attempt_at', models.DateTimeField()),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(default='', max_length=40)),
            ],
            options={
                'verbose_name_plural': 'outgoing mail',
                'ordering': ['-queued_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('subject', models.UUIDField(help_text='what the page is about')),
                ('who', models.UUIDField()),
                ('since', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='file', serialize=False, to='kit.document')),
                ('content', models.BinaryField()),
            ],
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['state', 'due_at'], name='document_due'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['chain', 'kind'], name='document_chain'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['content_digest'], name='document_content'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['owed', 'rendering', 'ready', 'failed'])), fields=('kind', 'subject', 'content_digest'), name='document_same_content_once', violation_error_message='This content has a document already.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ready')), fields=('kind', 'subject'), name='document_one_current', violation_error_message='Another document of this kind is the current one.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'rendering')), models.Q(models.Q(('state', 'rendering'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='document_rendering_has_lease', violation_error_message='A document is leased while it is being rendered, and only then.'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['ready', 'superseded']), _negated=True), models.Q(('ready_at__isnull', False), models.Q(('file_digest', ''), _negated=True)), _connector='OR'), name='document_ready_has_file', violation_error_message='A document is ready only with its file.'),
        ),
        migrations.AddField(
            model_name='documentuse',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='kit.document'),
        ),
        migrations.AddField(
            model_name='logentry',
            name='chain',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='kit.logchain'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(fields=['state', 'next_attempt_at'], name='mail_due'),
        ),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(fields=['recipient', '-queued_at'], name='mail_recipient'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'sending')), models.Q(models.Q(('state', 'sending'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='mail_sending_has_lease', violation_error_message='A message is leased while it is being sent, and only then.'),
        ),
        migrations.AddConstraint(
            model_name='outgoingmail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='mail_sent_has_moment', violation_error_message='A message is sent at a moment, and only then.'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('subject', 'who'), name='presence_once_each', violation_error_message='This person has the page open already.'),
        ),
        migrations.AddConstraint(
            model_name='documentuse',
            constraint=models.UniqueConstraint(fields=('document', 'source'), name='document_uses_a_source_once', violation_error_message='This document names that source already.'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['chain', '-at'], name='kit_logentr_chain_i_143ecb_idx'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.UniqueConstraint(fields=('chain', 'number'), name='log_one_entry_per_place', violation_error_message='The log has an entry at this place already.'),
        ),
    ]
