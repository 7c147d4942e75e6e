"""Import WeasyPrint beforehand, where a build will surely lay out pages: nothing is kept of an earlier one."""

from guidepress.paper.layout import import_library

import_library()
