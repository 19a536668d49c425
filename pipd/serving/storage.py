"""Static files under names that carry a digest, also where one script of ours names another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Ours alone: Django's own patterns for this stumble over comments in the scripts of others.
OUR_IMPORTS = ("js/*.js", ((r'(?P<matched>from "(?P<url>\./[^"]+)";)', 'from "%(url)s";'),))


class Storage(CompressedManifestStaticFilesStorage):
    """Follows `import … from "./name.js";` as it follows the addresses in style sheets."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, OUR_IMPORTS)
