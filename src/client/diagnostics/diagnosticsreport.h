// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace holdline::client {

class Diagnostics;

/// What Diagnostics knows, for a file that people send to who helps them: no words that were said
/// or typed, no tokens, and nothing that the other end of the line has put into words.
class DiagnosticsReport
{
public:
    /// As it is now.
    explicit DiagnosticsReport(const Diagnostics &diagnostics);

    QByteArray toText() const;
    QByteArray toJson() const;
    /// JSON for a name that ends in .json.
    QByteArray forFile(const QString &name) const;

private:
    QJsonObject m_json;
    QStringList m_events;
};

} // namespace holdline::client
