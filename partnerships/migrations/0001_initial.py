import django.db.models.deletion
import django.db.models.functions.text
import pipd.kit.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Erased',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person', models.UUIDField(help_text='the id of their account, or of an applicant’s application', unique=True)),
                ('erased_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['erased_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('full_name', models.CharField(max_length=120)),
                ('access_needs', models.TextField(blank=True, help_text='restricted: what they need to take part')),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(default=pipd.kit.clock.now)),
            ],
            options={
                'ordering': ['full_name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_one_account_per_address', violation_error_message='There is an account for this address already.'), models.CheckConstraint(condition=models.Q(('full_name', ''), _negated=True), name='user_has_a_name', violation_error_message='Enter a name.')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('made_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('local_authority', 'Local authority'), ('other_public', 'Other public body'), ('national_infrastructure', 'National infrastructure body'), ('local_infrastructure', 'Local infrastructure organisation'), ('front_line', 'Front-line third sector organisation'), ('social_enterprise', 'Social enterprise or mutual'), ('quasi_governmental', 'Quasi-governmental body'), ('private', 'Private')], max_length=24)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, help_text='the last day it was this organisation', null=True)),
                ('ended_as', models.CharField(blank=True, choices=[('renamed', 'It has a new name'), ('merged', 'It becomes part of another organisation'), ('closed', 'It closes')], max_length=7)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='partnerships.organisation')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('purpose', models.CharField(blank=True, max_length=600)),
                ('form', models.CharField(choices=[('network', 'Informal network'), ('strategic', 'Strategic or planning partnership'), ('commissioning', 'Joint commissioning group'), ('service', 'Service delivery partnership'), ('consortium', 'Consortium'), ('alliance', 'Strategic alliance'), ('supply_chain', 'Supply chain: prime contractor and subcontractors'), ('shared_services', 'Shared services or back office'), ('group', 'Group structure or association'), ('merger', 'Merger'), ('public_private', 'Public–private partnership'), ('other', 'Another form')], max_length=15)),
                ('other_form', models.CharField(blank=True, max_length=120)),
                ('mainly_contract', models.BooleanField(default=False)),
                ('origin', models.CharField(choices=[('chosen', 'Chosen locally'), ('commissioner', 'Imposed by a commissioner'), ('regulator', 'Imposed by a regulator'), ('national', 'Required nationally')], max_length=12)),
                ('orientation', models.CharField(blank=True, choices=[('horizontal', 'Among local equals'), ('vertical', 'A supply chain, from a prime contractor down'), ('mixed', 'Some of both')], max_length=10)),
                ('stage', models.CharField(choices=[('considering', 'Being considered'), ('not_proceeded', 'Not proceeded with'), ('preparing', 'In preparation'), ('establishing', 'Being established'), ('operating', 'Operating'), ('reviewing', 'Under review'), ('closing', 'Closing'), ('closed', 'Closed')], max_length=13)),
                ('stage_at', models.DateTimeField(help_text='since when it stands there')),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('indicative_end', models.DateField(blank=True, null=True)),
                ('reviewed_on', models.DateField(blank=True, null=True)),
                ('review_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('restart_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='restarts', to='partnerships.partnership')),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name'), 'id'],
            },
        ),
        migrations.CreateModel(
            name='ClosureChecklist',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.CharField(blank=True, choices=[('achieved', 'It achieved what it was for'), ('time', 'Its time is over'), ('not_needed', 'It is not needed any more'), ('unproductive', 'It was not productive'), ('funding', 'Its funding ended'), ('partner_left', 'A partner left'), ('merged', 'It became part of something else')], max_length=12)),
                ('users', models.TextField(blank=True)),
                ('staff', models.TextField(blank=True)),
                ('assets', models.TextField(blank=True)),
                ('records', models.TextField(blank=True)),
                ('communication', models.TextField(blank=True)),
                ('successor', models.TextField(blank=True)),
                ('lessons', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='checklist', to='partnerships.partnership')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('aim', models.TextField(blank=True)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('reported_on', models.DateField(blank=True, help_text='the date of the programme report', null=True)),
                ('policy_fields', models.JSONField(blank=True, default=list, help_text='values of PolicyField')),
                ('other_policy_fields', models.TextField(blank=True, help_text='in other words, one in a line')),
                ('target_areas', models.PositiveSmallIntegerField(default=13)),
                ('min_group', models.PositiveSmallIntegerField(default=10)),
                ('max_group', models.PositiveSmallIntegerField(default=14)),
                ('parity_tolerance', models.PositiveSmallIntegerField(default=0)),
                ('clearance', models.CharField(choices=[('quorum', 'Enough of each sector agree'), ('everyone', 'Everyone who was there agrees')], default='quorum', max_length=10)),
                ('circulate_within', models.PositiveSmallIntegerField(default=10, help_text='working days after a session')),
                ('read_at_least', models.PositiveSmallIntegerField(default=5, help_text='working days before the next session')),
                ('correspondence', models.PositiveSmallIntegerField(default=10, help_text='working days')),
                ('days_between_sessions', models.PositiveSmallIntegerField(default=15, help_text='working days')),
                ('la_words', models.CharField(default='Local authority', max_length=40)),
                ('tso_words', models.CharField(default='Third sector', max_length=40)),
                ('other_public_on_la_side', models.BooleanField(default=False, help_text='whether people of health, police and fire sit on the local authority side')),
                ('front_line_admitted', models.BooleanField(default=False, help_text='whether front-line organisations and social enterprises sit on the third sector side (domain R12)')),
                ('run_by', models.CharField(max_length=200)),
                ('readable_by', models.CharField(max_length=200)),
                ('contact_email', models.EmailField(blank=True, help_text='answers to our mail go there', max_length=254)),
                ('contact_phone', models.CharField(blank=True, max_length=30)),
                ('paid', models.CharField(blank=True, help_text='what participants are paid or given back, in a sentence', max_length=300)),
                ('demo', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('sponsors', models.ManyToManyField(blank=True, related_name='sponsored', to='partnerships.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('participant', 'Participant'), ('substitute', 'Substitute'), ('facilitator', 'Facilitator'), ('coordinator', 'Coordinator'), ('administrator', 'Administrator'), ('analyst', 'Analyst'), ('sponsor', 'Sponsor'), ('register', 'Register officer'), ('system', 'System')], max_length=13)),
                ('sector', models.CharField(blank=True, choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('authority', models.CharField(blank=True, choices=[('commits', 'I can commit my organisation'), ('refers', 'I must refer back first'), ('unknown', 'I do not know')], max_length=7)),
                ('is_lead', models.BooleanField(default=False)),
                ('is_deputy', models.BooleanField(default=False)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=200)),
                ('next_job_title', models.CharField(blank=True, max_length=120)),
                ('next_job_at', models.DateTimeField(blank=True, null=True)),
                ('next_job_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('next_organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='partnerships.organisation')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='partnerships.programme')),
                ('replaces', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='partnerships.seat')),
                ('user', models.ForeignKey(help_text='none: system', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['sector', '-is_lead', '-is_deputy', 'started_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RetentionProposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(help_text='the code of a kind, see partnerships.keeping', max_length=24)),
                ('number', models.PositiveIntegerField()),
                ('proposed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(help_text='confirmed, or nothing of it was left', null=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retention_proposals', to='partnerships.programme')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['proposed_at', 'kind'],
            },
        ),
        migrations.CreateModel(
            name='PartnershipMember',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('organisation_name', models.CharField(blank=True, max_length=120)),
                ('is_lead', models.BooleanField(default=False)),
                ('started_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='partnerships.partnership')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='partnerships.seat')),
            ],
            options={
                'ordering': ['-is_lead', 'started_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PartnershipClosed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closures', to='partnerships.partnership')),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'partnership closed',
                'verbose_name_plural': 'partnerships closed',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LeadVoice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('job', models.CharField(choices=[('lead', 'Lead'), ('deputy', 'Deputy')], max_length=6)),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('names', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'voice for a lead',
                'verbose_name_plural': 'voices for leads',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('replaced_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DataRequest',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('correct', 'Correct something'), ('object', 'Object to how something is used'), ('erase', 'Erase something'), ('erase_all', 'Erase everything about me and close my account'), ('complaint', 'Complain about how my data is used'), ('other', 'Something else')], max_length=9)),
                ('words', models.TextField()),
                ('reference', models.CharField(max_length=9, unique=True)),
                ('made_at', models.DateTimeField()),
                ('due_on', models.DateField(help_text='the last day for the answer')),
                ('state', models.CharField(choices=[('open', 'To be answered'), ('answered', 'Answered'), ('withdrawn', 'Taken back')], default='open', max_length=9)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_requests', to='partnerships.programme')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['-made_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('take_part', 'Take part'), ('recording', 'Be recorded'), ('beyond_area', 'Cleared notes may be used beyond the area'), ('quotation', 'Be quoted'), ('be_named', 'Be named on the plan'), ('contact', 'Be asked again later')], max_length=12)),
                ('wording_version', models.CharField(max_length=20)),
                ('channel', models.CharField(choices=[('online', 'Online'), ('paper', 'On paper'), ('spoken', 'Spoken')], max_length=6)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_channel', models.CharField(blank=True, choices=[('paper', 'told to a facilitator: on paper'), ('spoken', 'told to a facilitator: spoken'), ('seat', 'ended with the seat, for a new job'), ('words', 'followed by consent to newer words')], help_text='how a facilitator was told, or that the seat or the words ended; empty: by their own act', max_length=6)),
                ('recorded_by', models.ForeignKey(help_text='none: by their own act, online', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='partnerships.seat')),
            ],
        ),
        migrations.CreateModel(
            name='StudyArea',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='Given at selection. Outside the area it is called Area n unless it may be named.', null=True)),
                ('name', models.CharField(max_length=80)),
                ('slug', models.SlugField(unique=True)),
                ('authority_type', models.CharField(blank=True, choices=[('county', 'County'), ('district', 'Shire district'), ('unitary', 'Unitary'), ('metropolitan', 'Metropolitan district'), ('london', 'London borough'), ('other', 'Combined or other')], max_length=12)),
                ('size', models.CharField(blank=True, choices=[('small', 'Small'), ('medium', 'Medium'), ('large', 'Large'), ('very_large', 'Very large')], max_length=12)),
                ('region', models.CharField(blank=True, choices=[('north_east', 'North East'), ('north_west', 'North West'), ('yorkshire', 'Yorkshire and the Humber'), ('east_midlands', 'East Midlands'), ('west_midlands', 'West Midlands'), ('east', 'East of England'), ('london', 'London'), ('south_east', 'South East'), ('south_west', 'South West'), ('wales', 'Wales'), ('scotland', 'Scotland'), ('northern_ireland', 'Northern Ireland')], max_length=16)),
                ('settlement', models.CharField(blank=True, choices=[('urban', 'Urban'), ('mixed', 'Mixed'), ('rural', 'Rural'), ('coastal', 'Coastal')], max_length=8)),
                ('deprivation', models.CharField(blank=True, choices=[('low', 'Low'), ('middling', 'Middling'), ('high', 'High')], max_length=8)),
                ('diversity', models.CharField(blank=True, choices=[('low', 'Low'), ('middling', 'Middling'), ('high', 'High')], max_length=8)),
                ('political_control', models.CharField(blank=True, max_length=40)),
                ('selection_rationale', models.TextField(blank=True, help_text='why it was selected, or was not')),
                ('may_be_named', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('candidate', 'Candidate'), ('not_selected', 'Not selected'), ('selected', 'Selected'), ('recruiting', 'Recruiting'), ('not_proceeded', 'Not proceeded'), ('confirmed', 'Confirmed'), ('in_workshops', 'In workshops'), ('planning', 'Planning'), ('delivering', 'Delivering'), ('closed', 'Closed'), ('discontinued', 'Discontinued')], default='candidate', max_length=15)),
                ('paused', models.BooleanField(default=False)),
                ('pause_reason', models.CharField(blank=True, max_length=300)),
                ('discontinued_at', models.DateTimeField(null=True)),
                ('discontinued_reason', models.CharField(blank=True, help_text='why the area ended, as its people were told', max_length=600)),
                ('waiver_reason', models.CharField(blank=True, help_text='why the group started one apart (domain I-1)', max_length=300)),
                ('waived_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('discontinued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='partnerships.programme')),
                ('waived_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('number'), nulls_last=True), 'name'],
            },
        ),
        migrations.AddField(
            model_name='seat',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='partnerships.studyarea'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='partnerships.studyarea'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='areas',
            field=models.ManyToManyField(blank=True, related_name='organisations', to='partnerships.studyarea'),
        ),
        migrations.CreateModel(
            name='AreaPaused',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('pauses', models.BooleanField(help_text='whether the group stands still by it; else it goes on')),
                ('reason', models.CharField(max_length=300)),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='partnerships.studyarea')),
            ],
            options={
                'verbose_name': 'group paused, or let go on',
                'verbose_name_plural': 'groups paused, or let go on',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApplicationWindow',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField(help_text='a working day; until 5pm')),
                ('closed_at', models.DateTimeField(help_text='when the group started before the last day was over', null=True)),
                ('area', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='window', to='partnerships.studyarea')),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('state', models.CharField(choices=[('begun', 'Begun'), ('submitted', 'To be decided'), ('accepted', 'Accepted'), ('waiting', 'On the wait-list'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default='begun', max_length=9)),
                ('reference', models.CharField(max_length=9, unique=True)),
                ('email', models.EmailField(max_length=254)),
                ('full_name', models.CharField(blank=True, max_length=120)),
                ('organisation_name', models.CharField(blank=True, max_length=120)),
                ('organisation_kind', models.CharField(blank=True, choices=[('local_authority', 'Local authority'), ('other_public', 'Other public body'), ('national_infrastructure', 'National infrastructure body'), ('local_infrastructure', 'Local infrastructure organisation'), ('front_line', 'Front-line third sector organisation'), ('social_enterprise', 'Social enterprise or mutual'), ('quasi_governmental', 'Quasi-governmental body'), ('private', 'Private')], max_length=24)),
                ('operates_here', models.BooleanField(null=True)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('seniority', models.CharField(blank=True, choices=[('senior', 'Senior officer or manager'), ('other', 'Another officer, member of staff or volunteer'), ('councillor', 'Elected councillor')], max_length=10)),
                ('lead_responsibility', models.BooleanField(null=True)),
                ('authority', models.CharField(blank=True, choices=[('commits', 'I can commit my organisation'), ('refers', 'I must refer back first'), ('unknown', 'I do not know')], max_length=7)),
                ('funding_link', models.CharField(blank=True, choices=[('none', 'None'), ('grant', 'A grant'), ('contract', 'A contract'), ('sla', 'A service level agreement'), ('several', 'Several of these')], help_text='restricted', max_length=8)),
                ('access_needs', models.TextField(blank=True, help_text='restricted')),
                ('interest', models.TextField(blank=True)),
                ('link_mark', models.CharField(blank=True, help_text='another for each link that is mailed', max_length=24)),
                ('link_made_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(default=pipd.kit.clock.now)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('channel', models.CharField(choices=[('online', 'Online'), ('paper', 'Paper'), ('spreadsheet', 'Spreadsheet')], default='online', max_length=11)),
                ('received_on', models.DateField(help_text='when what was not sent online came in', null=True)),
                ('entered_from', models.UUIDField(help_text='the same for all that one file brought', null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, help_text='why it was declined, or a place taken back; the applicant reads it')),
                ('override_reason', models.TextField(blank=True, help_text='why somebody outside the usual terms was accepted')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('seat', models.OneToOneField(help_text='what it led to', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to='partnerships.seat')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='partnerships.studyarea')),
            ],
            options={
                'ordering': ['submitted_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MailOff',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('topic', models.CharField(max_length=20)),
                ('switched_off_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_off', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'mail off',
                'constraints': [models.UniqueConstraint(fields=('user', 'topic'), name='mailoff_once', violation_error_message='This is switched off already.')],
            },
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('min_group__gte', 2), ('max_group__gte', models.F('min_group'))), name='programme_group_bounds', violation_error_message="A group's smallest size must be at least 2 and at most its largest."),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='programme_ends_after_it_starts', violation_error_message="A programme's last day must be on or after its first."),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('la_words', models.F('tso_words')), _negated=True), name='programme_sectors_told_apart', violation_error_message='The two sectors need different words.'),
        ),
        migrations.AddConstraint(
            model_name='retentionproposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='retentionproposal_settled_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='retentionproposal',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('programme', 'kind'), name='retentionproposal_one_open', violation_error_message='This is put to the coordinators already.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipmember',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('organisation_name', '')), models.Q(('organisation', None), models.Q(('organisation_name', ''), _negated=True)), _connector='OR'), name='partnershipmember_one_organisation', violation_error_message='A member is an organisation known here, or its name.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipmember',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='partnershipmember_ends_after_start', violation_error_message='The last day must be on or after the first.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('partnership', 'person'), name='partnershipmember_person_once', violation_error_message='This person is a member already.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipmember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('is_lead', True)), fields=('partnership',), name='partnershipmember_one_lead', violation_error_message='This partnership has a lead member already.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='partnershipclosed_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='partnershipclosed_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='partnershipclosed_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='partnershipclosed_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='partnershipclosed_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='partnershipclosed_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='partnershipclosed',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('partnership',), name='partnershipclosed_one_standing', violation_error_message='This closure is signed, or awaits its second signature, already.'),
        ),
        migrations.AddConstraint(
            model_name='leadvoice',
            constraint=models.UniqueConstraint(fields=('given_by', 'job'), name='leadvoice_one_each', violation_error_message='You have named somebody already.'),
        ),
        migrations.AddConstraint(
            model_name='leadvoice',
            constraint=models.CheckConstraint(condition=models.Q(('job__in', ['lead', 'deputy'])), name='leadvoice_is_for_lead_or_deputy', violation_error_message='A voice is for a lead or a deputy.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at', None), ('used_at', None)), fields=('user',), name='invitation_one_at_a_time', violation_error_message='This person has an invitation already.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='invitation_holds_for_some_time', violation_error_message='An invitation holds for some time.'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('used_at', None), models.Q(('replaced_at', None), ('used_at__lt', models.F('expires_at'))), _connector='OR'), name='invitation_is_used_in_time', violation_error_message='An invitation is used while it holds, and not once it is replaced.'),
        ),
        migrations.AddIndex(
            model_name='datarequest',
            index=models.Index(fields=['programme', 'state', 'due_on'], name='datarequest_due'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='datarequest_answered_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('state__in', ['open', 'withdrawn'])), models.Q(('answered_at__isnull', False), ('state', 'answered'), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='datarequest_answered_in_words', violation_error_message='A request is answered in words, at a moment.'),
        ),
        migrations.AddConstraint(
            model_name='datarequest',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='datarequest_has_words', violation_error_message='Say what you ask.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('seat', 'kind'), name='consent_one_standing_of_a_kind', violation_error_message='This consent is given already.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_withdrawn_after_given', violation_error_message='A consent cannot be withdrawn before it was given.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'online'), ('recorded_by', None)), models.Q(models.Q(('channel', 'online'), _negated=True), ('recorded_by__isnull', False)), _connector='OR'), name='consent_recorded_unless_online', violation_error_message='What was said or written on paper has somebody who recorded it.'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_channel', ''), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_channel', 'online'), _negated=True)), _connector='OR'), name='consent_withdrawal_told_to_somebody', violation_error_message='A withdrawal that a facilitator recorded was told to them.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_at', None), ('waived_by', None)), models.Q(('waived_at__isnull', False), ('waived_by__isnull', False)), _connector='OR'), name='studyarea_waived_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('discontinued_at', None), ('discontinued_by', None)), models.Q(('discontinued_at__isnull', False), ('discontinued_by__isnull', False)), _connector='OR'), name='studyarea_discontinued_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('discontinued_at__isnull', False), ('state', 'discontinued'), models.Q(('discontinued_reason', ''), _negated=True)), models.Q(models.Q(('state', 'discontinued'), _negated=True), ('discontinued_at', None), ('discontinued_reason', '')), _connector='OR'), name='area_discontinued_with_reason', violation_error_message='An area is discontinued at a moment, for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_at', None), ('waiver_reason', '')), models.Q(('waived_at__isnull', False), models.Q(('waiver_reason', ''), _negated=True)), _connector='OR'), name='area_waived_with_reason', violation_error_message='A waiver has a reason, and only a waiver.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='area_one_number_each', violation_error_message='Another area of this programme has this number.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['candidate', 'not_selected']), models.Q(('number__isnull', False), models.Q(('selection_rationale', ''), _negated=True), models.Q(('size', ''), _negated=True), models.Q(('region', ''), _negated=True), models.Q(('settlement', ''), _negated=True), models.Q(('authority_type', ''), _negated=True), models.Q(('deprivation', ''), _negated=True), models.Q(('diversity', ''), _negated=True), models.Q(('political_control', ''), _negated=True)), _connector='OR'), name='area_selected_with_its_attributes', violation_error_message='An area is selected with all its sampling attributes, and a reason.'),
        ),
        migrations.AddConstraint(
            model_name='studyarea',
            constraint=models.CheckConstraint(condition=models.Q(('selection_rationale', ''), ('state', 'not_selected'), _negated=True), name='area_not_selected_for_a_reason', violation_error_message='That an area is not selected has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('role', 'participant')), fields=('user', 'area'), name='seat_one_live_participation', violation_error_message='This person already takes part in this area.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('is_lead', True)), fields=('area', 'sector'), name='seat_one_lead_per_sector', violation_error_message='This sector has a lead in this area already.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None), ('is_deputy', True)), fields=('area', 'sector'), name='seat_one_deputy_per_sector', violation_error_message='This sector has a deputy in this area already.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('role__in', ['participant', 'substitute']), ('sector__in', ['la', 'tso'])), models.Q(models.Q(('role__in', ['participant', 'substitute']), _negated=True), ('organisation', None), ('sector', '')), _connector='OR'), name='seat_sector_is_of_who_takes_part', violation_error_message='Who takes part has a sector and an organisation; nobody else has.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'participant'), models.Q(('is_deputy', False), ('is_lead', False)), _connector='OR'), name='seat_only_a_participant_leads', violation_error_message='Only a participant is lead or deputy; a substitute never is.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('role__in', ['participant', 'substitute', 'facilitator', 'register'])), models.Q(models.Q(('role__in', ['participant', 'substitute', 'facilitator', 'register']), _negated=True), ('area', None)), _connector='OR'), name='seat_area_fits_role', violation_error_message='Who takes part, facilitates or keeps a register has an area, nobody else.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'system'), ('user', None)), models.Q(models.Q(('role', 'system'), _negated=True), ('user__isnull', False)), _connector='OR'), name='seat_system_has_no_user', violation_error_message='Nobody sits on the seat of the system.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'system')), fields=('programme',), name='seat_one_system_per_programme', violation_error_message='This programme has a seat of the system already.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gte', models.F('started_on')), _connector='OR'), name='seat_ends_after_it_starts', violation_error_message='The last day must be on or after the first.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('replaces', None), models.Q(('role', 'participant'), models.Q(('replaces', models.F('id')), _negated=True)), _connector='OR'), name='seat_only_a_participant_replaces_another', violation_error_message='Only somebody who takes part replaces somebody else who did.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('next_job_at', None), ('next_job_by', None), ('next_job_title', ''), ('next_organisation', None)), models.Q(('next_job_at__isnull', False), ('next_job_by__isnull', False), ('next_organisation__isnull', False), models.Q(('next_job_title', ''), _negated=True), ('ended_on', None), ('role', 'participant')), _connector='OR'), name='seat_new_job_is_whole_and_of_who_takes_part', violation_error_message='A new job has an organisation, a title and who entered it.'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('is_deputy', True), ('is_lead', True), _negated=True), name='seat_lead_or_deputy', violation_error_message='A person is lead or deputy, not both.'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', 'other'), models.Q(('other_form', ''), _negated=True)), models.Q(models.Q(('form', 'other'), _negated=True), ('other_form', '')), _connector='OR'), name='partnership_other_form_in_words', violation_error_message='Another form is said in words; a form of the list needs none.'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('indicative_end', None), ('indicative_end__gte', models.F('starts_on')), _connector='OR'), name='partnership_ends_after_it_starts', violation_error_message='A partnership ends on or after the day it starts.'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('stage', 'closed')), models.Q(models.Q(('stage', 'closed'), _negated=True), ('closed_on', None)), _connector='OR'), name='partnership_closed_has_its_day', violation_error_message='A closed partnership has the day it closed, and no other has one.'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('restart_of', None), models.Q(('restart_of', models.F('id')), _negated=True), _connector='OR'), name='partnership_restarts_another', violation_error_message='A partnership cannot be a new start of itself.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_as', ''), ('successor', None), ('valid_to', None)), models.Q(('ended_as', 'closed'), ('successor', None), ('valid_to__isnull', False)), models.Q(('ended_as__in', ['renamed', 'merged']), ('successor__isnull', False), ('valid_to__isnull', False)), _connector='OR'), name='organisation_end_is_whole', violation_error_message='An end has a last day; a new name and a merger lead to an organisation.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organisation_ends_after_it_begins', violation_error_message='The last day must be on or after the first.'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('id')), _negated=True), _connector='OR'), name='organisation_leads_to_another', violation_error_message='An organisation cannot become itself.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='areapaused_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='areapaused_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='areapaused_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='areapaused_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='areapaused_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='areapaused_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='areapaused_has_reason', violation_error_message='That a group stands still, or goes on, has a reason.'),
        ),
        migrations.AddConstraint(
            model_name='areapaused',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None), models.Q(('la_at', None), ('tso_at', None), _connector='OR')), fields=('area',), name='areapaused_one_awaited', violation_error_message='The other sector is asked already.'),
        ),
        migrations.AddConstraint(
            model_name='applicationwindow',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gt', models.F('opens_on')), models.Q(('closed_at__isnull', False), ('closes_on', models.F('opens_on'))), _connector='OR'), name='window_closes_after_it_opens', violation_error_message='The last day must be after the first.'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['area', 'state', 'sector'], name='application_of_area'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), models.F('area'), condition=models.Q(('state__in', ['begun', 'submitted', 'waiting'])), name='application_one_for_each_address', violation_error_message='There is an application from this address already.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'begun'), ('submitted_at', None)), ('state', 'withdrawn'), models.Q(models.Q(('state', 'begun'), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='application_is_sent_at_a_moment', violation_error_message='An application is sent at a moment.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'online'), ('entered_by', None), ('entered_from', None), ('received_on', None)), models.Q(('channel__in', ['paper', 'spreadsheet']), ('entered_by__isnull', False), ('entered_from__isnull', False), ('received_on__isnull', False)), _connector='OR'), name='application_entered_says_by_whom', violation_error_message='What somebody entered for another says when it came in, how, and who did.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='application_decided_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['begun', 'submitted', 'withdrawn']), ('decided_at__isnull', False), _connector='OR'), name='application_decision_is_recorded', violation_error_message='A decision has a moment and a person.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['begun', 'withdrawn']), models.Q(models.Q(('full_name', ''), _negated=True), models.Q(('organisation_name', ''), _negated=True), models.Q(('organisation_kind', ''), _negated=True), models.Q(('job_title', ''), _negated=True), models.Q(('seniority', ''), _negated=True), models.Q(('authority', ''), _negated=True), models.Q(models.Q(('sector', 'la'), _negated=True), ('lead_responsibility__isnull', False), _connector='OR'), models.Q(models.Q(('sector', 'tso'), _negated=True), ('operates_here__isnull', False), _connector='OR')), _connector='OR'), name='application_sent_is_complete', violation_error_message='An application that is sent answers what must be answered.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), ('seat__isnull', False)), models.Q(models.Q(('state', 'accepted'), _negated=True), ('seat__isnull', True)), _connector='OR'), name='application_accepted_has_a_seat', violation_error_message='Who is accepted has a seat, and nobody else.'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='application_declined_with_reason', violation_error_message='Say why the application is declined.'),
        ),
    ]
