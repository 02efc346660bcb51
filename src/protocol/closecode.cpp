// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/closecode.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace holdline::protocol {

namespace {
constexpr auto kAfter = "after_ms"_L1;
}

QString comeBackAfter(Duration wait)
{
    const QJsonObject reason{{kAfter, static_cast<qint64>(wait.count())}};
    return QString::fromLatin1(QJsonDocument(reason).toJson(QJsonDocument::Compact));
}

std::optional<Duration> waitNamedIn(const QString &reason)
{
    const QJsonValue wait = QJsonDocument::fromJson(reason.toUtf8()).object().value(kAfter);
    if (!wait.isDouble() || !(wait.toDouble() >= 0))
        return std::nullopt;
    const double longest = static_cast<double>(kLongestWait.count());
    return Duration(static_cast<Duration::rep>(std::min(wait.toDouble(), longest)));
}

} // namespace holdline::protocol
