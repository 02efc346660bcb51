// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/chaos/report.h"

#include <algorithm>
#include <cmath>

namespace holdline::chaos {

using namespace Qt::StringLiterals;

namespace {

void insert(QJsonObject &json, const QString &name, const Report::Count &count)
{
    const bool isAudio = name != u"messages"_s;
    json[isAudio ? name + u"_samples"_s : name] = static_cast<qint64>(count.sent);
    json[name + u"_lost"_s] = static_cast<qint64>(count.lost);
    json[name + u"_repeated"_s] = static_cast<qint64>(count.repeated);
    json[name + u"_misplaced"_s] = static_cast<qint64>(count.misplaced);
}

bool isPerfect(const Report::Count &count)
{
    return count.sent > 0 && count.lost == 0 && count.repeated == 0 && count.misplaced == 0;
}

} // namespace

bool Report::isPerfect() const
{
    return settled && newSessions == 0 && chaos::isPerfect(mic) && chaos::isPerfect(tts)
        && chaos::isPerfect(messages);
}

QJsonObject quantiles(std::vector<double> values)
{
    std::ranges::sort(values);
    const auto at = [&values](double share) {
        if (values.empty())
            return 0.0;
        const auto rank = std::ceil(share * static_cast<double>(values.size()));
        const double value = values[static_cast<std::size_t>(std::max(1.0, rank)) - 1];
        return std::round(value * 10) / 10;
    };
    return {{u"p50"_s, at(0.5)}, {u"p95"_s, at(0.95)}, {u"max"_s, at(1)}};
}

QJsonObject toJson(const Report &report)
{
    QJsonObject json{{u"design"_s, report.design},
                     {u"cuts"_s, report.cuts},
                     {u"seed"_s, static_cast<qint64>(report.seed)}};
    insert(json, u"mic"_s, report.mic);
    insert(json, u"tts"_s, report.tts);
    insert(json, u"messages"_s, report.messages);
    json[u"new_sessions"_s] = report.newSessions;
    json[u"settled"_s] = report.settled;
    json[u"recover_ms"_s] = quantiles(report.recoveries);
    json[u"seconds"_s] = std::round(report.seconds * 10) / 10;
    if (!report.firstLoss.isEmpty())
        json[u"first_loss"_s] = report.firstLoss;
    return json;
}

} // namespace holdline::chaos
