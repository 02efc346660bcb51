// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/look/announcements.h"

#include "client/conversation/transcriptmodel.h"
#include "widgets/look/connectionwords.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace holdline::widgets {

using namespace Qt::StringLiterals;
using client::ConnectionState;
using client::ConnectionStatus;
using client::TranscriptModel;

namespace {

constexpr qsizetype kLongest = 5000; // characters of one announcement

bool isLive(ConnectionState state)
{
    return state == ConnectionState::Reconnected || state == ConnectionState::Recording
        || state == ConnectionState::Connected;
}

/// The user can talk, and nothing has to be said about the line.
bool isUsable(ConnectionState state)
{
    return state == ConnectionState::Recording || state == ConnectionState::Connected;
}

QString wordsOf(const QModelIndex &row, bool isAloud)
{
    const auto is = [&](int role) { return row.data(role).toBool(); };
    const QString words = row.data(Qt::AccessibleTextRole).toString();
    switch (row.data(TranscriptModel::KindRole).value<TranscriptModel::Kind>()) {
    case TranscriptModel::Kind::User:
    case TranscriptModel::Kind::HeldSpeech: // grows all the time; its end is part of the divider
        return {};
    case TranscriptModel::Kind::Assistant:
        if (isAloud || is(TranscriptModel::PartialRole) || is(TranscriptModel::InterruptedRole)
            || is(TranscriptModel::ReplayedRole))
            return {};
        return words.size() > kLongest ? words.first(kLongest) + u'…' : words;
    case TranscriptModel::Kind::Divider:
        return QString(words).replace(u" · "_s, u", "_s);
    }
    Q_UNREACHABLE();
}

} // namespace

QString Announcements::onStatus(const ConnectionStatus &status)
{
    const bool wasUsable = m_state && isUsable(*m_state);
    // Of a cut that is over before anybody notices, its end is no news either.
    if (status.isBrief || (wasUsable && status.state == ConnectionState::Reconnected))
        return {};
    const std::optional<ConnectionState> before = std::exchange(m_state, status.state);
    if (before == status.state)
        return {};
    if (isLive(status.state))
        m_saidOffline.clear();
    if (wasUsable && isUsable(status.state))
        return status.state == ConnectionState::Recording ? tr("Microphone on.")
                                                          : tr("Microphone off.");
    ConnectionStatus uncounted = status; // each attempt would be news
    uncounted.attempt = 0;
    const QString words = ConnectionWords::description(uncounted);
    const QString speech = isLive(status.state) ? QString() : fateOfSpeech(m_caption);
    return speech.isEmpty() ? words : words + u' ' + speech;
}

QString Announcements::onCaption(Caption caption)
{
    m_caption = caption;
    const bool isLossSaid = m_state && !isLive(*m_state);
    return isLossSaid ? fateOfSpeech(caption) : QString();
}

/// Once for each outage.
QString Announcements::fateOfSpeech(Caption caption)
{
    if (std::exchange(m_saidOffline[caption], true))
        return {};
    switch (caption) {
    case Caption::HoldingSpeech:
        return tr("Keep talking: your words are kept and sent when you are back online.");
    case Caption::HoldLimitReached:
        return tr("No more speech can be held. What you say now is lost.");
    case Caption::LineDown:
        return tr("You are offline. Your speech is not being recorded.");
    default:
        return {};
    }
}

QString Announcements::onNotice(const Notice &notice, Instant now)
{
    QString words = notice.title;
    if (notice.countdownTo) {
        const double seconds = double(elapsed(*notice.countdownTo, now).count()) / 1000;
        words = words.arg(static_cast<int>(std::ceil(std::max(0.0, seconds))));
    }
    if (notice.text.isEmpty())
        return words;
    const bool isSentence = words.endsWith(u'?') || words.endsWith(u'.') || words.endsWith(u'!');
    return words + (isSentence ? u" "_s : u". "_s) + notice.text;
}

QString Announcements::onRow(const QPersistentModelIndex &row, bool isAloud)
{
    const QString words = wordsOf(row, isAloud);
    if (words.isEmpty() || (row == m_row && words == m_rowWords))
        return {};
    m_row = row;
    m_rowWords = words;
    return words;
}

} // namespace holdline::widgets
