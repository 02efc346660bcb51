// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/session/figures.h"

#include <QByteArray>

namespace holdline::server {

/// The body of GET /metrics, in the text format of Prometheus.
QByteArray metricsText(const ServerFigures &figures);

} // namespace holdline::server
