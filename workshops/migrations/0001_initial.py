import django.db.models.deletion
import pipd.kit.clock
import uuid
import workshops.clearance.working.notes
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnerships', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClearedNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cleared_notes', to='partnerships.studyarea')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('approved_at', models.DateTimeField()),
                ('left_out', models.PositiveSmallIntegerField(help_text='points not agreed; their words are nowhere here')),
                ('la_there', models.PositiveSmallIntegerField()),
                ('tso_there', models.PositiveSmallIntegerField()),
                ('la_answered', models.PositiveSmallIntegerField()),
                ('tso_answered', models.PositiveSmallIntegerField()),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('countersigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='workshops.clearednote')),
            ],
            options={
                'ordering': ['approved_at'],
            },
        ),
        migrations.CreateModel(
            name='ClearedPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.UUIDField(help_text='id of the draft point; no key leads back', unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('topic', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('feature_la', 'About the local authority'), ('feature_tso', 'About the third sector'), ('driver', 'A reason to work together'), ('benefit', 'What it brings'), ('barrier', 'Something in the way'), ('challenge', 'A local challenge'), ('response', 'An idea for what to do'), ('process', 'How we work here'), ('fact', 'A matter of fact')], max_length=12)),
                ('position_la', models.CharField(choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], max_length=13)),
                ('position_tso', models.CharField(choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], max_length=13)),
                ('differing_views', models.JSONField(default=list, help_text='[{"sector": "la", "text": "…"}]')),
                ('digest', models.CharField(max_length=64)),
                ('approval', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='workshops.approval')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='workshops.clearednote')),
            ],
            options={
                'ordering': ['note__workshop__number', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ClearedQuote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.UUIDField(help_text='id of the working quotation; no key leads back', unique=True)),
                ('text', models.TextField()),
                ('sector', models.CharField(blank=True, choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('digest', models.CharField(max_length=64)),
                ('cleared_at', models.DateTimeField()),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to='workshops.clearedpoint')),
            ],
            options={
                'ordering': ['point__note__workshop__number', 'point__number', 'cleared_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EditedQuote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('edited_at', models.DateTimeField()),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('quote', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='edited', to='workshops.clearedquote')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LoggedPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('client_id', models.UUIDField(help_text='made by the browser, so that a repeated save makes no second point')),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('feature_la', 'About the local authority'), ('feature_tso', 'About the third sector'), ('driver', 'A reason to work together'), ('benefit', 'What it brings'), ('barrier', 'Something in the way'), ('challenge', 'A local challenge'), ('response', 'An idea for what to do'), ('process', 'How we work here'), ('fact', 'A matter of fact')], max_length=12)),
                ('said_by', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector'), ('both', 'Both'), ('unknown', 'Not recorded')], max_length=7)),
                ('is_quotation', models.BooleanField(default=False)),
                ('own_words', models.BooleanField(default=False, help_text='whoever logged it said it')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('logged_at', models.DateTimeField(default=pipd.kit.clock.now)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['logged_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('drafting', 'Being written up'), ('circulated', 'Sent for checking'), ('cleared', 'Cleared'), ('parked', 'Not agreed, not used')], default='drafting', max_length=10)),
                ('window_ends_at', models.DateTimeField(help_text='end of the next session, else of correspondence', null=True)),
                ('closes_at', models.DateTimeField(help_text='after this nobody can answer any more', null=True)),
                ('times_set', models.PositiveIntegerField(default=0, help_text='how often the time for answers was set, for its entry in calendars; it only rises')),
                ('closing_meeting_at', models.DateTimeField(help_text='when it is held', null=True)),
                ('closing_meeting_was_at', models.DateTimeField(help_text='when one was to be that was called off', null=True)),
                ('closing_meeting_sequence', models.PositiveIntegerField(default=0, help_text='of its entry in calendars; it only rises')),
                ('extended_at', models.DateTimeField(null=True)),
                ('words_gone_at', models.DateTimeField(help_text='all words but the cleared ones were deleted', null=True)),
                ('counted_at', models.DateTimeField(help_text='answers were reduced to counts', null=True)),
                ('closing_meeting_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('extended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
        ),
        migrations.CreateModel(
            name='DraftPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('topic', models.CharField(blank=True, help_text='a few words above the statement', max_length=60)),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('feature_la', 'About the local authority'), ('feature_tso', 'About the third sector'), ('driver', 'A reason to work together'), ('benefit', 'What it brings'), ('barrier', 'Something in the way'), ('challenge', 'A local challenge'), ('response', 'An idea for what to do'), ('process', 'How we work here'), ('fact', 'A matter of fact')], max_length=12)),
                ('position_la', models.CharField(choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], default='not_discussed', max_length=13)),
                ('position_tso', models.CharField(choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], default='not_discussed', max_length=13)),
                ('salt', models.CharField(default=workshops.clearance.working.notes.new_salt, max_length=32)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('removed_at', models.DateTimeField(help_text='taken out of the notes', null=True)),
                ('left_out_at', models.DateTimeField(help_text='left out in the room', null=True)),
                ('closed_at', models.DateTimeField(help_text='the notes were cleared, with it or without; empty again once it is re-opened', null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('left_out_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('ever_sources', models.ManyToManyField(related_name='+', to='workshops.loggedpoint')),
                ('sources', models.ManyToManyField(related_name='+', to='workshops.loggedpoint')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
            ],
            options={
                'ordering': ['note', 'number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='NoteVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('circulated_at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('compiled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
            ],
            options={
                'ordering': ['note', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CirculatedPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('topic', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('feature_la', 'About the local authority'), ('feature_tso', 'About the third sector'), ('driver', 'A reason to work together'), ('benefit', 'What it brings'), ('barrier', 'Something in the way'), ('challenge', 'A local challenge'), ('response', 'An idea for what to do'), ('process', 'How we work here'), ('fact', 'A matter of fact')], max_length=12)),
                ('position_la', models.CharField(choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], max_length=13)),
                ('position_tso', models.CharField(choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], max_length=13)),
                ('salt', models.CharField(max_length=32)),
                ('digest', models.CharField(max_length=64)),
                ('redacted_at', models.DateTimeField(null=True)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.noteversion')),
            ],
            options={
                'ordering': ['version', 'number'],
            },
        ),
        migrations.CreateModel(
            name='PointWithdrawal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('origin', models.UUIDField(help_text='id of the draft point, as in the cleared row')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='point_withdrawals', to='partnerships.studyarea')),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'withdrawal of a statement',
                'verbose_name_plural': 'withdrawals of statements',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField()),
                ('sector', models.CharField(blank=True, choices=[('la', 'Local authority'), ('tso', 'Third sector')], help_text='of the speaker, when known', max_length=3)),
                ('salt', models.CharField(default=workshops.clearance.working.notes.new_salt, max_length=32)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(help_text='taken out again while the notes were written up', null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('source', models.ForeignKey(help_text='none once it has been kept long enough, and with it who said it (domain 3R)', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.loggedpoint')),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CirculatedQuotation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('sector', models.CharField(blank=True, choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('salt', models.CharField(max_length=32)),
                ('digest', models.CharField(max_length=64)),
                ('redacted_at', models.DateTimeField(null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.noteversion')),
                ('quotation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.quotation')),
            ],
            options={
                'ordering': ['version', 'place'],
            },
        ),
        migrations.CreateModel(
            name='RemovalRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('origin', models.UUIDField(help_text='id of the draft point, as in the cleared row')),
                ('asked_on', models.DateField(help_text='a day, not a moment: that would tell whose consent ended then')),
                ('kept_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='removal_requests', to='partnerships.studyarea')),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['asked_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('facilitator_at', models.DateTimeField(null=True)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('dropped_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('dropped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('facilitator_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
                ('points', models.ManyToManyField(related_name='+', to='workshops.draftpoint')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['asked_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Responder',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('removed_at', models.DateTimeField(help_text='consent to take part was withdrawn', null=True)),
                ('present_since', models.DateTimeField(help_text='in the room when these notes are agreed', null=True)),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
        ),
        migrations.CreateModel(
            name='QuotationAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('stance', models.CharField(choices=[('permits', 'These are my words, and they may be used'), ('refuses', 'These are my words, and they may not be used'), ('identifies', 'It would tell people who I am')], max_length=10)),
                ('said_at', models.DateTimeField()),
                ('quotation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.quotation')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DifferingView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('digest', models.CharField(help_text='of the wording it stands beside', max_length=64)),
                ('text', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Countersignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('seen', models.CharField(help_text='digest of every wording and view that was read', max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.noteversion')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('verdict', models.CharField(choices=[('fair', 'Yes, a fair record'), ('change', 'Suggest a change'), ('out', 'It should not be in')], max_length=6)),
                ('ground', models.CharField(blank=True, choices=[('own_words', 'These are my own words, and I did not mean them to be noted'), ('identifies', 'It would tell people who I am'), ('not_said', 'It was not said, or not like this')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('channel', models.CharField(choices=[('online', 'Online'), ('room', 'In the room'), ('phone', 'By phone'), ('email', 'By email'), ('paper', 'On paper')], max_length=6)),
                ('recorded_at', models.DateTimeField()),
                ('superseded_at', models.DateTimeField(null=True)),
                ('disputed_at', models.DateTimeField(help_text='the person said "that was not my answer"', null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('replaces', models.ForeignKey(help_text='what an answer recorded for somebody took the place of: a dispute brings it back', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.answer')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('base_digest', models.CharField(blank=True, max_length=64)),
                ('is_removal', models.BooleanField(default=False)),
                ('text', models.TextField(blank=True)),
                ('kind', models.CharField(blank=True, choices=[('feature_la', 'About the local authority'), ('feature_tso', 'About the third sector'), ('driver', 'A reason to work together'), ('benefit', 'What it brings'), ('barrier', 'Something in the way'), ('challenge', 'A local challenge'), ('response', 'An idea for what to do'), ('process', 'How we work here'), ('fact', 'A matter of fact')], max_length=12)),
                ('position_la', models.CharField(blank=True, choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], max_length=13)),
                ('position_tso', models.CharField(blank=True, choices=[('holds', 'Holds'), ('does_not_hold', 'Does not hold'), ('mixed', 'Mixed'), ('not_discussed', 'Not discussed')], max_length=13)),
                ('label', models.CharField(choices=[('wording', 'Changes the wording only'), ('meaning', 'Changes the meaning')], default='meaning', max_length=7)),
                ('reason', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('open', 'Open'), ('accepted', 'Accepted'), ('in_part', 'Accepted in part'), ('not_accepted', 'Not accepted'), ('withdrawn', 'Withdrawn')], default='open', max_length=12)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_in', models.CharField(blank=True, choices=[('room', 'In the room'), ('correspondence', 'By correspondence')], max_length=14)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('point', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
            options={
                'ordering': ['proposed_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AccessCopy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('format', models.CharField(choices=[('standard', 'Word document'), ('large', 'Word document in large print')], max_length=8)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('note', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.note')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.noteversion')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
            options={
                'ordering': ['note', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('eligible', models.PositiveSmallIntegerField(help_text='were at the session, and consented')),
                ('fair', models.PositiveSmallIntegerField()),
                ('change', models.PositiveSmallIntegerField()),
                ('out', models.PositiveSmallIntegerField()),
                ('here', models.PositiveSmallIntegerField(help_text='in the room, without those who objected')),
                ('here_fair', models.PositiveSmallIntegerField(help_text='of these, recorded there as agreeing')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
            ],
            options={
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.CreateModel(
            name='ViewObjection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('raised_at', models.DateTimeField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.draftpoint')),
                ('responder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.responder')),
            ],
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('topic', models.CharField(max_length=80)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('venue', models.CharField(help_text='online: whose meeting it is', max_length=120)),
                ('online', models.BooleanField(default=False)),
                ('further_topics', models.CharField(blank=True, help_text='one on each line', max_length=300)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('confirmed', 'Confirmed'), ('delivered', 'Held'), ('postponed', 'Postponed'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                ('deviation', models.CharField(blank=True, max_length=300)),
                ('uneven_reason', models.CharField(blank=True, help_text='why the sectors were not even again by then (domain E1)', max_length=300)),
                ('uneven_at', models.DateTimeField(null=True)),
                ('uneven_corrections', models.PositiveSmallIntegerField(default=0, help_text='how often that was put right')),
                ('delivered_at', models.DateTimeField(null=True)),
                ('halted_at', models.DateTimeField(help_text='postponed or cancelled', null=True)),
                ('halt_reason', models.CharField(blank=True, max_length=300)),
                ('sequence', models.PositiveIntegerField(default=0, help_text='of its entry in calendars; it only rises')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workshops', to='partnerships.studyarea')),
                ('delivered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('facilitators', models.ManyToManyField(related_name='facilitated', to='partnerships.seat')),
                ('halted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('uneven_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['area', 'number'],
            },
        ),
        migrations.CreateModel(
            name='UnevenWording',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop')),
            ],
            options={
                'ordering': ['workshop', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Recording',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made', models.BooleanField()),
                ('held_by', models.CharField(blank=True, max_length=120)),
                ('destroy_on', models.DateField(null=True)),
                ('noted_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('destroyed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('workshop', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recording', to='workshops.workshop')),
            ],
        ),
        migrations.AddField(
            model_name='note',
            name='workshop',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop'),
        ),
        migrations.AddField(
            model_name='loggedpoint',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop'),
        ),
        migrations.CreateModel(
            name='GapWaiver',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('earlier_on', models.DateField()),
                ('later_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('over_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gap_waivers', to='workshops.workshop')),
            ],
            options={
                'verbose_name': 'shorter gap between two sessions',
                'verbose_name_plural': 'shorter gaps between two sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FeedbackRating',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('when', models.CharField(choices=[('before', 'Before session 1'), ('after', 'After session 4')], max_length=6)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('trust', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'Somewhat'), (4, 'A good deal'), (5, 'Completely')], null=True)),
                ('understanding', models.PositiveSmallIntegerField(choices=[(1, 'Not at all'), (2, 'A little'), (3, 'Somewhat'), (4, 'Well'), (5, 'Very well')], null=True)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='FeedbackGiven',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('before', 'Before the first session'), ('session', 'After a session'), ('after', 'After the last session')], max_length=7)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop')),
            ],
        ),
        migrations.CreateModel(
            name='FeedbackComment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(blank=True, choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('text', models.TextField()),
                ('quotable', models.BooleanField(default=False)),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshops.workshop')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='clearednote',
            name='workshop',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cleared_note', to='workshops.workshop'),
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('presence', models.CharField(choices=[('attended', 'Attended'), ('left_early', 'Left early'), ('apologies', 'Apologies'), ('absent', 'Absent'), ('substitute', 'Substitute came'), ('proposed', 'Waits to be confirmed'), ('asked', 'Has not agreed yet'), ('expected', 'Has agreed to come')], max_length=10)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='partnerships.seat')),
                ('stands_in_for', models.ForeignKey(help_text='whose place a substitute takes', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='workshops.workshop')),
            ],
        ),
        migrations.AddConstraint(
            model_name='draftpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='draftpoint_removed_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='draftpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_out_at', None), ('left_out_by', None)), models.Q(('left_out_at__isnull', False), ('left_out_by__isnull', False)), _connector='OR'), name='draftpoint_left_out_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='draftpoint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='draftpoint_withdrawn_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='noteversion',
            constraint=models.UniqueConstraint(fields=('note', 'number'), name='version_one_of_each_number', violation_error_message='There is a version of this number already.'),
        ),
        migrations.AddConstraint(
            model_name='circulatedpoint',
            constraint=models.UniqueConstraint(fields=('version', 'point'), name='circulated_once_per_version', violation_error_message='This version shows that statement already.'),
        ),
        migrations.AddConstraint(
            model_name='circulatedpoint',
            constraint=models.CheckConstraint(condition=models.Q(('redacted_at', None), models.Q(('salt', ''), ('text', ''), ('topic', '')), _connector='OR'), name='circulated_redacted_is_blank', violation_error_message='Of a redacted statement no words are kept.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='pointwithdrawal_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='pointwithdrawal_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='pointwithdrawal_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='pointwithdrawal_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='pointwithdrawal_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='pointwithdrawal_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='pointwithdrawal',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('origin',), name='pointwithdrawal_one_standing', violation_error_message='Somebody has asked to withdraw this statement already.'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False)), _connector='OR'), name='quotation_removed_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='quotation_withdrawn_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('sector', ''), ('speaker', None)), models.Q(('source__isnull', False), ('speaker__isnull', False), models.Q(('sector', ''), _negated=True)), models.Q(('source', None), ('speaker', None)), _connector='OR'), name='quotation_speaker_has_sector', violation_error_message="A quotation has its speaker's sector when the speaker is known, else none."),
        ),
        migrations.AddConstraint(
            model_name='quotation',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('salt', ''), ('text', '')), _connector='OR'), name='quotation_withdrawn_is_blank', violation_error_message='Of a withdrawn quotation no words are kept.'),
        ),
        migrations.AddConstraint(
            model_name='circulatedquotation',
            constraint=models.UniqueConstraint(fields=('version', 'quotation'), name='quotation_once_per_version', violation_error_message='This version shows that quotation already.'),
        ),
        migrations.AddConstraint(
            model_name='circulatedquotation',
            constraint=models.CheckConstraint(condition=models.Q(('redacted_at', None), models.Q(('salt', ''), ('text', '')), _connector='OR'), name='quotation_redacted_is_blank', violation_error_message='Of a redacted quotation no words are kept.'),
        ),
        migrations.AddConstraint(
            model_name='removalrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kept_at', None), ('kept_by', None)), models.Q(('kept_at__isnull', False), ('kept_by__isnull', False)), _connector='OR'), name='removalrequest_kept_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='removalrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('kept_at', None)), fields=('origin',), name='removalrequest_one_standing', violation_error_message='Somebody has asked for this statement to go already.'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facilitator_at', None), ('facilitator_by', None)), models.Q(('facilitator_at__isnull', False), ('facilitator_by__isnull', False)), _connector='OR'), name='reopening_facilitator_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='reopening_la_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='reopening_tso_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dropped_at', None), ('dropped_by', None)), models.Q(('dropped_at__isnull', False), ('dropped_by__isnull', False)), _connector='OR'), name='reopening_dropped_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at', None), ('dropped_at', None)), fields=('note',), name='reopening_one_at_a_time', violation_error_message='Somebody has asked to open statements of these notes again already.'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('done_at', None), models.Q(('facilitator_at__isnull', False), ('la_at__isnull', False), ('tso_at__isnull', False)), _connector='OR'), name='reopening_needs_all_three', violation_error_message='A facilitator and one person of each sector open statements again.'),
        ),
        migrations.AddConstraint(
            model_name='responder',
            constraint=models.UniqueConstraint(fields=('note', 'seat'), name='responder_once_per_note', violation_error_message='This person is asked about these notes already.'),
        ),
        migrations.AddConstraint(
            model_name='quotationanswer',
            constraint=models.UniqueConstraint(fields=('quotation', 'responder'), name='quotation_answer_one_each', violation_error_message='This person has said already what they think of the quotation.'),
        ),
        migrations.AddConstraint(
            model_name='differingview',
            constraint=models.UniqueConstraint(fields=('point', 'responder'), name='view_one_each', violation_error_message='This person has a view beside the statement already.'),
        ),
        migrations.AddConstraint(
            model_name='countersignature',
            constraint=models.UniqueConstraint(fields=('version', 'sector'), name='countersigned_once_per_sector', violation_error_message='Somebody of this sector has countersigned already.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('responder', 'point', 'digest'), name='answer_one_per_responder_and_digest', violation_error_message='This person has answered these words already.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'out'), models.Q(('ground', ''), _negated=True)), models.Q(models.Q(('verdict', 'out'), _negated=True), ('ground', '')), _connector='OR'), name='answer_out_says_why', violation_error_message='Say why it should not be in, and only then.'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('disputed_at', None), ('superseded_at__isnull', False), _connector='OR'), name='answer_disputed_does_not_count', violation_error_message='An answer that somebody says was not theirs does not count.'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='amendment_decided_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', 'open')), models.Q(models.Q(('outcome', 'open'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='amendment_decided_has_outcome', violation_error_message='A change is decided with an outcome, at a moment.'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('point', 'responder'), name='amendment_one_open_each', violation_error_message='This person has an open change of the statement already.'),
        ),
        migrations.AddConstraint(
            model_name='amendment',
            constraint=models.CheckConstraint(condition=models.Q(('is_removal', False), models.Q(('kind', ''), ('point__isnull', False), ('position_la', ''), ('position_tso', ''), ('text', '')), _connector='OR'), name='amendment_removal_has_no_words', violation_error_message='Taking a statement out leaves no words.'),
        ),
        migrations.AddConstraint(
            model_name='accesscopy',
            constraint=models.UniqueConstraint(fields=('note', 'number'), name='access_copy_one_of_each_number', violation_error_message='There is a copy of this number already.'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.UniqueConstraint(fields=('point', 'digest', 'sector'), name='tally_one_per_sector', violation_error_message='These words are counted already.'),
        ),
        migrations.AddConstraint(
            model_name='tally',
            constraint=models.CheckConstraint(condition=models.Q(('fair__lte', models.F('eligible')), ('here__lte', models.F('eligible')), ('here_fair__lte', models.F('here'))), name='tally_adds_up', violation_error_message='No more people can agree than were asked.'),
        ),
        migrations.AddConstraint(
            model_name='viewobjection',
            constraint=models.UniqueConstraint(fields=('responder', 'author', 'point'), name='view_objected_to_once_each', violation_error_message='This person has said already that the view identifies them.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.UniqueConstraint(fields=('area', 'number'), name='workshop_one_of_each_number', violation_error_message='This area has a session of this number already.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('number__range', (1, 4))), name='workshop_four_of_them', violation_error_message='An area has four sessions, numbered 1 to 4.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='workshop_ends_after_it_starts', violation_error_message='A session must end after it starts.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delivered_at', None), ('delivered_by', None)), models.Q(('delivered_at__isnull', False), ('delivered_by__isnull', False)), _connector='OR'), name='workshop_delivered_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'delivered'), _negated=True), ('delivered_at__isnull', False), _connector='OR'), name='workshop_delivered_has_when', violation_error_message='A session that was held has the moment at which that was recorded.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('halted_at', None), ('halted_by', None)), models.Q(('halted_at__isnull', False), ('halted_by__isnull', False)), _connector='OR'), name='workshop_halted_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('uneven_at', None), ('uneven_by', None)), models.Q(('uneven_at__isnull', False), ('uneven_by__isnull', False)), _connector='OR'), name='workshop_uneven_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('uneven_at', None), ('uneven_reason', '')), models.Q(('uneven_at__isnull', False), models.Q(('uneven_reason', ''), _negated=True)), _connector='OR'), name='workshop_uneven_with_reason', violation_error_message='That the sectors were still uneven is recorded with a reason.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(('uneven_corrections', 0), ('uneven_at__isnull', False), _connector='OR'), name='workshop_uneven_corrected_when_recorded', violation_error_message='Only a reason that is recorded is corrected.'),
        ),
        migrations.AddConstraint(
            model_name='workshop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('halted_at__isnull', False), ('state__in', ['postponed', 'cancelled'])), models.Q(models.Q(('state__in', ['postponed', 'cancelled']), _negated=True), ('halted_at', None)), _connector='OR'), name='workshop_halted_has_when', violation_error_message='A session is postponed or cancelled at a moment, and only then.'),
        ),
        migrations.AddConstraint(
            model_name='unevenwording',
            constraint=models.UniqueConstraint(fields=('workshop', 'place'), name='unevenwording_one_at_each_place', violation_error_message='This wording was corrected already.'),
        ),
        migrations.AddConstraint(
            model_name='unevenwording',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='unevenwording_has_words', violation_error_message='An earlier wording has words.'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destroyed_at', None), ('destroyed_by', None)), models.Q(('destroyed_at__isnull', False), ('destroyed_by__isnull', False)), _connector='OR'), name='recording_destroyed_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='recording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destroy_on__isnull', False), ('made', True), models.Q(('held_by', ''), _negated=True)), models.Q(('destroy_on', None), ('destroyed_at', None), ('held_by', ''), ('made', False)), _connector='OR'), name='recording_made_has_a_holder_and_a_last_day', violation_error_message='A recording has a holder and a day by which it is destroyed.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extended_at', None), ('extended_by', None)), models.Q(('extended_at__isnull', False), ('extended_by__isnull', False)), _connector='OR'), name='note_extended_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closing_meeting_at', None), ('closing_meeting_by', None)), models.Q(('closing_meeting_at__isnull', False), ('closing_meeting_by__isnull', False)), _connector='OR'), name='note_closing_meeting_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'drafting'), models.Q(('closes_at__isnull', False), ('window_ends_at__isnull', False)), _connector='OR'), name='note_circulated_has_a_window', violation_error_message='Notes that were sent have a time until which they are answered.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('closing_meeting_at', None), ('closing_meeting_was_at', None), _connector='OR'), name='note_meeting_is_on_or_off', violation_error_message='A closing meeting is set or called off, not both.'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closing_meeting_at', None), ('closing_meeting_was_at', None)), ('closing_meeting_sequence__gt', 0), _connector='OR'), name='note_meeting_has_a_sequence', violation_error_message='What calendars were sent has its number there.'),
        ),
        migrations.AddConstraint(
            model_name='loggedpoint',
            constraint=models.UniqueConstraint(fields=('seat', 'client_id'), name='logged_once_per_client_id', violation_error_message='This point was saved already.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='gapwaiver_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='gapwaiver_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='gapwaiver_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='gapwaiver_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='gapwaiver_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None), models.Q(('la_at', None), ('tso_at', None), _connector='OR')), fields=('later',), name='gapwaiver_one_awaited', violation_error_message='The leads are asked about the date of this session already.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('earlier', models.F('later')), _negated=True), name='gapwaiver_two_sessions', violation_error_message='A gap lies between two different sessions.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('later_on__gt', models.F('earlier_on'))), name='gapwaiver_dates_in_order', violation_error_message='The later session is on a later day.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('used_at', None), models.Q(('voided_at', None), models.Q(('la_at', None), ('tso_at', None), _connector='OR', _negated=True)), _connector='OR'), name='gapwaiver_used_when_complete', violation_error_message='Dates rest on what both sectors have agreed, and on nothing less.'),
        ),
        migrations.AddConstraint(
            model_name='gapwaiver',
            constraint=models.CheckConstraint(condition=models.Q(('over_at', None), ('used_at__isnull', False), _connector='OR'), name='gapwaiver_over_after_use', violation_error_message='Only what was used is over.'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrating',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('trust', None), ('trust__range', (1, 5)), _connector='OR'), models.Q(('understanding', None), ('understanding__range', (1, 5)), _connector='OR')), name='rating_from_one_to_five', violation_error_message='An answer is one of the five.'),
        ),
        migrations.AddConstraint(
            model_name='feedbackrating',
            constraint=models.CheckConstraint(condition=models.Q(('trust__isnull', False), ('understanding__isnull', False), _connector='OR'), name='rating_says_something', violation_error_message='Answer at least one of the two questions.'),
        ),
        migrations.AddConstraint(
            model_name='feedbackgiven',
            constraint=models.UniqueConstraint(fields=('seat', 'workshop', 'occasion'), name='feedback_once_each', violation_error_message='You have answered already. Thank you.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('stands_in_for__isnull', False)), fields=('workshop', 'stands_in_for'), name='attendance_one_substitute_each', violation_error_message='Somebody stands in for this person already.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('presence__in', ['proposed', 'asked', 'expected']), _negated=True), ('stands_in_for__isnull', False), _connector='OR'), name='attendance_only_a_substitute_is_to_come', violation_error_message='Only somebody who stands in can be expected.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('presence__in', ['apologies', 'substitute']), _negated=True), ('stands_in_for', None), _connector='OR'), name='attendance_a_substitute_has_no_substitute', violation_error_message='Nobody stands in for a substitute.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.CheckConstraint(condition=models.Q(('stands_in_for', models.F('seat')), _negated=True), name='attendance_nobody_stands_in_for_themselves', violation_error_message='Nobody stands in for themselves.'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('workshop', 'seat'), name='attendance_one_per_seat', violation_error_message='It is recorded already whether this person came.'),
        ),
    ]
