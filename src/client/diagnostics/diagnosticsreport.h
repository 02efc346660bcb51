// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace holdline::client {

class Diagnostics;

/// The contents of Diagnostics as a file, which people send to those who help them. Contains no
/// words that were said or typed, no tokens, and no text that came from the other end of the line.
class DiagnosticsReport
{
public:
    /// Copies the current state of `diagnostics`.
    explicit DiagnosticsReport(const Diagnostics &diagnostics);

    QByteArray toText() const;
    QByteArray toJson() const;
    /// JSON if the name ends in .json, otherwise text.
    QByteArray forFile(const QString &name) const;

private:
    QJsonObject m_json;
    QStringList m_events;
};

} // namespace holdline::client
