"""The MkDocs plugin. The only package that imports MkDocs."""
