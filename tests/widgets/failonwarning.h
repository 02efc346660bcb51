// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace holdline::testing {

/// Any warning fails the test that runs, but for what the offscreen platform says of itself.
inline void failOnWarning()
{
    QTest::failOnWarning(
        QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths)")));
}

} // namespace holdline::testing
