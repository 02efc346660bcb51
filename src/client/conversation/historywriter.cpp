// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/conversation/historywriter.h"

#include "client/conversation/seam.h"
#include "client/conversation/timeofday.h"
#include "client/conversation/transcriptmodel.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace holdline::client {

namespace {

/// The name of the day; of an earlier week, whose days have the same names, the date.
QString dayWords(const QDate &day, const QDate &today)
{
    constexpr qint64 kDaysOfOneName = 7;
    return day.daysTo(today) < kDaysOfOneName ? QLocale().dayName(day.dayOfWeek())
                                              : QLocale().toString(day, QLocale::ShortFormat);
}

} // namespace

void HistoryWriter::begin(const Line::Session &session)
{
    forget();
    m_age = session.age;
    m_createdAt = session.createdAt;
}

void HistoryWriter::forget()
{
    m_known.clear();
    m_newestAnswer.clear();
}

void HistoryWriter::write(const QList<protocol::HistoryMessage> &messages, bool first, bool last)
{
    if (first)
        m_model.clear();
    m_model.addReplayed(messages);
    for (const protocol::HistoryMessage &message : messages.last(std::min(messages.size(), kKnown)))
        m_known += message.id;
    m_known = m_known.last(std::min(m_known.size(), kKnown));
    const auto isAnswer = [](const protocol::HistoryMessage &message) {
        return message.role == protocol::HistoryMessage::Role::Assistant;
    };
    const auto newest = std::find_if(messages.rbegin(), messages.rend(), isAnswer);
    if (newest != messages.rend())
        m_newestAnswer = newest->id;
    if (last && m_model.messageCount() > 0)
        writeDivider();
}

bool HistoryWriter::isNewestAnswer(const QString &id) const
{
    return !id.isEmpty() && id == m_newestAnswer;
}

void HistoryWriter::writeDivider()
{
    const WallTime created = m_createdAt.value_or(m_clock.wallTime());
    const auto began = QDateTime::fromMSecsSinceEpoch(created.time_since_epoch().count());
    const auto now = QDateTime::fromMSecsSinceEpoch(m_clock.wallTime().time_since_epoch().count());
    const QString day = dayWords(began.date(), now.date());
    const QString time = timeOfDay(created);
    const QString text =
        tr("Continued from %1, %2", "day of the week or date, time").arg(day, time);
    const QString date = QLocale().toString(began, QLocale::ShortFormat);
    const QString started = m_age
        ? tr("Started: %1 (%2 ago)", "date and time, a duration").arg(date, timeWords(*m_age))
        : tr("Started: %1", "date and time").arg(date);
    const QString details = started + u'\n' + tr("Messages: %1").arg(m_model.messageCount());
    m_model.addDivider(text, m_clock.wallTime(), details);
}

} // namespace holdline::client
