#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Holdline authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the files that describe Holdline to the desktop.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../packaging"

desktop-file-validate ./*.desktop
# Holdline has no page on the web yet. Versions that warn of that can be told that it is no error.
validate() { appstreamcli validate --no-net "$@" ./*.metainfo.xml; }
validate || validate --override=url-homepage-missing=info
