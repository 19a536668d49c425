"""What we will do: Partnership Improvement Action Plans, owned by both sectors."""
