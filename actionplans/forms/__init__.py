"""Forms of the plan. Each names its fields: nothing else that is posted reaches a model."""
