import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnerships', '0001_initial'),
        ('workshops', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('accepted_la_at', models.DateTimeField(null=True)),
                ('accepted_tso_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('job_swap', 'Job swap'), ('outreach_visit', 'Outreach visit'), ('peer_mentoring', 'Peer mentoring'), ('awareness_material', 'Introduction or other material'), ('skills_audit', 'Skills audit'), ('training_tso', 'Training for the third sector'), ('training_la', 'Training for the local authority'), ('participation_costs', 'Costs of taking part'), ('representation_review', 'Review of representation'), ('consultation_expectations', 'Expectations of consultation'), ('pre_partnership_agreement', 'Pre-partnership agreement'), ('joint_service_review', 'Joint review of services'), ('outcomes_indicators', 'Outcomes and indicators'), ('joint_fund', 'Joint fund'), ('other', 'Something else')], default='other', max_length=28)),
                ('mode', models.CharField(choices=[('joint', 'Delivered jointly'), ('la_led', 'Led by the local authority, with third sector support'), ('tso_led', 'Led by the third sector, with local authority support'), ('single', 'Delivered by one organisation')], default='joint', max_length=8)),
                ('accepted_la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('accepted_tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='actionplans.action')),
            ],
            options={
                'ordering': ['objective__seq', 'seq'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActionPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed'), ('in_progress', 'In progress'), ('closed', 'Closed'), ('superseded', 'Superseded'), ('abandoned', 'Abandoned')], default='draft', max_length=12)),
                ('opened_at', models.DateTimeField()),
                ('publication', models.CharField(choices=[('area', 'The group, its facilitators and the coordinator'), ('partners', 'Partner organisations too'), ('public', 'Everybody')], default='area', max_length=8)),
                ('edition', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='partnerships.studyarea')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='actionplans.actionplan')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['area', '-version'],
            },
        ),
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='askings', to='actionplans.actionplan')),
            ],
            options={
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('lead_la', models.CharField(blank=True, max_length=120)),
                ('lead_tso', models.CharField(blank=True, max_length=120)),
                ('contact_la', models.CharField(blank=True, max_length=200)),
                ('contact_tso', models.CharField(blank=True, max_length=200)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('resources', models.CharField(blank=True, max_length=300)),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                ('measure', models.CharField(blank=True, max_length=300)),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('blocked', 'Blocked'), ('complete', 'Complete'), ('deferred', 'Deferred'), ('stopped', 'Stopped'), ('transferred', 'Transferred')], default='not_started', max_length=12)),
                ('rag', models.CharField(blank=True, choices=[('green', 'Green: on track'), ('amber', 'Amber: at risk'), ('red', 'Red: off track')], max_length=5)),
                ('rag_note', models.CharField(blank=True, max_length=300)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('goes_on', models.BooleanField(default=False)),
                ('proposed_due_on', models.DateField(blank=True, null=True)),
                ('proposed_status', models.CharField(blank=True, choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('blocked', 'Blocked'), ('complete', 'Complete'), ('deferred', 'Deferred'), ('stopped', 'Stopped'), ('transferred', 'Transferred')], max_length=12)),
                ('proposed_note', models.CharField(blank=True, max_length=300)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='actionplans.action')),
                ('lead_la_seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('lead_tso_seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
            },
        ),
        migrations.CreateModel(
            name='Dependency',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='actionplans.action')),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needed_by', to='actionplans.action')),
            ],
            options={
                'verbose_name_plural': 'dependencies',
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sector', models.CharField(choices=[('la', 'Local authority'), ('tso', 'Third sector')], max_length=3)),
                ('body', models.CharField(max_length=120)),
                ('endorsed_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.organisation')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endorsements', to='actionplans.actionplan')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['endorsed_on', 'recorded_at'],
            },
        ),
        migrations.CreateModel(
            name='NamedWords',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='named_words', to='partnerships.studyarea')),
            ],
            options={
                'verbose_name_plural': 'named words',
            },
        ),
        migrations.CreateModel(
            name='NoResponse',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='no_responses', to='actionplans.actionplan')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='no_responses', to='workshops.clearedpoint')),
            ],
        ),
        migrations.CreateModel(
            name='Objective',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('seq', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('accepted_la_at', models.DateTimeField(null=True)),
                ('accepted_tso_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('concern_la', models.TextField(blank=True)),
                ('concern_tso', models.TextField(blank=True)),
                ('priority', models.CharField(choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], default='medium', max_length=6)),
                ('no_evidence_reason', models.TextField(blank=True)),
                ('accepted_la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('accepted_tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('origin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='actionplans.objective')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='actionplans.actionplan')),
            ],
            options={
                'ordering': ['seq'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('linked_at', models.DateTimeField()),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='workshops.clearedpoint')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='actionplans.objective')),
            ],
            options={
                'ordering': ['point__note__workshop__number', 'point__number'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField()),
                ('text', models.TextField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('settled_at', models.DateTimeField(null=True)),
                ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='actionplans.action')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('objective', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='actionplans.objective')),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='objective',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='actionplans.objective'),
        ),
        migrations.CreateModel(
            name='PartnershipLink',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='actionplans.delivery')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='partnerships.partnership')),
            ],
        ),
        migrations.CreateModel(
            name='PlanAbandoned',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('reason', models.TextField()),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='abandonments', to='actionplans.actionplan')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'draft given up',
                'verbose_name_plural': 'drafts given up',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanAgreed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='actionplans.actionplan')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'plan agreed',
                'verbose_name_plural': 'plans agreed',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanClosed',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('reason', models.TextField()),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='actionplans.actionplan')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'plan closed',
                'verbose_name_plural': 'plans closed',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanPublished',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('level', models.CharField(choices=[('area', 'The group, its facilitators and the coordinator'), ('partners', 'Partner organisations too'), ('public', 'Everybody')], max_length=8)),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='actionplans.actionplan')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'publication agreed',
                'verbose_name_plural': 'publications agreed',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanReview',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('held_on', models.DateField(null=True)),
                ('lessons', models.TextField(blank=True)),
                ('changes', models.TextField(blank=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('written_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='actionplans.actionplan')),
                ('present', models.ManyToManyField(blank=True, related_name='+', to='partnerships.seat')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['plan', 'number'],
            },
        ),
        migrations.CreateModel(
            name='PlanStarted',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('la_at', models.DateTimeField(null=True)),
                ('tso_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('changed', 'The words were changed'), ('taken_back', 'Whoever asked took it back'), ('declined', 'The other sector declined'), ('otherwise', 'It was settled in another way')], max_length=12)),
                ('la_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='starts', to='actionplans.actionplan')),
                ('tso_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'verbose_name': 'plan started',
                'verbose_name_plural': 'plans started',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ProgressUpdate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('told_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('not_started', 'Not started'), ('in_progress', 'In progress'), ('blocked', 'Blocked'), ('complete', 'Complete'), ('deferred', 'Deferred'), ('stopped', 'Stopped'), ('transferred', 'Transferred')], max_length=12)),
                ('rag', models.CharField(blank=True, choices=[('green', 'Green: on track'), ('amber', 'Amber: at risk'), ('red', 'Red: off track')], max_length=5)),
                ('note', models.TextField(blank=True)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('challenged_at', models.DateTimeField(null=True)),
                ('challenge', models.TextField(blank=True)),
                ('challenged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='updates', to='actionplans.delivery')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['-told_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(max_length=64)),
                ('answer', models.CharField(choices=[('support', 'I support this'), ('can_live_with', 'I can live with this'), ('cannot', 'I can’t support this')], max_length=13)),
                ('reason', models.TextField(blank=True)),
                ('given_at', models.DateTimeField()),
                ('action', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='support', to='actionplans.action')),
                ('asking', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='actionplans.asking')),
                ('objective', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='support', to='actionplans.objective')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partnerships.seat')),
            ],
            options={
                'ordering': ['given_at', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='actionplan',
            constraint=models.UniqueConstraint(fields=('area', 'version'), name='plan_one_of_each_version', violation_error_message='This area has this version of the plan already.'),
        ),
        migrations.AddConstraint(
            model_name='actionplan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('area',), name='plan_one_draft', violation_error_message='This area has a draft already.'),
        ),
        migrations.AddConstraint(
            model_name='actionplan',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['agreed', 'in_progress'])), fields=('area',), name='plan_one_in_force', violation_error_message='Another version of this plan is in force.'),
        ),
        migrations.AddConstraint(
            model_name='asking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='asking_ended_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='asking',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('plan',), name='asking_one_open', violation_error_message='The group is being asked already.'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('due_on', None), ('due_on__gte', models.F('starts_on')), _connector='OR'), name='delivery_due_after_start', violation_error_message='The due date must be on or after the start.'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('cost', None), ('cost__gte', 0), _connector='OR'), name='delivery_cost_not_negative', violation_error_message='A cost is nothing or more.'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('rag', ''), models.Q(('status__in', ['complete', 'stopped', 'transferred']), _negated=True), _connector='OR'), name='delivery_rag_only_while_open', violation_error_message='Only open actions carry a colour.'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rag__in', ['amber', 'red']), _negated=True), models.Q(('rag_note', ''), _negated=True), _connector='OR'), name='delivery_amber_and_red_say_why', violation_error_message='Amber and red need a note.'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('proposed_at', None), ('proposed_by', None), ('proposed_due_on', None), ('proposed_status', '')), models.Q(('proposed_at__isnull', False), ('proposed_by__isnull', False), models.Q(('proposed_due_on__isnull', False), models.Q(('proposed_status', ''), _negated=True), _connector='OR')), _connector='OR'), name='delivery_proposed_at_and_by', violation_error_message='A proposal has a moment, a person and something proposed, or none of these.'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.UniqueConstraint(fields=('action', 'needs'), name='dependency_once', violation_error_message='The action waits for this one already.'),
        ),
        migrations.AddConstraint(
            model_name='dependency',
            constraint=models.CheckConstraint(condition=models.Q(('action', models.F('needs')), _negated=True), name='dependency_not_on_itself', violation_error_message='An action cannot wait for itself.'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.UniqueConstraint(fields=('plan', 'organisation', 'body'), name='endorsement_once', violation_error_message='This endorsement is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='endorsement',
            constraint=models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='endorsement_has_a_body', violation_error_message='Say which body endorsed the plan.'),
        ),
        migrations.AddConstraint(
            model_name='namedwords',
            constraint=models.UniqueConstraint(fields=('area', 'digest'), name='namedwords_once', violation_error_message='It is noted of these words already.'),
        ),
        migrations.AddConstraint(
            model_name='noresponse',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='noresponse_has_a_reason', violation_error_message='Say why there is no response.'),
        ),
        migrations.AddConstraint(
            model_name='noresponse',
            constraint=models.UniqueConstraint(fields=('plan', 'point'), name='noresponse_one_for_a_statement', violation_error_message='Somebody said why at the same moment. Read it, then say yours.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='objective_has_words', violation_error_message='Enter some words.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_la_at', None), ('accepted_la_by', None)), models.Q(('accepted_la_at__isnull', False), ('accepted_la_by__isnull', False)), _connector='OR'), name='objective_accepted_la_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_tso_at', None), ('accepted_tso_by', None)), models.Q(('accepted_tso_at__isnull', False), ('accepted_tso_by__isnull', False)), _connector='OR'), name='objective_accepted_tso_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='objective',
            constraint=models.UniqueConstraint(fields=('plan', 'seq'), name='objective_one_per_place', violation_error_message='Somebody added an objective at the same moment. Add yours again.'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.UniqueConstraint(fields=('objective', 'point'), name='evidence_linked_once', violation_error_message='The objective answers this statement already.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action', None), ('objective__isnull', False)), models.Q(('action__isnull', False), ('objective', None)), _connector='OR'), name='comment_about_one_item', violation_error_message='It is about one objective or one action.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='comment_settled_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_has_words', violation_error_message='Enter some words.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='action_has_words', violation_error_message='Enter some words.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_la_at', None), ('accepted_la_by', None)), models.Q(('accepted_la_at__isnull', False), ('accepted_la_by__isnull', False)), _connector='OR'), name='action_accepted_la_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_tso_at', None), ('accepted_tso_by', None)), models.Q(('accepted_tso_at__isnull', False), ('accepted_tso_by__isnull', False)), _connector='OR'), name='action_accepted_tso_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('objective', 'seq'), name='action_one_per_place', violation_error_message='Somebody added an action at the same moment. Add yours again.'),
        ),
        migrations.AddConstraint(
            model_name='partnershiplink',
            constraint=models.UniqueConstraint(fields=('delivery', 'partnership'), name='partnershiplink_once', violation_error_message='This action is linked to that partnership already.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='planabandoned_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='planabandoned_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='planabandoned_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='planabandoned_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='planabandoned_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='planabandoned_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='planabandoned',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('plan',), name='planabandoned_one_standing', violation_error_message='Giving this draft up is signed, or awaits its second signature, already.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='planagreed_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='planagreed_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='planagreed_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='planagreed_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='planagreed_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='planagreed_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='planagreed',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('plan',), name='planagreed_one_standing', violation_error_message='This plan is signed, or awaits its second signature, already.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='planclosed_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='planclosed_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='planclosed_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='planclosed_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='planclosed_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='planclosed_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='planclosed',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('plan',), name='planclosed_one_standing', violation_error_message='The closing of this plan is signed, or awaits its second signature, already.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='planpublished_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='planpublished_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='planpublished_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='planpublished_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='planpublished_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='planpublished_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='planpublished',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None), models.Q(('la_at', None), ('tso_at', None), _connector='OR')), fields=('plan',), name='planpublished_one_open', violation_error_message='A choice of who may read the plan awaits its second signature already.'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('written_at', None), ('written_by', None)), models.Q(('written_at__isnull', False), ('written_by__isnull', False)), _connector='OR'), name='planreview_written_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='planreview_confirmed_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='planreview_one_of_each_number', violation_error_message='There is a review with this number already.'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(('written_at', None), ('held_on__isnull', False), _connector='OR'), name='planreview_written_is_held', violation_error_message='Say when the review was held.'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), ('written_at__isnull', False), _connector='OR'), name='planreview_confirmed_is_written', violation_error_message='A review is written down before it is confirmed.'),
        ),
        migrations.AddConstraint(
            model_name='planreview',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('written_by')), _negated=True), _connector='OR'), name='planreview_two_people', violation_error_message='Somebody of the other sector confirms a review.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('la_at', None), ('la_by', None)), models.Q(('la_at__isnull', False), ('la_by__isnull', False)), _connector='OR'), name='planstarted_la_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('tso_at', None), ('tso_by', None)), models.Q(('tso_at__isnull', False), ('tso_by__isnull', False)), _connector='OR'), name='planstarted_tso_at_and_by', violation_error_message='A signature has a moment and a person, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.CheckConstraint(condition=models.Q(('la_by', None), ('tso_by', None), models.Q(('la_by', models.F('tso_by')), _negated=True), _connector='OR'), name='planstarted_two_people', violation_error_message='The two signatures are given by different people.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.CheckConstraint(condition=models.Q(('voided_at', None), ('la_at', None), ('tso_at', None), _connector='OR'), name='planstarted_complete_stands', violation_error_message='What both sectors have signed cannot be voided.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None)), models.Q(('voided_at__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='planstarted_voided_has_reason', violation_error_message='An act is voided for a reason.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.CheckConstraint(condition=models.Q(('la_at__isnull', False), ('tso_at__isnull', False), _connector='OR'), name='planstarted_somebody_signed', violation_error_message='An act begins with a signature.'),
        ),
        migrations.AddConstraint(
            model_name='planstarted',
            constraint=models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('plan',), name='planstarted_one_standing', violation_error_message='The start of this plan is signed, or awaits its second signature, already.'),
        ),
        migrations.AddConstraint(
            model_name='progressupdate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('challenged_at', None), ('challenged_by', None)), models.Q(('challenged_at__isnull', False), ('challenged_by__isnull', False)), _connector='OR'), name='progressupdate_challenged_at_and_by', violation_error_message='A moment and its person are both given, or neither.'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('action', None), ('objective__isnull', False)), models.Q(('action__isnull', False), ('objective', None)), _connector='OR'), name='support_about_one_item', violation_error_message='It is about one objective or one action.'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('asking', 'seat', 'objective'), name='support_once_for_an_objective', violation_error_message='You have answered for this objective already.'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.UniqueConstraint(fields=('asking', 'seat', 'action'), name='support_once_for_an_action', violation_error_message='You have answered for this action already.'),
        ),
        migrations.AddConstraint(
            model_name='support',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'cannot'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='support_refused_with_a_reason', violation_error_message='Say why you can’t support this.'),
        ),
    ]
