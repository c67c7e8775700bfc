"""What is checked: one document with its plan, or all plans together. Each check gives Problems that name file and line."""
